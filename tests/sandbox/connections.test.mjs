// @ts-check
// The store of connections: what synchronisations find, what stays, what a snapshot keeps.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { accountsIn, cents, DAY, HOUR, NOW, openStore, transactionsIn } from "./connection-store.mjs";

const NOW_TEXT = "2026-07-15 10:20:30";
const LATER_TEXT = "2026-07-16 10:20:30";

/** @param {ReturnType<typeof openStore>} store @param {number} [userId] */
const balancesOf = (store, userId = 1) => accountsIn(store.of(userId)).map(({ balance }) => balance);

describe("before the first synchronisation", () => {
	test("a connection is there, with accounts of which nothing is known yet", () => {
		const connections = openStore().of(1);
		for (const { last_update, created, next_try, accounts } of connections) {
			assert.deepEqual([last_update, created, next_try], [null, "2026-07-01 00:00:00", null]);
			for (const { balance, coming, last_update, loan, transactions } of accounts ?? []) {
				assert.deepEqual([balance, coming, last_update, loan, transactions], [null, null, null, null, []]);
			}
		}
	});

	test("it is as old as its user, where the user is not of the seed", () => {
		const store = openStore();
		store.userCreated(400, NOW);
		assert.deepEqual(new Set(store.of(400).map(({ created }) => created)), new Set([NOW_TEXT]));
		assert.deepEqual(new Set(store.sync(400, NOW + DAY).map(({ created }) => created)), new Set([NOW_TEXT]));
		assert.equal(store.of(401)[0]?.created, "2026-07-01 00:00:00");
	});
});

describe("a synchronisation", () => {
	test("finds about three months at first, then what happened since, and moves the dates", () => {
		const store = openStore();
		const first = store.sync(1, NOW);
		const second = store.sync(1, NOW + DAY);
		for (const [connections, at, next] of /** @type {const} */ ([
			[first, NOW_TEXT, LATER_TEXT],
			[second, LATER_TEXT, "2026-07-17 10:20:30"],
		])) {
			assert.deepEqual(new Set(connections.map(({ last_update }) => last_update)), new Set([at]));
			assert.deepEqual(new Set(connections.map(({ next_try }) => next_try)), new Set([next]));
			assert.deepEqual(new Set(accountsIn(connections).map(({ last_update }) => last_update)), new Set([at]));
			assert.deepEqual(new Set(transactionsIn(connections).map(({ date_scraped }) => date_scraped)), new Set([at]));
			assert.deepEqual(
				new Set(connections.flatMap(({ sources }) => sources?.map((source) => source.last_update))),
				new Set([at]),
			);
		}
		const dates = transactionsIn(first).map(({ date }) => date ?? "");
		assert.equal(dates.sort()[0], "2026-04-01");
		assert.ok(transactionsIn(first).length > 100);
		assert.ok(transactionsIn(second).length < 12);
		assert.ok(transactionsIn(second).every(({ date }) => (date ?? "") > "2026-07-15"));
	});

	test("finds at least a purchase on a checking account, even at the same moment", () => {
		const store = openStore();
		store.sync(1, NOW);
		for (let count = 0; count < 3; count += 1) {
			const [checking, ...others] = accountsIn(store.sync(1, NOW));
			assert.deepEqual(
				checking?.transactions?.map(({ date, coming }) => [date, coming]),
				[["2026-07-15", false]],
			);
			assert.deepEqual(
				others.flatMap(({ transactions }) => transactions),
				[],
			);
		}
	});

	test("of one connection leaves the others, and of none that there is gives none", () => {
		const store = openStore();
		assert.deepEqual(
			store.sync(1, NOW, 12).map(({ id }) => id),
			[12],
		);
		assert.deepEqual(
			store.of(1).map(({ last_update }) => last_update),
			[null, NOW_TEXT],
		);
		for (const connectionId of [13, 21, 0, -1, Number.NaN]) assert.deepEqual(store.sync(1, NOW, connectionId), []);
	});

	test("does not go back where the clock does", () => {
		const store = openStore();
		store.sync(1, NOW);
		const connections = store.sync(1, NOW - 100 * DAY);
		assert.equal(connections[0]?.last_update, NOW_TEXT);
		assert.equal(transactionsIn(connections).length, 1);
	});

	test("of a connection in trouble tells the trouble and has no accounts", () => {
		const store = openStore();
		const [failed] = store.sync(67, NOW);
		assert.deepEqual([failed?.state, failed?.error, failed?.accounts, failed?.last_update], ["wrongpass", "wrongpass", [], null]);
		assert.equal(failed?.next_try, null, "not before somebody gives the right one");
		assert.deepEqual(store.of(67)[0], failed);
		assert.deepEqual(
			[NOW, NOW + HOUR].map((now) => store.sync(68, now)[0]?.next_try),
			["2026-07-15 11:20:30", "2026-07-15 12:20:30"],
			"a limit of the rate is over in an hour",
		);
		assert.equal(openStore({ failedAccounts: "null" }).sync(67, NOW)[0]?.accounts, null);
	});

	test("finds amounts that sum up to the balances", () => {
		const moment = fc.array(fc.integer({ min: 0, max: 40 * DAY }), { minLength: 1, maxLength: 8 });
		fc.assert(
			fc.property(fc.integer(), fc.integer({ min: 1, max: 100_000 }), moment, (seed, userId, steps) => {
				const store = openStore({ seed });
				store.sync(userId, NOW);
				const before = balancesOf(store, userId).map(cents);
				const sums = before.map(() => 0);
				let now = NOW;
				for (const step of steps) {
					now += step;
					accountsIn(store.sync(userId, now)).forEach(({ transactions }, index) => {
						for (const { value, coming } of transactions ?? []) if (!coming) sums[index] = (sums[index] ?? 0) + cents(value);
					});
				}
				assert.deepEqual(
					balancesOf(store, userId).map(cents),
					before.map((balance, index) => balance + (sums[index] ?? 0)),
				);
			}),
			{ numRuns: 40 },
		);
	});
});

