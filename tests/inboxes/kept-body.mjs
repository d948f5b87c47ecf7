// @ts-check
// A body that is kept, and the hashes of two, for the tests of all inboxes.

export const HASH = "0123456789abcdef".repeat(4);
export const OTHER_HASH = "fedcba9876543210".repeat(4);

/** @type {import("powens-users/receiver").KeptBody} */
export const KEPT = {
	route: "/powens/user-created",
	event: "USER_CREATED",
	source: "default",
	reason: "attempts",
	code: "handler_failed",
	signedAtMs: null,
	body: new TextEncoder().encode('{"secret":"body of a user"}'),
};
