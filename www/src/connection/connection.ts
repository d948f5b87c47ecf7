import type { UsersApiOptions } from "powens-users";
import { requestUserToken } from "./request-user-token.js";
import { sandbox } from "./sandbox.js";

/** The sandbox that serves this page. */
export interface SandboxConnection {
	readonly kind: "sandbox";
}

/** A domain of Powens, called from this browser. */
export interface DomainConnection {
	readonly kind: "domain";
	readonly domain: string;
	readonly usersToken: string;
	/** Where this page asks for a user's token, or null: the person pastes it. */
	readonly tokenEndpoint: string | null;
}

/** A proxy that adds the authorization itself. */
export interface ProxyConnection {
	readonly kind: "proxy";
	readonly baseUrl: string;
}

/** How the page reaches the Users API. Lives in memory only: it may hold a token. */
export type Connection = SandboxConnection | DomainConnection | ProxyConnection;

/** The options of `UsersApi` for a connection. */
export function apiOptions(connection: Connection): UsersApiOptions {
	switch (connection.kind) {
		case "sandbox":
			return {
				baseUrl: sandbox.baseUrl,
				usersToken: sandbox.usersToken,
				userToken: (userId) => requestUserToken(sandbox.tokenEndpoint, sandbox.tokenRequest(userId)),
			};
		case "domain": {
			const { domain, usersToken, tokenEndpoint } = connection;
			if (tokenEndpoint === null) return { domain, usersToken };
			return { domain, usersToken, userToken: (userId) => requestUserToken(tokenEndpoint, { id_user: userId }) };
		}
		case "proxy":
			return { baseUrl: connection.baseUrl, usersToken: null, userToken: null };
	}
}

/** Whether a user's own token has to be pasted before that user can be opened or deleted. */
export function asksPersonForToken(connection: Connection): boolean {
	return connection.kind === "domain" && connection.tokenEndpoint === null;
}

/** What the header calls the connection. */
export function connectionName(connection: Connection): string {
	switch (connection.kind) {
		case "sandbox":
			return "this page's sandbox";
		case "domain":
			return `${connection.domain}.biapi.pro`;
		case "proxy":
			return connection.baseUrl;
	}
}

/** The kind of a connection, in a word. */
export const connectionKinds: Readonly<Record<Connection["kind"], string>> = {
	sandbox: "Sandbox",
	domain: "Domain",
	proxy: "Proxy",
};

/** What a form calls with its connection. Gives the problem where `UsersApi` does not take it, else null. */
export type TryConnection = (connection: Connection) => string | null;
