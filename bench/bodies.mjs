// @ts-check
// The webhook bodies that the benchmark measures: made from a seed, so that each run has the same.
import { seededRandom } from "../tests/package/seeded-random.mjs";
import * as words from "./words.mjs";

/**
 * @typedef {import("../tests/package/seeded-random.mjs").Random} Random
 * @typedef {"60 B" | "1 kB" | "5 kB" | "100 kB" | "460 kB" | "9 MB"} Size
 * @typedef {"ascii" | "french"} Language
 * @typedef {{ type: "USER_CREATED" | "USER_SYNCED", body: Buffer }} Body
 * @typedef {(text: string) => string} Spell how a language writes a French text
 */

/** @type {Record<Language, Spell>} */
const spelling = {
	french: (text) => text,
	ascii: (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("€", "EUR"),
};
const synced = {
	// A connection of two sources and no account, whose connector is not expanded.
	"1 kB": { bytes: 1_024, connections: 1, accounts: 0 },
	"5 kB": { bytes: 5_000, connections: 1, accounts: 1 },
	"100 kB": { bytes: 100_000, connections: 1, accounts: 3 },
	"460 kB": { bytes: 460_000, connections: 2, accounts: 4 },
	"9 MB": { bytes: 9_000_000, connections: 6, accounts: 5 },
};
const userId = 48_213;

/**
 * A body as Powens sends it, compact, with every documented field. Its size is the one named, give or take 2 %. A body of 60 B
 * has no text that a language could spell: it is the same in both.
 *
 * @param {Size} size
 * @param {Language} language
 * @returns {Body}
 */
export function makeBody(size, language) {
	if (size === "60 B") {
		return { type: "USER_CREATED", body: toBody({ id: 42, signin: "2024-03-05 09:12:44", id_webhook_data: 7 }) };
	}
	const plan = synced[size];
	const random = seededRandom(1);
	for (;;) {
		const body = toBody(userSynced(random, spelling[language], plan));
		if (Math.abs(body.length / plan.bytes - 1) <= 0.02) return { type: "USER_SYNCED", body };
	}
}

/** @param {unknown} value */
function toBody(value) {
	return Buffer.from(JSON.stringify(value));
}

/**
 * @param {Random} random
 * @param {Spell} spell
 * @param {{ bytes: number, connections: number, accounts: number }} plan
 */
function userSynced(random, spell, plan) {
	const connections = Array.from({ length: plan.connections }, () => connection(random, spell, plan.accounts));
	const payload = {
		user: { id: userId, signin: dateTime(random), platform: "sharedAccess" },
		connections,
		id_webhook_data: id(random),
	};
	const accounts = connections.flatMap((each) => each.accounts);
	let bytes = toBody(payload).length;
	if (accounts.length === 0) return payload;
	for (let index = 0; ; index += 1) {
		const account = /** @type {typeof accounts[number]} */ (accounts[index % accounts.length]);
		const next = transaction(random, spell, account.id);
		bytes += toBody(next).length + 1;
		if (bytes > plan.bytes * 1.01) return payload;
		account.transactions.push(next);
	}
}

/**
 * @param {Random} random
 * @param {Spell} spell
 * @param {number} accounts
 */
function connection(random, spell, accounts) {
	const bank = random.pick(words.banks);
	const ids = { connection: id(random), connector: random.below(900) + 1, source: id(random) };
	return {
		id: ids.connection,
		id_user: userId,
		id_connector: ids.connector,
		id_provider: ids.connector,
		id_bank: ids.connector,
		state: random.once(8) ? "SCARequired" : null,
		error: null,
		error_message: random.once(8) ? spell("Une authentification forte est nécessaire pour accéder à vos données.") : null,
		fields: random.once(2) ? [{ name: "website", type: "list", label: spell("Région") }] : null,
		last_update: dateTime(random),
		created: dateTime(random),
		active: true,
		last_push: null,
		expire: dateTime(random),
		next_try: dateTime(random),
		connector_uuid: uuid(random),
		...(accounts > 0 && { connector: connector(random, spell, ids.connector, bank) }),
		sources: Array.from({ length: accounts > 0 ? 1 : 2 }, () => source(random, ids)),
		accounts: Array.from({ length: accounts }, () => account(random, spell, ids)),
	};
}

/**
 * @param {Random} random
 * @param {{ connection: number, source: number }} ids
 */
function source(random, ids) {
	return {
		id: ids.source,
		id_connection: ids.connection,
		id_connector_source: random.below(2_000) + 1,
		name: random.pick(["openapi", "directaccess"]),
		last_update: dateTime(random),
		disabled: null,
		created: dateTime(random),
		state: null,
		access_expire: dateTime(random),
		expire: null,
		next_try: dateTime(random),
	};
}

/**
 * @param {Random} random
 * @param {Spell} spell
 * @param {number} connectorId
 * @param {{ name: string, code: string }} bank
 */
function connector(random, spell, connectorId, bank) {
	return {
		id: connectorId,
		uuid: uuid(random),
		name: spell(bank.name),
		hidden: false,
		charged: true,
		code: bank.code,
		beta: random.once(10),
		color: digits(random, 6),
		slug: bank.code.slice(0, 3),
		sync_frequency: random.once(4) ? 0.5 : null,
		months_to_fetch: random.once(2) ? 24 : null,
		auth_mechanism: random.pick(["credentials", "webauth"]),
		available_auth_mechanisms: ["credentials", "webauth"],
		transfer_mechanism: random.once(2) ? "webauth" : null,
		siret: digits(random, 14),
		restricted: false,
		capabilities: ["bank", "banktransferaccounts", "banktransferaddrecipient", "document", "profile"].slice(random.below(4)),
		account_usages: random.once(3) ? ["PRIV", "ORGA"] : ["PRIV"],
		payment_settings: null,
		products: ["bank", "wealth", "bill", "pay"].slice(0, random.below(4) + 1),
	};
}

/**
 * @param {Random} random
 * @param {Spell} spell
 * @param {{ connection: number, source: number }} ids
 */
function account(random, spell, ids) {
	const kind = random.pick(words.accounts);
	const number = digits(random, 11);
	const balance = amount(random, 2_000_000);
	return {
		id: id(random),
		id_connection: ids.connection,
		id_user: userId,
		id_source: ids.source,
		id_parent: null,
		number,
		original_name: kind.name.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase(),
		balance,
		coming: random.once(3) ? amount(random, 50_000) : null,
		display: true,
		last_update: dateTime(random),
		deleted: null,
		disabled: null,
		iban: kind.type === "checking" ? `FR76${digits(random, 10)}${number}${digits(random, 2)}` : null,
		currency: euro(spell),
		type: kind.type,
		id_type: random.below(20) + 1,
		bookmarked: 0,
		name: spell(kind.name),
		error: null,
		usage: "PRIV",
		ownership: "owner",
		company_name: null,
		loan: kind.type === "loan" ? loan(random, spell) : null,
		transactions: /** @type {ReturnType<typeof transaction>[]} */ ([]),
		bic: "AGRIFRPPXXX",
		formatted_balance: spell(formatted(balance)),
	};
}

/**
 * @param {Random} random
 * @param {Spell} spell
 */
function loan(random, spell) {
	const total = amount(random, 30_000_000);
	return {
		total_amount: total,
		available_amount: null,
		used_amount: null,
		subscription_date: date(random),
		maturity_date: date(random),
		next_payment_amount: amount(random, 150_000),
		next_payment_date: date(random),
		rate: amount(random, 400),
		nb_payments_left: random.below(240),
		nb_payments_done: random.below(60),
		nb_payments_total: 300,
		last_payment_amount: amount(random, 150_000),
		last_payment_date: date(random),
		account_label: spell("Prêt à l'accession"),
		insurance_label: spell("Assurance décès et invalidité"),
		insurance_amount: amount(random, 9_000),
		insurance_rate: amount(random, 50),
		duration: 300,
		deferred: null,
		start_repayment_date: date(random),
		type: "mortgage",
	};
}

/**
 * @param {Random} random
 * @param {Spell} spell
 * @param {number} accountId
 */
function transaction(random, spell, accountId) {
	const { type, original, label, category, parent } = random.pick(words.transactions);
	const day = date(random);
	const value = random.once(9) ? amount(random, 300_000) : -amount(random, 20_000);
	return {
		id: id(random),
		id_account: accountId,
		application_date: day,
		date: day,
		datetime: null,
		vdate: day,
		vdatetime: null,
		rdate: day,
		rdatetime: null,
		bdate: null,
		bdatetime: null,
		value,
		gross_value: null,
		type,
		original_wording: `${original} ${digits(random, 6 + random.below(8))} DU ${day.replaceAll("-", "")}`,
		simplified_wording: spell(label),
		wording: random.once(6) ? spell(`${label}, ${random.pick(words.places)}`) : spell(label),
		categories: [{ code: category, parent_code: parent }],
		date_scraped: dateTime(random),
		coming: random.once(30),
		active: true,
		id_cluster: random.once(4) ? id(random) : null,
		comment: random.once(12) ? spell(random.pick(words.comments)) : null,
		last_update: dateTime(random),
		deleted: null,
		...foreign(random),
		country: random.once(3) ? "FRA" : null,
		card: random.once(2) ? `4970XXXXXXXX${digits(random, 4)}` : null,
		counterparty: random.once(4) ? counterparty(random, spell) : null,
		id_category: random.below(400) + 1,
		formatted_value: spell(formatted(value)),
		documents_count: 0,
		informations: {},
	};
}

/**
 * What a transaction says of the currency that it was made in.
 *
 * @param {Random} random
 */
function foreign(random) {
	const abroad = random.once(40);
	return {
		original_value: abroad ? -amount(random, 20_000) : null,
		original_gross_value: null,
		original_currency: abroad ? { id: "USD", symbol: "$", prefix: true, crypto: false, precision: 2, name: "US Dollar" } : null,
		commission: abroad ? amount(random, 300) : null,
		commission_currency: null,
	};
}

/**
 * @param {Random} random
 * @param {Spell} spell
 */
function counterparty(random, spell) {
	return {
		label: spell(random.pick(words.people)),
		account_scheme_name: "iban",
		account_identification: `FR76${digits(random, 23)}`,
		type: random.pick(["creditor", "debtor"]),
	};
}

/** @param {Spell} spell */
function euro(spell) {
	return {
		id: "EUR",
		symbol: spell("€"),
		prefix: false,
		crypto: false,
		precision: 2,
		marketcap: null,
		datetime: null,
		name: "Euro",
	};
}

/** @param {Random} random */
function id(random) {
	return random.below(90_000_000) + 10_000_000;
}

/**
 * @param {Random} random
 * @param {number} limit in cents
 */
function amount(random, limit) {
	return (random.below(limit) + 1) / 100;
}

/** @param {number} value */
function formatted(value) {
	return `${value.toFixed(2).replace(".", ",")} €`;
}

/**
 * @param {Random} random
 * @param {number} length
 */
function digits(random, length) {
	return Array.from({ length }, () => random.below(10)).join("");
}

/** @param {Random} random */
function uuid(random) {
	return [8, 4, 4, 4, 12].map((length) => digits(random, length)).join("-");
}

/** @param {Random} random */
function dateTime(random) {
	const two = (/** @type {number} */ limit) => String(random.below(limit)).padStart(2, "0");
	return `${date(random)} ${two(24)}:${two(60)}:${two(60)}`;
}

/** @param {Random} random */
function date(random) {
	return new Date(Date.UTC(2023, 0, 1 + random.below(700))).toISOString().slice(0, 10);
}
