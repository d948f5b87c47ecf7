// Loaded by browsers, by bundlers for them, and by every runtime without an entry of its own.
import users from "../../pkg/wasm/users/powens_users.wasm";
import webhooks from "../../pkg/wasm/webhooks/powens_users.wasm";
import * as base from "../index.js";
import { withParts } from "./part.js";

export * from "../index.js";

export const UsersApi = /* @__PURE__ */ withParts(base.UsersApi, ["users"], users);
export const Webhooks = /* @__PURE__ */ withParts(base.Webhooks, ["webhooks"], webhooks);
export const verifyBearer = /* @__PURE__ */ withParts(base.verifyBearer, ["webhooks"], webhooks);
export const readEvent = /* @__PURE__ */ withParts(base.readEvent, ["webhooks"], webhooks);
export const checkPayload = /* @__PURE__ */ withParts(base.checkPayload, ["webhooks"], webhooks);
export const payloadSchemas = /* @__PURE__ */ withParts(base.payloadSchemas, ["webhooks"], webhooks);
