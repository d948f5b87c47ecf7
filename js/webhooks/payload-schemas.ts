import type { Issue } from "../errors/powens-error.js";
import { WEBHOOK_TYPES } from "../errors/webhook-reasons.js";
import { checkPayload, type PayloadOf } from "./check-payload.js";
import type { WebhookType } from "./event.js";

/**
 * A schema of the Standard Schema specification, which form libraries, routers and RPC frameworks take.
 *
 * @example
 * ```ts
 * const schema: PayloadSchema<UserPayload> = payloadSchemas.USER_CREATED;
 * ```
 *
 * Source: Standard Schema, version 1.
 */
export interface PayloadSchema<Payload> {
	readonly "~standard": {
		readonly version: 1;
		readonly vendor: "powens-users";
		readonly validate: (value: unknown) => PayloadSchemaResult<Payload>;
		readonly types?: { readonly input: Payload; readonly output: Payload } | undefined;
	};
}

/** What a schema says of a value. Source: Standard Schema, version 1. */
export type PayloadSchemaResult<Payload> =
	| { readonly value: Payload; readonly issues?: undefined }
	| { readonly issues: readonly { readonly message: string; readonly path: readonly PropertyKey[] }[] };

/**
 * The payloads as Standard Schemas. They take objects already parsed, as {@link checkPayload} does.
 *
 * @example
 * ```ts
 * const result = payloadSchemas.USER_CREATED["~standard"].validate({ id: 42 });
 * console.log(result.issues === undefined ? result.value.id : result.issues);
 * ```
 */
export const payloadSchemas: { readonly [Type in WebhookType]: PayloadSchema<PayloadOf<Type>> } = /* @__PURE__ */ schemas();

function schemas(): typeof payloadSchemas {
	return Object.fromEntries(WEBHOOK_TYPES.map((type) => [type, schemaOf(type)])) as typeof payloadSchemas;
}

function schemaOf<Type extends WebhookType>(type: Type): PayloadSchema<PayloadOf<Type>> {
	return {
		"~standard": {
			version: 1,
			vendor: "powens-users",
			validate: (value) => {
				const checked = checkPayload(type, value);
				return checked.ok ? { value: checked.value } : { issues: checked.issues.map(toStandardIssue) };
			},
		},
	};
}

function toStandardIssue({ pointer, message }: Issue): { message: string; path: string[] } {
	const segments = pointer.split("/").slice(1);
	return { message, path: segments.map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~")) };
}
