import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as imported from "powens-users";
import * as web from "powens-users/web";

const require = createRequire(import.meta.url);
const required = require("powens-users");
const names = [
	"PowensError",
	"UsersApi",
	"Webhooks",
	"checkPayload",
	"isKnownAccountOwnership",
	"isKnownAccountScheme",
	"isKnownAccountType",
	"isKnownAccountUsage",
	"isKnownAuthMechanism",
	"isKnownConnectionState",
	"isKnownConnectorProduct",
	"isKnownCounterpartyType",
	"isKnownLoanType",
	"isKnownTransactionType",
	"isKnownUserPlatform",
	"isPowensError",
	"payloadSchemas",
	"readEvent",
	"verifyBearer",
];
assert.deepEqual(Object.keys(imported).sort(), names);
for (const [name, value] of Object.entries(imported)) {
	for (const other of [required, web, require("powens-users/web")]) assert.equal(other[name], value, name);
}
// It has started by itself.
const started = web.init();
assert.ok(started instanceof Promise);
assert.equal(await started, undefined);
