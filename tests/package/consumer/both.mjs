import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as imported from "powens-users";

const required = createRequire(import.meta.url)("powens-users");
assert.deepEqual(Object.keys(imported).sort(), ["PowensError", "UsersApi", "isPowensError"]);
for (const [name, value] of Object.entries(imported)) assert.equal(value, required[name], name);