describe("transactions", () => {
	test("never have the id of another, of any account or user", () => {
		const store = openStore();
		const ids = [];
		for (const userId of [1, 2, 3, 9_000_001]) {
			for (const days of [0, 0, 1, 3, 60, 60, 61, 400]) ids.push(...transactionsIn(store.sync(userId, NOW + days * DAY)));
		}
		assert.equal(new Set(ids.map(({ id }) => id)).size, ids.length);
		assert.ok(ids.every(({ id }) => Number.isSafeInteger(id)));
	});

	test("are announced once, and found again when they are booked", () => {
		const store = openStore();
		const eve = Date.UTC(2026, 7, 3, 12);
		const [announcing] = accountsIn(store.sync(1, eve));
		const announced = announcing?.transactions?.filter(({ coming }) => coming) ?? [];
		assert.ok(announced.some(({ original_wording }) => original_wording?.includes("NID DOUILLET")));
		assert.ok(announced.every(({ date, value }) => (date ?? "") > "2026-08-03" && (value ?? 0) < 0));
		assert.equal(
			cents(announcing?.coming),
			announced.reduce((sum, { value }) => sum + cents(value), 0),
		);
		const [again] = accountsIn(store.sync(1, eve + HOUR));
		assert.deepEqual(
			again?.transactions?.filter(({ coming }) => coming),
			[],
		);
		const [booking] = accountsIn(store.sync(1, eve + 3 * DAY));
		const rent = booking?.transactions?.find(({ original_wording }) => original_wording?.includes("NID DOUILLET"));
		assert.deepEqual([rent?.date, rent?.coming], ["2026-08-05", false]);
		const all = accountsIn(store.of(1, { transactions: true }))[0]?.transactions ?? [];
		const rents = all.filter(({ original_wording, date }) => original_wording?.includes("NID DOUILLET") && date === "2026-08-05");
		assert.deepEqual(rents, [rent], "the announcement is gone");
	});

	test("that were found stay, where they are asked for", () => {
		const store = openStore();
		const found = [0, 0, 2, 30].flatMap((days) => transactionsIn(store.sync(1, NOW + days * DAY)));
		const booked = found.filter(({ coming }) => !coming).sort((first, second) => first.id - second.id);
		const kept = transactionsIn(store.of(1, { transactions: true })).filter(({ coming }) => !coming);
		assert.deepEqual(
			kept.sort((first, second) => first.id - second.id),
			booked,
		);
		assert.deepEqual(transactionsIn(store.of(1)), []);
	});
});

