import { Badge, Button, Text } from "@mantine/core";
import IconPlugConnectedX from "@tabler/icons-react/dist/esm/icons/IconPlugConnectedX.mjs";
import { Brand } from "./Brand.js";
import classes from "./ConnectionHeader.module.css";
import { type Connection, connectionKinds, connectionName } from "./connection.js";

interface ConnectionHeaderProps {
	readonly connection: Connection;
	readonly onDisconnect: () => void;
}

/** Whose users these are, and the way out. */
export function ConnectionHeader({ connection, onDisconnect }: ConnectionHeaderProps) {
	return (
		<header className={classes.header}>
			<Brand />
			<div className={classes.connection}>
				<Badge variant="default" size="sm" radius="sm" className={classes.kind}>
					{connectionKinds[connection.kind]}
				</Badge>
				<Text size="sm" truncate title={connectionName(connection)} data-connection>
					{connectionName(connection)}
				</Text>
			</div>
			<Button variant="default" size="xs" leftSection={<IconPlugConnectedX size={15} aria-hidden />} onClick={onDisconnect}>
				Disconnect
			</Button>
		</header>
	);
}
