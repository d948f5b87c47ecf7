// @ts-check
// What the seed invents: connections, accounts, transactions, IBANs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { extractIBAN, isValidBBAN, isValidIBAN } from "ibantools";
import { checkPayload, isKnownAccountType, isKnownConnectionState, isKnownTransactionType } from "powens-users";
import { createSandbox } from "powens-users/sandbox";
import { accountsIn, cents, DAY, END, hashOf, mulberry32, NOW, openStore, shareOf, transactionsIn } from "./connection-store.mjs";

const USER = { signin: "2020-06-01 12:34:56", platform: "web" };
const TROUBLES = /** @type {const} */ ([
	"SCARequired",
	"webauthRequired",
	"additionalInformationNeeded",
	"decoupled",
	"validating",
	"actionNeeded",
	"passwordExpired",
	"wrongpass",
	"rateLimiting",
	"websiteUnavailable",
	"bug",
	"notSupported",
]);

/**
 * For seeds and users of all kinds.
 *
 * @param {(seed: number, userId: number) => void} holds
 */
function always(holds) {
	fc.assert(fc.property(fc.integer(), fc.integer({ min: 1, max: 10_000_000 }), holds), { numRuns: 60 });
}

/**
 * That a payload is as documented to the last field.
 *
 * @param {import("powens-users").WebhookType} type
 * @param {object} body
 */
function assertStrict(type, body) {
	for (const given of [body, JSON.stringify(body)]) {
		const checked = checkPayload(type, given, { strict: true });
		assert.deepEqual(checked.ok ? checked.warnings : [...checked.issues, ...checked.warnings], [], type);
	}
}

describe("numbers from a seed", () => {
	test("are the same everywhere", () => {
		assert.deepEqual(
			[hashOf(1), hashOf(1, "a"), hashOf(1, "a", 2), hashOf(-1, "é")],
			[1364076727, 1909912806, 2508067669, 2289794209],
		);
		const random = mulberry32(1);
		assert.deepEqual([random(), random()], [0.6270739405881613, 0.002735721180215478]);
	});

	test("tell parts apart by where they end, not by whether they are numbers", () => {
		assert.notEqual(hashOf(1, "ab", "c"), hashOf(1, "a", "bc"));
		assert.notEqual(hashOf(1, "ab"), hashOf(1, "ab", ""));
		assert.equal(hashOf(1, 12), hashOf(1, "12"));
		assert.equal(shareOf(1, "a"), hashOf(1, "a") / 2 ** 32);
	});

	test("are evenly spread over what is asked for in a row", () => {
		const tenths = Array.from({ length: 10 }, () => 0);
		for (let index = 0; index < 20_000; index += 1) {
			const tenth = Math.floor(shareOf(7, "GET", `/2.0/users/${index}`, 1) * 10);
			tenths[tenth] = (tenths[tenth] ?? 0) + 1;
		}
		assert.ok(
			tenths.every((count) => count > 1_850 && count < 2_150),
			tenths.join(),
		);
	});
});

describe("payloads pass the strict check", () => {
	test("before, during and after synchronisations, of every kind", () => {
		always((seed, id) => {
			const store = openStore({ seed });
			const user = { id, ...USER };
			const before = store.of(id);
			const synced = [store.sync(id, NOW), store.sync(id, NOW), store.sync(id, NOW + 40 * DAY)];
			const all = [before, ...synced, store.of(id), store.of(id, { transactions: true })];
			for (const connections of all) {
				assertStrict("USER_SYNCED", { user, connections, id_webhook_data: 7 });
				for (const connection of connections) assertStrict("CONNECTION_SYNCED", { user, connection, id_webhook_data: 8 });
			}
			for (const { id: connectionId } of before) {
				assertStrict("CONNECTION_DELETED", { ...store.deleteConnection(id, connectionId), id_webhook_data: 9 });
			}
		});
	});

	test("of users in each trouble too", () => {
		for (const [index, state] of TROUBLES.entries()) {
			const store = openStore();
			const id = 1060 + index;
			const connections = store.sync(id, NOW);
			assert.equal(connections[0]?.state, state);
			assertStrict("USER_SYNCED", { user: { id, ...USER }, connections, id_webhook_data: 7 });
			assertStrict("CONNECTION_DELETED", { ...store.deleteConnection(id, id * 10 + 1), id_webhook_data: 9 });
		}
	});
});

