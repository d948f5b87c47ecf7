// Loaded by Cloudflare's runtime, which compiles no bytes once a worker has started, and with a compatibility date before
// 2025-06-01 none at all: the module comes from the bundler.
import module from "../../pkg/powens_users.wasm";
import * as base from "../index.js";
import { withParts } from "./part.js";

const both = () => module;

export * from "../index.js";

export const UsersApi = /* @__PURE__ */ withParts(base.UsersApi, ["users", "webhooks"], both);
export const Webhooks = /* @__PURE__ */ withParts(base.Webhooks, ["users", "webhooks"], both);
export const verifyBearer = /* @__PURE__ */ withParts(base.verifyBearer, ["users", "webhooks"], both);
export const readEvent = /* @__PURE__ */ withParts(base.readEvent, ["users", "webhooks"], both);
export const checkPayload = /* @__PURE__ */ withParts(base.checkPayload, ["users", "webhooks"], both);
export const payloadSchemas = /* @__PURE__ */ withParts(base.payloadSchemas, ["users", "webhooks"], both);
