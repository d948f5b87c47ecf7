// @ts-check
/** What receiver-exercise.mjs reports, in every runtime. */
export const receiverReport = {
	genuine: [204, 204],
	parallel: [204, 204, 204, 204],
	refused: [401, 404],
	undocumented: 204,
	again: "payload_invalid",
	handled: ["user 42", "69 bytes of 7"],
	kinds: [
		...["accepted", "accepted", "duplicate", "duplicate", "duplicate", "duplicate"],
		...["kept payload_invalid", "refused not_found", "refused signature_mismatch"],
	],
	isFinished: true,
	kept: [["payload_invalid", 18]],
	isOneSetOfClasses: true,
};