describe("IBANs", () => {
	test("have valid check digits, inside France and around it, and a bank code that nobody has", () => {
		let count = 0;
		always((seed, userId) => {
			const connections = openStore({ seed }).sync(userId, NOW);
			const counterparties = transactionsIn(connections).flatMap(({ counterparty }) =>
				typeof counterparty === "object" && counterparty ? [counterparty.account_identification] : [],
			);
			for (const iban of [...accountsIn(connections).map((account) => account.iban), ...counterparties]) {
				if (typeof iban !== "string") continue;
				count += 1;
				assert.ok(isValidIBAN(iban), iban);
				assert.ok(isValidBBAN(iban.slice(4), "FR"), `${iban}: the RIB key`);
				// French bank codes start with 1 to 4, and a few with 7.
				assert.equal(extractIBAN(iban).bankIdentifier, "99999");
			}
		});
		assert.ok(count > 200, `${count}`);
	});

	test("are those of one account each, and the library would tell a wrong digit", () => {
		const store = openStore();
		const ibans = [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((id) => accountsIn(store.of(id)).flatMap(({ iban }) => iban ?? []));
		assert.equal(new Set(ibans).size, ibans.length);
		const [iban = ""] = ibans;
		const wrong = iban.slice(0, -1) + ((Number(iban.at(-1)) + 1) % 10);
		assert.ok(!isValidIBAN(wrong) && !isValidBBAN(wrong.slice(4), "FR"));
	});
});

describe("users", () => {
	test("of the default list are in each trouble, and most in none", async () => {
		const sandbox = createSandbox();
		const response = await sandbox.fetch("/2.0/users", { headers: { Authorization: `Bearer ${sandbox.usersToken}` } });
		const { users } = /** @type {{ users: { id: number }[] }} */ (await response.json());
		const store = openStore();
		const states = users.flatMap(({ id }) => store.of(id).map(({ state }) => state));
		assert.deepEqual(new Set(states), new Set([null, ...TROUBLES]));
		assert.ok(TROUBLES.every(isKnownConnectionState));
		assert.ok(states.filter((state) => state === null).length > 0.85 * states.length);
	});

	test("are in trouble by the last two digits of their ids, in their first connection alone", () => {
		always((seed, userId) => {
			const [first, ...others] = openStore({ seed }).of(userId);
			assert.equal(first?.state, TROUBLES[(userId % 100) - 60] ?? null);
			assert.ok(others.every(({ state }) => state === null));
		});
	});

	test("have one to three connections, with different connectors and ids that follow from theirs", () => {
		always((seed, userId) => {
			const connections = openStore({ seed }).of(userId);
			assert.deepEqual(
				connections.map(({ id, id_user }) => [id, id_user]),
				connections.map((_, index) => [userId * 10 + index + 1, userId]),
			);
			assert.ok(connections.length >= 1 && connections.length <= 3);
			assert.equal(new Set(connections.map(({ connector_uuid }) => connector_uuid)).size, connections.length);
			for (const { connector, sources, connector_uuid, id_connector } of connections) {
				assert.deepEqual([connector?.uuid, connector?.id], [connector_uuid, id_connector]);
				assert.match(connector_uuid ?? "", /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
				assert.ok(sources?.every(({ name }) => name === "openapi" || name === "directaccess"));
			}
		});
	});

	test("user 1 is fine whatever the seed, with a checking account, a card, savings and a loan", () => {
		for (const seed of [1, 2, 3, -4, 2 ** 31]) {
			const [main, second] = openStore({ seed }).sync(1, NOW);
			assert.deepEqual([main?.state, second?.state], [null, null]);
			assert.deepEqual(
				main?.accounts?.map(({ type }) => type),
				["checking", "livret_a", "card", "loan"],
			);
			assert.ok((main?.accounts?.[0]?.transactions?.length ?? 0) > 40);
		}
	});
});

describe("accounts and transactions", () => {
	const store = openStore();
	const connections = Array.from({ length: 300 }, (_, index) => store.sync(index + 1, NOW)).flat();
	const accounts = accountsIn(connections);
	const transactions = transactionsIn(connections);

	test("are of many types, all known", () => {
		const types = new Set(accounts.map(({ type }) => type));
		for (const type of ["checking", "livret_a", "card", "loan", "ldds", "pel", "market", "pea", "lifeinsurance"]) {
			assert.ok(types.has(type) && isKnownAccountType(type), type);
		}
		const kinds = new Set(transactions.map(({ type }) => type));
		for (const type of ["transfer", "order", "card", "deferred_card", "summary_card", "withdrawal", "loan_repayment", "bank"]) {
			assert.ok(kinds.has(type) && isKnownTransactionType(type), type);
		}
		assert.deepEqual(
			new Set(connections.flatMap(({ sources }) => sources?.map(({ name }) => name))),
			new Set(["openapi", "directaccess"]),
		);
		assert.deepEqual(new Set(connections.map(({ connector }) => connector?.auth_mechanism)), new Set(["webauth", "credentials"]));
	});

	test("belong together", () => {
		for (const { id: connectionId, id_user, sources, accounts } of connections) {
			for (const { id, id_connection, id_user: ofUser, id_source, id_parent, type, transactions } of accounts ?? []) {
				assert.deepEqual([id_connection, ofUser], [connectionId, id_user]);
				assert.ok(sources?.some((source) => source.id === id_source));
				if (type === "card") assert.ok(accounts?.some((account) => account.id === id_parent && account.type === "checking"));
				assert.ok(transactions?.every(({ id_account }) => id_account === id));
			}
		}
	});

	test("have two decimals, and nothing of nothing", () => {
		const loans = accounts.flatMap(({ loan }) => [loan?.total_amount, loan?.next_payment_amount, loan?.insurance_amount]);
		for (const amount of [
			...accounts.flatMap(({ balance, coming }) => [balance, coming]),
			...transactions.map(({ value }) => value),
			...loans,
		]) {
			if (amount === null || amount === undefined) continue;
			assert.match(JSON.stringify(amount), /^-?\d+(\.\d{1,2})?$/);
		}
		assert.ok(transactions.every(({ value }) => value !== 0));
		assert.ok(!accounts.some(({ balance }) => Object.is(balance, -0)));
	});

	test("are plausible: a salary and a rent a month, balances that suffice, debts below zero", () => {
		const checking = accounts.filter(({ type, transactions }) => type === "checking" && (transactions?.length ?? 0) > 40);
		assert.ok(checking.length > 200);
		for (const { balance, transactions = [] } of checking) {
			const salaries = transactions?.filter(({ type, value }) => type === "transfer" && (value ?? 0) > 1_000) ?? [];
			// Paid on the 27th of March (booked in April at the earliest after a weekend), April, May and June.
			assert.deepEqual(
				salaries.map(({ date }) => date?.slice(0, 7)),
				["2026-04", "2026-05", "2026-06"],
			);
			assert.equal(transactions?.filter(({ original_wording }) => original_wording?.includes("NID DOUILLET")).length, 4);
			assert.ok((balance ?? 0) > -2_000 && (balance ?? 0) < 20_000, `${balance}`);
		}
		const overdrawn = checking.filter(({ balance }) => (balance ?? 0) < 0).length;
		assert.ok(overdrawn < checking.length / 10, `${overdrawn} of ${checking.length}`);
		for (const { type, balance, loan } of accounts) {
			assert.equal(type === "loan", loan !== null);
			if (type === "loan" || type === "card") assert.ok((balance ?? 1) <= 0);
			if (type === "loan") assert.ok(-(balance ?? 0) < (loan?.total_amount ?? 0));
		}
	});

	test("have French labels, with accents and without", () => {
		const wordings = transactions.map(({ original_wording }) => original_wording ?? "");
		for (const pattern of [
			/^CB .+ \d\d\/\d\d$/,
			/^PRLV SEPA .+ REF \d{6}$/,
			/^VIR SEPA RECU \/DE /,
			/^RETRAIT DAB /,
			/^ECHEANCE PRET \d{6}$/,
		]) {
			assert.ok(
				wordings.some((wording) => pattern.test(wording)),
				String(pattern),
			);
		}
		assert.ok(wordings.every((wording) => wording === wording.toUpperCase()));
		assert.ok(
			wordings.some((wording) => wording.includes("ÉPICERIE")) && wordings.some((wording) => wording.includes("EPICERIE")),
		);
	});

	test("are booked on weekdays, by now, and after they happened", () => {
		for (const { date, rdate, coming, application_date } of transactions) {
			const weekday = new Date(`${date}`).getUTCDay();
			assert.ok(weekday >= 1 && weekday <= 5, `${date}`);
			assert.ok((rdate ?? "") <= (date ?? "") && application_date === date);
			assert.equal((date ?? "") > "2026-07-15", coming);
			assert.ok((date ?? "") >= "2026-04-01");
		}
	});
});

test("a loan is paid back to the cent", () => {
	const store = openStore();
	const loanIn = (/** @type {number} */ atMs) => accountsIn(store.sync(1, atMs)).find(({ type }) => type === "loan");
	const before = loanIn(NOW);
	const after = loanIn(NOW + 365 * DAY);
	assert.ok(before?.loan && after?.loan);
	const paid = (after.transactions ?? []).reduce((sum, { value }) => sum + cents(value), 0);
	assert.equal(cents(after.balance), cents(before.balance) + paid);
	assert.equal((after.loan.nb_payments_done ?? 0) - (before.loan.nb_payments_done ?? 0), 12);
	assert.equal(after.transactions?.length, 12);
	for (const { loan } of [before, after]) {
		assert.equal((loan?.nb_payments_done ?? 0) + (loan?.nb_payments_left ?? 0), loan?.nb_payments_total);
		assert.ok((loan?.last_payment_date ?? "") < (loan?.next_payment_date ?? ""));
	}
	const endMs = Date.parse(`${after.loan.maturity_date}`) + 10 * DAY;
	// In steps, since a synchronisation looks back ten years at most.
	for (let now = NOW + 365 * DAY; now < endMs; now += 3_000 * DAY) loanIn(now);
	const end = loanIn(endMs);
	assert.deepEqual([end?.balance, end?.loan?.nb_payments_left, end?.loan?.next_payment_date], [0, 0, null]);
});

test("what a card spends in a month is debited once in the next", () => {
	const [checking, , card] = accountsIn(openStore().sync(1, NOW));
	const debits = checking?.transactions?.filter(({ type }) => type === "summary_card") ?? [];
	assert.deepEqual(
		debits.map(({ date }) => date),
		["2026-04-01", "2026-05-01", "2026-06-01", "2026-07-01"],
	);
	for (const { date, value } of debits.slice(1)) {
		const month = new Date(Date.parse(`${date}`) - DAY).toISOString().slice(0, 7);
		const spent = card?.transactions?.filter((bought) => bought.type === "deferred_card" && bought.date?.startsWith(month)) ?? [];
		assert.equal(
			spent.reduce((sum, bought) => sum + cents(bought.value), 0),
			cents(value),
		);
	}
	const july = card?.transactions?.filter(({ type, date }) => type === "deferred_card" && (date ?? "") >= "2026-07") ?? [];
	assert.equal(
		cents(card?.balance),
		july.reduce((sum, { value }) => sum + cents(value), 0),
	);
	assert.ok(END < NOW);
});
