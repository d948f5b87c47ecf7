// @ts-check
// warnings.mjs DRIVER HOW: a hundred calls with one signal; prints every warning of the process, and how the calls ended. DRIVER is the
// URL of an entry, or the name of a control.
import { setTimeout as wait } from "node:timers/promises";
import { PlainApi, SharedQueueApi } from "../../runtimes/control-drivers.mjs";

const [, , driver = "", how = ""] = process.argv;
const controls = new Map(Object.entries({ PlainApi, SharedQueueApi }));
/** @type {any} */
const UsersApi = controls.get(driver) ?? (await import(driver)).UsersApi;

process.on("warning", ({ name, message }) => console.log(`${name}: ${message}`));
const controller = new AbortController();
const { signal } = controller;
const never = () => new Promise(() => {});
const options = { domain: "acme", usersToken: "t", timeoutMs: 5_000 };
const fetches = {
	"that succeed": async () => {
		await wait(20);
		return { status: 200, json: async () => ({ users: [] }) };
	},
	"that are aborted": never,
	"of a hundred objects": never,
};
const fetch = fetches[/** @type {keyof typeof fetches} */ (how)];
const shared = new UsersApi({ ...options, fetch });
const one = () => (how === "of a hundred objects" ? new UsersApi({ ...options, fetch }) : shared);
const calls = Array.from({ length: 100 }, () =>
	one()
		.list({ signal })
		.then(
			() => "success",
			(/** @type {unknown} */ reason) => reason,
		),
);
if (fetch === never) setTimeout(() => controller.abort("stop"), 20);
const ends = await Promise.all(calls);
// A warning is told after the microtasks.
await wait(20);
console.log([...new Set(ends)].join(", "));
