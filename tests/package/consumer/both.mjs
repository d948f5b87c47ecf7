import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as imported from "powens-users";

const required = createRequire(import.meta.url)("powens-users");
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
	"verifyBearer",
];
assert.deepEqual(Object.keys(imported).sort(), names);
for (const [name, value] of Object.entries(imported)) assert.equal(value, required[name], name);
