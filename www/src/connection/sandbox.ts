const baseUrl = "/2.0";

/**
 * The sandbox that serves this page, with its fixed demonstration values.
 *
 * That the page knows a client secret is a convenience of the sandbox and of nothing else. The secret of a real domain makes a
 * token for any of its users: it stays on a server, and a page asks that server (see `DomainConnection.tokenEndpoint`).
 */
export const sandbox = {
	baseUrl,
	usersToken: "sandbox-users-token",
	tokenEndpoint: `${baseUrl}/auth/renew`,
	tokenRequest: (userId: number | "me") => ({
		grant_type: "client_credentials",
		client_id: "sandbox-client-id",
		client_secret: "sandbox-client-secret",
		id_user: userId,
	}),
} as const;
