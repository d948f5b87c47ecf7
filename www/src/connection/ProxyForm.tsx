import { Button, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import classes from "./ConnectPage.module.css";
import type { TryConnection } from "./connection.js";
import { parseBaseUrl } from "./connection-fields.js";
import { fieldText, KEEP_OUT_OF_MANAGERS } from "./form-fields.js";

/** Connects to a proxy that adds the authorization. */
export function ProxyForm({ onConnect }: { readonly onConnect: TryConnection }) {
	const [problem, setProblem] = useState<string | null>(null);

	const submit = (event: SubmitEvent<HTMLFormElement>) => {
		event.preventDefault();
		const baseUrl = parseBaseUrl(fieldText(new FormData(event.currentTarget), "baseUrl"));
		setProblem(baseUrl.problem ?? onConnect({ kind: "proxy", baseUrl: baseUrl.value }));
	};

	return (
		<form className={classes.form} onSubmit={submit} autoComplete="off" noValidate>
			<TextInput
				name="baseUrl"
				label="Base URL"
				description="What comes before /users: a path of this origin, or an https address. No token is sent; the proxy adds the authorization itself."
				placeholder="/powens/2.0"
				required
				inputMode="url"
				spellCheck={false}
				error={problem}
				{...KEEP_OUT_OF_MANAGERS}
			/>
			<Button type="submit">Connect to the proxy</Button>
		</form>
	);
}
