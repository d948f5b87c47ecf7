// What a webhook carries: the documented payload of its event, and the id that all of them have.
import type { Connection } from "../../model/connection.js";
import type { SandboxUser } from "../state/users.js";
import type { CoveredEvent, SandboxEvent } from "./event.js";

/** The payload of an event, in the order in which the documentation has its members. */
export function payloadOf(event: SandboxEvent, webhookDataId: number, withTotal: boolean): Readonly<Record<string, unknown>> {
	return { ...content(event, withTotal), id_webhook_data: webhookDataId };
}

function content(event: SandboxEvent, withTotal: boolean): object {
	switch (event.event) {
		case "USER_CREATED":
		case "USER_DELETED":
			return event.user;
		case "USER_SYNCED":
			// In an older body; of what is not documented.
			return { user: event.user, connections: event.connections, ...(withTotal && { total: event.connections.length }) };
		case "CONNECTION_SYNCED":
			return { user: event.user, connection: event.connection };
		case "CONNECTION_DELETED":
			return event.connection;
	}
}

/** An event to test a receiver with: of a user that exists, all else invented. */
export function testEvent(event: CoveredEvent, user: SandboxUser, dateTime: string): SandboxEvent {
	const connection = testConnection(user.id, dateTime);
	switch (event) {
		case "USER_CREATED":
		case "USER_DELETED":
			return { event, user };
		case "USER_SYNCED":
			return { event, user, connections: [connection] };
		case "CONNECTION_SYNCED":
		case "CONNECTION_DELETED":
			return { event, user, connection };
	}
}

const TEST_ID = 1;

function testConnection(userId: number, dateTime: string): Connection {
	const date = dateTime.slice(0, 10);
	return {
		id: TEST_ID,
		id_user: userId,
		id_connector: TEST_ID,
		state: null,
		active: true,
		created: dateTime,
		last_update: dateTime,
		connector: { id: TEST_ID, uuid: "00000000-0000-4000-8000-000000000001", name: "Banque d’essai (événement de test)" },
		sources: [{ id: TEST_ID, id_connection: TEST_ID, name: "openapi", state: null, last_update: dateTime }],
		accounts: [
			{
				id: TEST_ID,
				id_connection: TEST_ID,
				id_user: userId,
				name: "Compte d’essai",
				type: "checking",
				balance: 300,
				currency: { id: "EUR", symbol: "€", precision: 2 },
				transactions: [
					{
						id: TEST_ID,
						id_account: TEST_ID,
						date,
						value: -12.5,
						type: "card",
						original_wording: "ÉVÉNEMENT DE TEST",
						coming: false,
					},
				],
			},
		],
	};
}
