import { Button, Code, PasswordInput, Text, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import classes from "./ConnectPage.module.css";
import type { TryConnection } from "./connection.js";
import { parseDomain, parseToken, parseTokenEndpoint } from "./connection-fields.js";
import { fieldText, KEEP_OUT_OF_MANAGERS } from "./form-fields.js";

interface Problems {
	readonly domain?: string | null;
	readonly usersToken?: string | null;
	readonly tokenEndpoint?: string | null;
}

/** Connects to a domain of Powens. The inputs are uncontrolled: React would mirror the token into the `value` attribute. */
export function DomainForm({ onConnect }: { readonly onConnect: TryConnection }) {
	const [problems, setProblems] = useState<Problems>({});

	const submit = (event: SubmitEvent<HTMLFormElement>) => {
		event.preventDefault();
		const form = new FormData(event.currentTarget);
		const domain = parseDomain(fieldText(form, "domain"));
		const usersToken = parseToken(fieldText(form, "usersToken"));
		const tokenEndpoint = parseTokenEndpoint(fieldText(form, "tokenEndpoint"));
		if (domain.problem !== null || usersToken.problem !== null || tokenEndpoint.problem !== null) {
			setProblems({ domain: domain.problem, usersToken: usersToken.problem, tokenEndpoint: tokenEndpoint.problem });
			return;
		}
		const connection = {
			kind: "domain",
			domain: domain.value,
			usersToken: usersToken.value,
			tokenEndpoint: tokenEndpoint.value,
		} as const;
		setProblems({ domain: onConnect(connection) });
	};

	return (
		<form className={classes.form} onSubmit={submit} autoComplete="off" noValidate>
			<TextInput
				name="domain"
				label="Domain"
				placeholder="acme-sandbox"
				rightSection={
					<Text size="sm" c="dimmed">
						.biapi.pro
					</Text>
				}
				rightSectionWidth={80}
				required
				spellCheck={false}
				autoCapitalize="none"
				error={problems.domain}
				{...KEEP_OUT_OF_MANAGERS}
			/>
			<PasswordInput
				name="usersToken"
				label="Users token"
				description="From the Powens console, under Settings. It lists the domain's users."
				required
				error={problems.usersToken}
				{...KEEP_OUT_OF_MANAGERS}
			/>
			<TextInput
				name="tokenEndpoint"
				label="Endpoint for user tokens (optional)"
				description={
					<>
						Opening or deleting a user needs that user's own token. Yours may give it: this page POSTs{" "}
						<Code>{'{ "id_user": 42 }'}</Code> with same-origin credentials and expects <Code>{'{ "access_token": "…" }'}</Code>.
						Without it, you paste the token when a user is opened.
					</>
				}
				placeholder="/api/powens-token"
				inputMode="url"
				spellCheck={false}
				error={problems.tokenEndpoint}
				{...KEEP_OUT_OF_MANAGERS}
			/>
			<Text size="xs" c="dimmed">
				The domain has to list this page's origin, <Code>{window.location.origin}</Code>, in its{" "}
				<Code>biapi.allowed_origins</Code>.
			</Text>
			<Button type="submit">Connect to the domain</Button>
		</form>
	);
}
