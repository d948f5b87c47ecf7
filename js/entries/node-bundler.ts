// Loaded by bundlers for Node, and by those that run ES modules only, such as Vite's server: no CommonJS in it.
import users from "../../pkg/wasm/users/powens_users.wasm";
import webhooks from "../../pkg/wasm/webhooks/powens_users.wasm";
import * as base from "../index.js";
import { nodePlatform } from "./node-platform.js";
import { withParts } from "./part.js";

export * from "../index.js";

export const UsersApi = /* @__PURE__ */ withParts(base.UsersApi, ["users"], users, nodePlatform);
export const Webhooks = /* @__PURE__ */ withParts(base.Webhooks, ["webhooks"], webhooks, nodePlatform);
export const verifyBearer = /* @__PURE__ */ withParts(base.verifyBearer, ["webhooks"], webhooks, nodePlatform);
export const readEvent = /* @__PURE__ */ withParts(base.readEvent, ["webhooks"], webhooks, nodePlatform);
export const checkPayload = /* @__PURE__ */ withParts(base.checkPayload, ["webhooks"], webhooks, nodePlatform);
export const payloadSchemas = /* @__PURE__ */ withParts(base.payloadSchemas, ["webhooks"], webhooks, nodePlatform);
