// Loaded by Next's edge runtime, which compiles no bytes where it is deployed: the module comes from the bundler, which knows it
// by `?module`.
import module from "../../pkg/powens_users.wasm?module";
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