describe("a store", () => {
	test("gives the same for the same seed and calls, whatever is asked of other users in between", () => {
		fc.assert(
			fc.property(fc.integer(), fc.array(fc.integer({ min: 2, max: 500 }), { maxLength: 6 }), (seed, others) => {
				const [plain, busy] = [openStore({ seed }), openStore({ seed })];
				/** @param {ReturnType<typeof openStore>} store */
				const story = (store, between = () => {}) =>
					[0, 1, 1, 33].map((days) => {
						between();
						return [store.sync(1, NOW + days * DAY), store.of(1, { transactions: true })];
					});
				const disturb = () => {
					for (const userId of others) {
						busy.sync(userId, NOW);
						busy.deleteConnection(userId, userId * 10 + 1);
						if (userId % 2 === 0) busy.forget(userId);
					}
				};
				assert.deepEqual(story(busy, disturb), story(plain));
			}),
			{ numRuns: 15 },
		);
		assert.notDeepEqual(openStore({ seed: 1 }).sync(1, NOW), openStore({ seed: 2 }).sync(1, NOW));
	});

	test("gives copies", () => {
		const store = openStore();
		const [connection] = store.sync(1, NOW);
		const before = JSON.stringify(store.of(1));
		assert.ok(connection?.accounts?.[0] && connection.connector);
		connection.connector.name = "";
		connection.accounts[0].balance = 0;
		connection.accounts.length = 0;
		assert.equal(JSON.stringify(store.of(1)), before);
	});

	test("removes a connection for good", () => {
		const store = openStore();
		store.sync(1, NOW);
		const gone = store.deleteConnection(1, 12);
		assert.deepEqual([gone?.id, gone?.last_update, transactionsIn(gone ? [gone] : [])], [12, NOW_TEXT, []]);
		assert.deepEqual(
			[store.of(1), store.sync(1, NOW)].map((connections) => connections.map(({ id }) => id)),
			[[11], [11]],
		);
		assert.deepEqual(
			[store.deleteConnection(1, 12), store.deleteConnection(1, 99), store.deleteConnection(2, 11)],
			[undefined, undefined, undefined],
		);
		assert.deepEqual(store.sync(1, NOW, 12), []);
	});

	test("forgets a user, and gives what there was", () => {
		const store = openStore();
		const before = store.of(1);
		assert.deepEqual(store.forget(1), before);
		assert.deepEqual([store.of(1), store.sync(1, NOW), store.forget(1), store.deleteConnection(1, 11)], [[], [], [], undefined]);
		assert.equal(store.of(2)[0]?.id, 21);
	});

	test("keeps nothing of users whom nobody asked for, nor of those who were only looked at", () => {
		const store = openStore();
		const empty = JSON.stringify(store.snapshot());
		for (let userId = 1; userId <= 300; userId += 1) store.of(userId);
		assert.equal(JSON.stringify(store.snapshot()), empty);
		assert.equal(store.deleteConnection(1, 99), undefined);
		assert.deepEqual([store.sync(1, NOW, 99), store.sync(2, NOW, -1)], [[], []]);
		assert.equal(JSON.stringify(store.snapshot()), empty);
		assert.ok(empty.length < 20);
		store.sync(99_999, NOW);
		assert.ok(JSON.stringify(store.snapshot()).length < 400, "a small delta");
	});

	test("takes up where a snapshot was, and can be told so more than once", () => {
		const store = openStore();
		store.sync(1, NOW);
		store.sync(67, NOW);
		store.userCreated(400, NOW);
		store.deleteConnection(1, 12);
		store.forget(3);
		const text = JSON.stringify(store.snapshot());
		const others = openStore();
		others.sync(5, NOW);
		/** @param {ReturnType<typeof openStore>} any */
		const next = (any) => [
			any.of(1, { transactions: true }),
			any.sync(1, NOW + DAY),
			any.of(3),
			any.of(5),
			any.of(67),
			any.of(400),
		];
		const snapshot = JSON.parse(text);
		others.restore(snapshot);
		const expected = next(others);
		others.restore(snapshot);
		assert.deepEqual(next(others), expected);
		assert.deepEqual(next(store), expected);
		assert.equal(JSON.stringify(snapshot), text, "the snapshot stays as it was");
		store.restore(snapshot);
		assert.equal(JSON.stringify(store.snapshot()), text);
	});

	test("is as new after a reset", () => {
		const store = openStore();
		const expected = [store.of(1), openStore().sync(1, NOW)];
		store.sync(1, NOW + DAY);
		store.forget(2);
		store.reset();
		assert.deepEqual([store.of(1), store.sync(1, NOW)], expected);
		assert.notDeepEqual(store.of(2), []);
	});
});
