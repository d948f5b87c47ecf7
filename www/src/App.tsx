import type { UsersApi } from "powens-users";
import { useState } from "react";
import classes from "./App.module.css";
import { ConnectionHeader } from "./connection/ConnectionHeader.js";
import { ConnectPage } from "./connection/ConnectPage.js";
import type { Connection } from "./connection/connection.js";
import { useControl } from "./deliveries/use-control.js";
import { UsersPage } from "./users/UsersPage.js";

interface Connected {
	readonly connection: Connection;
	readonly api: UsersApi;
}

interface AppProps {
	/** Of the sandbox that serves this page, where the address had it. */
	readonly controlToken: string | null;
}

/** Not connected, or connected: nothing else is remembered, so disconnecting forgets every token. */
export function App({ controlToken }: AppProps) {
	const control = useControl(controlToken);
	const [connected, setConnected] = useState<Connected | null>(null);

	if (connected === null) return <ConnectPage onConnect={(connection, api) => setConnected({ connection, api })} />;

	const disconnect = () => {
		control.forget();
		setConnected(null);
	};
	return (
		<div className={classes.page}>
			<ConnectionHeader connection={connected.connection} onDisconnect={disconnect} />
			<UsersPage connection={connected.connection} api={connected.api} control={control} />
		</div>
	);
}
