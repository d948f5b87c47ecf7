/** Tokens of single users that the person pasted, by user id. In memory, gone with the connection. */
export type UserTokens = ReadonlyMap<number, string>;

export const NO_TOKENS: UserTokens = new Map();

/** The tokens with one more, or with another one for a user. */
export function withToken(tokens: UserTokens, userId: number, token: string): UserTokens {
	return new Map(tokens).set(userId, token);
}

/** The tokens without that of a user. */
export function withoutToken(tokens: UserTokens, userId: number): UserTokens {
	const rest = new Map(tokens);
	rest.delete(userId);
	return rest;
}

/** Why a user can't be opened or deleted yet. */
export function missingTokenReason(userId: number): string {
	return `Needs the token of user ${userId}: open the user to give it.`;
}
