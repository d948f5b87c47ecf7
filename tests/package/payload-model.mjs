// @ts-check
// The rule for payloads, written down a second time: what is wrong with a value that JSON.parse gave.

/** @typedef {{ text?: true, boolean?: true, number?: "own" | "integer" | "decimal", object?: string | true, items?: Rule, required?: true }} Rule what a value may be */

/** @type {Rule} */
const STR = { text: true };
/** @type {Rule} */
const BOOL = { boolean: true };
/** @type {Rule} */
const INT = { number: "integer" };
/** @type {Rule} */
const DEC = { number: "decimal" };
/** @type {Rule} */
const OBJECT = { object: true };
/** @type {Rule} */
const ID = { number: "own", required: true };
/** @type {Rule} */
const STRS = { items: STR };

/** @param {string} name @returns {Rule} */
const of = (name) => ({ object: name });
/** @param {string} name @returns {Rule} */
const listOf = (name) => ({ items: of(name) });
/** @param {Rule} rule @param {string} names @returns {Record<string, Rule>} */
const each = (rule, names) => Object.fromEntries(names.split(" ").map((name) => [name, rule]));

/** The checked fields of every object. @type {Record<string, Record<string, Rule>>} */
export const MODEL = {
	User: { id: ID, signin: STR },
	UserPayload: { id: ID, signin: STR, id_webhook_data: INT },
	UserSyncedPayload: {
		user: { object: "User", required: true },
		connections: { ...listOf("Connection"), required: true },
		id_webhook_data: INT,
	},
	Connection: {
		id: ID,
		...each(INT, "id_user id_connector id_provider id_bank"),
		...each(STR, "state error error_message last_update created last_push expire next_try connector_uuid"),
		fields: { items: OBJECT },
		active: BOOL,
		connector: of("Connector"),
		sources: listOf("ConnectionSource"),
		accounts: listOf("BankAccount"),
	},
	ConnectionSource: {
		id: ID,
		...each(INT, "id_connection id_connector_source"),
		...each(STR, "name last_update disabled created state access_expire expire next_try"),
	},
	Connector: {
		id: ID,
		...each(STR, "uuid name code color slug auth_mechanism transfer_mechanism siret"),
		...each(BOOL, "hidden charged beta restricted"),
		...each(STRS, "available_auth_mechanisms capabilities account_usages products"),
		sync_frequency: DEC,
		months_to_fetch: INT,
		payment_settings: OBJECT,
	},
	BankAccount: {
		id: ID,
		...each(INT, "id_connection id_user id_source id_parent id_type"),
		...each(STR, "number original_name last_update deleted disabled iban name error usage ownership company_name"),
		...each(DEC, "balance coming"),
		display: BOOL,
		currency: of("Currency"),
		type: { text: true, object: true },
		bookmarked: { number: "integer", boolean: true },
		loan: of("Loan"),
		transactions: listOf("Transaction"),
	},
	Currency: { ...each(STR, "id name symbol"), crypto: BOOL, precision: INT },
	Loan: {
		...each(DEC, "total_amount available_amount used_amount next_payment_amount rate last_payment_amount"),
		...each(DEC, "insurance_amount insurance_rate"),
		...each(STR, "subscription_date maturity_date start_repayment_date next_payment_date last_payment_date"),
		...each(STR, "account_label insurance_label type"),
		...each(INT, "nb_payments_left nb_payments_done nb_payments_total duration"),
	},
	Transaction: {
		id: ID,
		...each(INT, "id_account id_cluster"),
		...each(STR, "application_date date datetime vdate vdatetime rdate rdatetime bdate bdatetime type original_wording"),
		...each(STR, "simplified_wording wording date_scraped comment last_update deleted country card"),
		...each(DEC, "value gross_value original_value original_gross_value commission"),
		...each(BOOL, "coming active"),
		categories: listOf("TransactionCategory"),
		...each(of("Currency"), "original_currency commission_currency"),
		counterparty: of("Counterparty"),
	},
	TransactionCategory: each(STR, "code parent_code"),
	Counterparty: each(STR, "label account_scheme_name account_identification type"),
};

/** The object that each event carries. */
export const PAYLOADS = /** @type {const} */ ({
	USER_CREATED: "UserPayload",
	USER_DELETED: "UserPayload",
	USER_SYNCED: "UserSyncedPayload",
});

/**
 * What is wrong with a value, as `pointer code`, in no order.
 *
 * @param {keyof typeof PAYLOADS} type
 * @param {unknown} value
 */
export const issuesOf = (type, value) => [...valueIssues({ object: PAYLOADS[type] }, value, "")];

/**
 * @param {Rule} rule
 * @param {unknown} value
 * @param {string} pointer
 * @returns {Generator<string>}
 */
function* valueIssues(rule, value, pointer) {
	const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
	if (typeof value === "number" && rule.number !== undefined) yield* numberIssues(rule.number, value, pointer);
	else if (Array.isArray(value) && rule.items !== undefined) {
		for (const [index, item] of value.entries()) yield* valueIssues(rule.items, item, `${pointer}/${index}`);
	} else if (isObject && rule.object !== undefined) {
		if (typeof rule.object === "string") yield* fieldIssues(MODEL[rule.object] ?? {}, value, pointer);
	} else if (!(typeof value === "string" && rule.text) && !(typeof value === "boolean" && rule.boolean)) {
		yield `${pointer} wrong_type`;
	}
}

/** @param {"own" | "integer" | "decimal"} kind @param {number} value @param {string} pointer */
function* numberIssues(kind, value, pointer) {
	if (kind === "decimal") {
		if (!Number.isFinite(value)) yield `${pointer} not_finite`;
	} else if (!Number.isSafeInteger(value)) yield `${pointer} not_safe_integer`;
	else if (kind === "own" && value < 1) yield `${pointer} out_of_range`;
}

/** @param {Record<string, Rule>} fields @param {object} value @param {string} pointer @returns {Generator<string>} */
function* fieldIssues(fields, value, pointer) {
	for (const [name, rule] of Object.entries(fields)) {
		const isThere = Object.hasOwn(value, name);
		const member = isThere ? /** @type {Record<string, unknown>} */ (value)[name] : undefined;
		if (!isThere && rule.required) yield `${pointer}/${name} required`;
		if (isThere && (rule.required || member !== null)) yield* valueIssues(rule, member, `${pointer}/${name}`);
	}
}
