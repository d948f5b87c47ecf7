// @ts-check
// What a check of a webhook body requires, as one table of fields, and the schemas of ajv and zod that are made from it.
import { Ajv } from "ajv";
import { z } from "zod";

/**
 * Of each object, the names of its fields by their kind. A field may be absent or null unless its kind ends with "!". A kind that
 * is an object of this table checks it, `[]` says an array of the kind before it.
 *
 * @type {Record<string, Record<string, string>>}
 */
const objects = {
	USER_CREATED: { "Id!": "id", Str: "signin", Int: "id_webhook_data" },
	USER_SYNCED: { "User!": "user", "Connection[]!": "connections", Int: "id_webhook_data" },
	User: { "Id!": "id", Str: "signin" },
	Connection: {
		"Id!": "id",
		Int: "id_user id_connector id_provider id_bank",
		Str: "state error error_message last_update created last_push expire next_try connector_uuid",
		Bool: "active",
		"Object[]": "fields",
		Connector: "connector",
		"ConnectionSource[]": "sources",
		"BankAccount[]": "accounts",
	},
	ConnectionSource: {
		"Id!": "id",
		Int: "id_connection id_connector_source",
		Str: "name last_update disabled created state access_expire expire next_try",
	},
	Connector: {
		"Id!": "id",
		Int: "months_to_fetch",
		Dec: "sync_frequency",
		Str: "uuid name code color slug auth_mechanism transfer_mechanism siret",
		Bool: "hidden charged beta restricted",
		"Str[]": "available_auth_mechanisms capabilities account_usages products",
		Object: "payment_settings",
	},
	BankAccount: {
		"Id!": "id",
		Int: "id_connection id_user id_source id_parent id_type",
		Dec: "balance coming",
		Str: "number original_name last_update deleted disabled iban name error usage ownership company_name",
		Bool: "display",
		StrOrObject: "type",
		IntOrBool: "bookmarked",
		Currency: "currency",
		Loan: "loan",
		"Transaction[]": "transactions",
	},
	Currency: { Int: "precision", Str: "id name symbol", Bool: "crypto" },
	Loan: {
		Int: "nb_payments_left nb_payments_done nb_payments_total duration",
		Dec: `total_amount available_amount used_amount next_payment_amount rate last_payment_amount insurance_amount
			insurance_rate`,
		Str: `subscription_date maturity_date start_repayment_date next_payment_date last_payment_date account_label
			insurance_label type`,
	},
	Transaction: {
		"Id!": "id",
		Int: "id_account id_cluster",
		Dec: "value gross_value original_value original_gross_value commission",
		Str: `application_date date datetime vdate vdatetime rdate rdatetime bdate bdatetime type original_wording
			simplified_wording wording date_scraped comment last_update deleted country card`,
		Bool: "coming active",
		Currency: "original_currency commission_currency",
		"Category[]": "categories",
		Counterparty: "counterparty",
	},
	Category: { Str: "code parent_code" },
	Counterparty: { Str: "label account_scheme_name account_identification type" },
};
const integers = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };

/**
 * A schema of one library.
 *
 * @template Schema
 * @typedef {object} Maker
 * @property {Record<string, Schema>} kinds that are no object of the table
 * @property {(items: Schema) => Schema} array
 * @property {(schema: Schema) => Schema} orNull also lets absent and null pass
 * @property {(fields: Record<string, Schema>, required: string[]) => Schema} object keeps other keys
 */

/**
 * @template Schema
 * @param {Maker<Schema>} maker
 * @param {string} kind
 * @returns {Schema}
 */
function schemaOf(maker, kind) {
	if (kind.endsWith("[]")) return maker.array(schemaOf(maker, kind.slice(0, -2)));
	const known = maker.kinds[kind];
	if (known !== undefined) return known;
	/** @type {Record<string, Schema>} */
	const fields = {};
	const required = [];
	for (const [fieldKind, names] of Object.entries(objects[kind] ?? {})) {
		for (const name of names.split(/\s+/)) {
			const schema = schemaOf(maker, fieldKind.replace("!", ""));
			fields[name] = fieldKind.endsWith("!") ? schema : maker.orNull(schema);
			if (fieldKind.endsWith("!")) required.push(name);
		}
	}
	return maker.object(fields, required);
}

/** @typedef {{ type: string | string[], [keyword: string]: unknown }} JsonSchema */

/** @type {Maker<JsonSchema>} */
const jsonSchema = {
	kinds: {
		Id: { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
		Int: { type: "integer", ...integers },
		Dec: { type: "number" },
		Str: { type: "string" },
		Bool: { type: "boolean" },
		Object: { type: "object" },
		StrOrObject: { type: ["string", "object"] },
		IntOrBool: { type: ["integer", "boolean"], ...integers },
	},
	array: (items) => ({ type: "array", items }),
	orNull: (schema) => ({ ...schema, type: [schema.type, "null"].flat() }),
	object: (properties, required) => ({ type: "object", properties, required }),
};

/** @type {Maker<import("zod").ZodType>} */
const zodSchema = {
	kinds: {
		Id: z.int().positive(),
		Int: z.int(),
		Dec: z.number(),
		Str: z.string(),
		Bool: z.boolean(),
		Object: z.looseObject({}),
		StrOrObject: z.union([z.string(), z.looseObject({})]),
		IntOrBool: z.union([z.int(), z.boolean()]),
	},
	array: (items) => z.array(items),
	orNull: (schema) => schema.nullish(),
	object: (fields) => z.looseObject(fields),
};

/** @param {"USER_CREATED" | "USER_SYNCED"} type */
export function ajvValidator(type) {
	return new Ajv({ allowUnionTypes: true }).compile(schemaOf(jsonSchema, type));
}

/** @param {"USER_CREATED" | "USER_SYNCED"} type */
export function zodValidator(type) {
	return schemaOf(zodSchema, type);
}
