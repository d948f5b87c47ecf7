// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.

/**
 * What a user was created with.
 *
 * Source: an older description of the Powens API; seen in practice, not documented: not checked.
 *
 * The list is open: any other text may come.
 *
 * @example
 * ```ts
 * import type { UserPlatform } from "powens-users";
 *
 * const platform: UserPlatform = "iPhone";
 * ```
 */
export type UserPlatform = KnownUserPlatform | (string & {});

const userPlatformValues = [
	"web",
	"iPad",
	"iPhone",
	"Android",
	"CAstore",
	"requestAccess",
	"sharedAccess",
	"singleAccess",
	"transfer",
	"refresh_token",
] as const;

/**
 * The values of {@link UserPlatform} that are known.
 */
export type KnownUserPlatform = (typeof userPlatformValues)[number];

/**
 * Whether a value is a {@link KnownUserPlatform}.
 *
 * @example
 * ```ts
 * import { isKnownUserPlatform } from "powens-users";
 *
 * console.log(isKnownUserPlatform("web"));
 * ```
 */
export function isKnownUserPlatform(value: unknown): value is KnownUserPlatform {
	return (userPlatformValues as readonly unknown[]).includes(value);
}

/**
 * A user of a Powens domain: what keeps the synchronized data of one person of yours apart from all others.
 *
 * Source: "User object" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { User } from "powens-users";
 *
 * const user: User = { id: 42, signin: "2020-06-01 12:34:56", platform: "web" };
 * ```
 */
export interface User {
	/**
	 * ID of the user: a positive safe integer.
	 *
	 * Source: Powens documentation.
	 */
	id: number;
	/**
	 * When the user was created, such as `2020-06-01 12:34:56`. Text as it came: its zone is not documented, so it is
	 * no `Date`.
	 *
	 * Source: Powens documentation.
	 */
	signin?: string | null;
	/**
	 * What the user was created with.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	platform?: UserPlatform | null;
}
