import { Button, Code, Text } from "@mantine/core";
import classes from "./ConnectPage.module.css";
import type { TryConnection } from "./connection.js";

/** Connects to the sandbox beside this page. */
export function SandboxForm({ onConnect }: { readonly onConnect: TryConnection }) {
	return (
		<form
			className={classes.form}
			onSubmit={(event) => {
				event.preventDefault();
				onConnect({ kind: "sandbox" });
			}}
		>
			<Text size="sm">
				Invented users on this machine, served beside this page by <Code>npm start</Code>. Delete as you like: a restart brings
				them all back.
			</Text>
			<Button type="submit">Connect to the sandbox</Button>
		</form>
	);
}
