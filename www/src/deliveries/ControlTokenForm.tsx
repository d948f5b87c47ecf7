import { Button, Code, PasswordInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { parseToken } from "../connection/connection-fields.js";
import { fieldText, KEEP_OUT_OF_MANAGERS } from "../connection/form-fields.js";
import classes from "./ControlTokenForm.module.css";

/** Asks for the token of the sandbox's control. */
export function ControlTokenForm({ onToken }: { readonly onToken: (token: string) => void }) {
	const [problem, setProblem] = useState<string | null>(null);

	const submit = (event: SubmitEvent<HTMLFormElement>) => {
		event.preventDefault();
		const token = parseToken(fieldText(new FormData(event.currentTarget), "controlToken"));
		setProblem(token.problem);
		if (token.value !== null) onToken(token.value);
	};

	return (
		<form className={classes.form} onSubmit={submit} autoComplete="off" noValidate data-control-form>
			<PasswordInput
				name="controlToken"
				label="Control token"
				description={
					<>
						To see webhooks, and to make users and synchronisations happen. <Code>npm start</Code> prints it where it runs, as
						“Control token”; the address that it prints as “Page” carries it already. It is kept in this tab's memory until you
						disconnect.
					</>
				}
				error={problem}
				className={classes.field}
				{...KEEP_OUT_OF_MANAGERS}
			/>
			<Button type="submit" variant="default">
				Use this token
			</Button>
		</form>
	);
}
