// @ts-check
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { inProject } from "../../../scripts/lib/paths.mjs";

const USERS = 5;

/** Starts a sandbox of five users on a port of this machine. */
export async function startSandbox() {
	const { createSandbox } = await built("sandbox.js");
	const { listen } = await built("sandbox-server.js");
	const sandbox = createSandbox({ users: USERS });
	const server = await listen(sandbox, { port: 0 });
	const ids = async () => {
		const response = await sandbox.fetch("/2.0/users", { headers: { Authorization: `Bearer ${sandbox.usersToken}` } });
		return (await response.json()).users.map((/** @type {{ id: number }} */ { id }) => id).sort();
	};
	const before = await ids();
	return {
		baseUrl: `${server.url}/2.0`,
		usersToken: /** @type {string} */ (sandbox.usersToken),
		stop: () => server.close(),
		/** Asks the sandbox itself who is gone. @param {readonly number[]} gone */
		async assertGone(gone) {
			assert.equal(before.length, USERS);
			const left = before.filter((/** @type {number} */ id) => !gone.includes(id));
			assert.deepEqual(await ids(), left, "the users that the sandbox has left");
		},
	};
}

/**
 * Imported late: the build makes it.
 *
 * @param {string} name
 */
function built(name) {
	return import(pathToFileURL(inProject("pkg", name)).href);
}
