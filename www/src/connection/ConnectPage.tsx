import { Paper, SegmentedControl, Text, Title } from "@mantine/core";
import { UsersApi } from "powens-users";
import { useState } from "react";
import { Brand } from "./Brand.js";
import classes from "./ConnectPage.module.css";
import { apiOptions, type Connection, connectionKinds, type TryConnection } from "./connection.js";
import { DomainForm } from "./DomainForm.js";
import { ProxyForm } from "./ProxyForm.js";
import { SandboxForm } from "./SandboxForm.js";

interface ConnectPageProps {
	readonly onConnect: (connection: Connection, api: UsersApi) => void;
}

const KINDS = Object.entries(connectionKinds).map(([value, label]) => ({ value, label }));

/** The choice of a connection. */
export function ConnectPage({ onConnect }: ConnectPageProps) {
	const [kind, setKind] = useState<string>("sandbox");

	const tryConnection: TryConnection = (connection) => {
		try {
			onConnect(connection, new UsersApi(apiOptions(connection)));
			return null;
		} catch (error) {
			return error instanceof Error ? error.message : "This connection is not allowed.";
		}
	};

	return (
		<main className={classes.page}>
			<div className={classes.column}>
				<Brand />
				<Paper withBorder p="lg" mt="md" component="section" aria-labelledby="connect-title">
					<Title order={1} id="connect-title">
						Connect
					</Title>
					<Text size="sm" c="dimmed" mt={4} mb="md">
						Choose whose users to look at. Tokens stay in this tab's memory and are forgotten when you disconnect.
					</Text>
					<SegmentedControl fullWidth data={KINDS} value={kind} onChange={setKind} aria-label="Kind of connection" mb="md" />
					{kind === "sandbox" && <SandboxForm onConnect={tryConnection} />}
					{kind === "domain" && <DomainForm onConnect={tryConnection} />}
					{kind === "proxy" && <ProxyForm onConnect={tryConnection} />}
				</Paper>
			</div>
		</main>
	);
}
