// @ts-check
// The inbox in memory does what an inbox has to do.
import { test } from "node:test";
import { memoryInbox } from "powens-users/receiver";
import { inboxConformance } from "powens-users/receiver/conformance";

for (const { name, run } of inboxConformance(openMemory)) test(name, run);

function openMemory() {
	let offset = 0;
	return {
		inbox: memoryInbox({ now: () => Date.now() + offset, steadyNow: () => performance.now() + offset }),
		advance: (/** @type {number} */ ms) => {
			offset += ms;
		},
	};
}
