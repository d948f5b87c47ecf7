import type { UsersApi } from "powens-users";
import { useState } from "react";
import classes from "./App.module.css";
import { ConnectionHeader } from "./connection/ConnectionHeader.js";
import { ConnectPage } from "./connection/ConnectPage.js";
import type { Connection } from "./connection/connection.js";
import { UsersPage } from "./users/UsersPage.js";

interface Connected {
	readonly connection: Connection;
	readonly api: UsersApi;
}

/** Not connected, or connected: nothing else is remembered, so disconnecting forgets every token. */
export function App() {
	const [connected, setConnected] = useState<Connected | null>(null);

	if (connected === null) return <ConnectPage onConnect={(connection, api) => setConnected({ connection, api })} />;

	return (
		<div className={classes.page}>
			<ConnectionHeader connection={connected.connection} onDisconnect={() => setConnected(null)} />
			<UsersPage connection={connected.connection} api={connected.api} />
		</div>
	);
}
