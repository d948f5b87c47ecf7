// What browsers and bundlers load, in Node: by its path, since Node would choose its own entry.
import assert from "node:assert/strict";
import * as own from "powens-users";
import { exercise } from "./exercise.mjs";
import * as entry from "./node_modules/powens-users/pkg/default.js";

await exercise(entry);

// Two copies in one program: two classes, one brand.
assert.notEqual(entry.PowensError, own.PowensError);
assert.ok(own.isPowensError(new entry.PowensError("text", { code: "network" })));
