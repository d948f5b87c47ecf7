// Every way to load the package, in one program: there is one core and one set of classes.
import { deepEqual } from "node:assert/strict";
import { createRequire } from "node:module";
import * as powens from "powens-users";
import * as web from "powens-users/web";
import { exercise } from "../exercise.mjs";

const require = createRequire(import.meta.url);
const entry = { ...powens };
const { init, ...loaded } = web;
const { init: requiredInit, ...required } = require("powens-users/web");
await Promise.all([init(), init(), requiredInit()]);
for (const other of [loaded, required, require("powens-users"), await import("powens-users")]) {
	deepEqual(Object.keys(other).sort(), Object.keys(entry).sort());
	const differing = Object.entries(entry).filter(([name, value]) => other[name] !== value);
	deepEqual(Object.keys(Object.fromEntries(differing)), []);
}

const { SANDBOX_URL: baseUrl, SANDBOX_TOKEN: usersToken } = process.env;
console.log(JSON.stringify(await exercise({ ...entry, PowensError: required.PowensError }, { baseUrl, usersToken })));
