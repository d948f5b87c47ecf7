import { Button, Group, Paper, PasswordInput, Text } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { parseToken } from "../connection/connection-fields.js";
import { fieldText, KEEP_OUT_OF_MANAGERS } from "../connection/form-fields.js";

interface UserTokenFormProps {
	readonly userId: number;
	readonly onToken: (token: string) => void;
}

/** Asks for the token of one user. */
export function UserTokenForm({ userId, onToken }: UserTokenFormProps) {
	const [problem, setProblem] = useState<string | null>(null);

	const submit = (event: SubmitEvent<HTMLFormElement>) => {
		event.preventDefault();
		const token = parseToken(fieldText(new FormData(event.currentTarget), "userToken"));
		setProblem(token.problem);
		if (token.value !== null) onToken(token.value);
	};

	return (
		<Paper component="form" withBorder p="sm" onSubmit={submit} autoComplete="off" noValidate data-token-form>
			<PasswordInput
				name="userToken"
				label={`Token of user ${userId}`}
				description="Powens opens and deletes a user with that user's own token only. A server of yours obtains it; it is kept in this tab's memory until you disconnect."
				error={problem}
				data-autofocus
				{...KEEP_OUT_OF_MANAGERS}
			/>
			<Group mt="xs" gap="xs">
				<Button type="submit" size="xs">
					Use this token
				</Button>
				<Text size="xs" c="dimmed">
					Never a client secret.
				</Text>
			</Group>
		</Paper>
	);
}
