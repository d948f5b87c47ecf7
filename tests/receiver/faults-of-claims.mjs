// @ts-check
// What may be wrong with claims, attempts and the retention.
import { attemptsFor, claimed, doneFor, FOREVER, newestOnly, noFence, race } from "./broken-inboxes.mjs";

/** @typedef {import("./broken-inboxes.mjs").Fault} Fault */

/** @type {Record<string, Record<string, Fault>>} */
export const faultsOfClaims = {
	"a key that nobody has is claimed as attempt 1": {
		"attempts count from 0": ({ inbox }) => ({
			claim: async (...args) => {
				const claim = await inbox.claim(...args);
				return claim.state === "claimed" ? claimed(claim.attempt - 1) : claim;
			},
		}),
		"nothing is ever claimed": () => ({ claim: async () => ({ state: "busy" }) }),
	},
	"a claimed key is busy for every other token": {
		"everybody gets the key": ({ inbox }) => ({
			claim: async (...args) => {
				const claim = await inbox.claim(...args);
				return claim.state === "busy" ? claimed(1) : claim;
			},
		}),
		"a claimed key counts as done": ({ inbox }) => ({
			claim: async (...args) => {
				const claim = await inbox.claim(...args);
				return claim.state === "busy" ? { state: "done" } : claim;
			},
		}),
	},
	"a claim sent twice by one token gets the same answer, and is one attempt": {
		"it is another attempt": ({ inbox, holder }) => ({
			claim: async (key, bodyHash, token, leaseMs, which) => {
				if (holder(key, "") === token) await inbox.release(key, token);
				return inbox.claim(key, bodyHash, token, leaseMs, which);
			},
		}),
		"it is busy": ({ inbox, holder }) => ({
			claim: async (key, bodyHash, token, leaseMs, which) =>
				holder(key, "") === token ? { state: "busy" } : inbox.claim(key, bodyHash, token, leaseMs, which),
		}),
	},
	"of 50 claims at once exactly one has the key": { "a look and a claim are two commands": race("new", 1) },
	"claims of different keys do not stand in each other's way": {
		"one lock for all keys": ({ inbox }) => {
			let open = 0;
			return {
				claim: async (...args) => {
					if (open > 0) return { state: "busy" };
					open += 1;
					return inbox.claim(...args);
				},
				commit: (...args) => {
					open -= 1;
					return inbox.commit(...args);
				},
			};
		},
	},
	"a committed key is done, for its own token too": {
		"a commit only lets go": ({ inbox }) => ({
			commit: async (key, token) => {
				await inbox.release(key, token, false);
				return true;
			},
		}),
		"the token that committed may claim again": ({ inbox, holder }) => ({
			claim: async (key, bodyHash, token, leaseMs, which) =>
				holder(key, "") === token ? claimed(1) : inbox.claim(key, bodyHash, token, leaseMs, which),
		}),
	},
	"a commit sent twice by one token is true twice": {
		"the second is refused": ({ inbox }) => {
			/** @type {Set<string>} */
			const seen = new Set();
			return {
				commit: async (key, token) => {
					const isFirst = !seen.has(key);
					seen.add(key);
					return isFirst && inbox.commit(key, token);
				},
			};
		},
	},
	"a commit by another token is refused and does nothing": {
		"no fence": noFence,
		"it is refused, and lets go of the key": ({ inbox, holder }) => ({
			commit: async (key, token) => {
				const isDone = await inbox.commit(key, token);
				if (!isDone) await inbox.release(key, holder(key, token));
				return isDone;
			},
		}),
	},
	"a commit of a key that nobody claimed, or that another token committed, is refused": {
		"a commit is always well": ({ inbox }) => ({
			commit: async (key, token) => {
				await inbox.commit(key, token);
				return true;
			},
		}),
		"a key that is done is well committed by everybody": ({ inbox }) => ({
			commit: async (key, token) =>
				(await inbox.commit(key, token)) ||
				(await inbox.claim(key, "0123456789abcdef".repeat(4), token, 1, "new")).state === "done",
		}),
	},
	"a key that was handled or kept with another body is a conflict, which changes nothing": {
		"bodies are not looked at": ({ inbox }) => ({
			claim: (key, _bodyHash, ...rest) => inbox.claim(key, "0".repeat(64), ...rest),
		}),
		"a conflict counts as done": ({ inbox }) => ({
			claim: async (...args) => {
				const claim = await inbox.claim(...args);
				return claim.state === "conflict" ? { state: "done" } : claim;
			},
		}),
		"another body drops what is kept": ({ inbox }) => ({
			claim: async (...args) => {
				const claim = await inbox.claim(...args);
				if (claim.state === "conflict" && (await inbox.drop(args[0]))) return { state: "busy" };
				return claim;
			},
		}),
	},
	"a key that is claimed for another body is a conflict or busy, which changes nothing": {
		"another body takes the key over": ({ inbox, holder }) => {
			/** @type {Map<string, string>} */
			const bodies = new Map();
			return {
				claim: async (key, bodyHash, ...rest) => {
					if (bodies.has(key) && bodies.get(key) !== bodyHash) await inbox.release(key, holder(key, ""));
					bodies.set(key, bodyHash);
					return inbox.claim(key, bodyHash, ...rest);
				},
			};
		},
		"bodies are not looked at": ({ inbox }) => ({
			claim: (key, _bodyHash, ...rest) => inbox.claim(key, "0".repeat(64), ...rest),
		}),
	},
	"who is told conflict is told so again when the claim was given back, or its lease has ended": {
		"an open claim is a conflict, and one that was given back is none": ({ inbox }) => {
			/** @type {Map<string, string>} */
			const bodies = new Map();
			return {
				claim: async (key, bodyHash, ...rest) => {
					const claim = await inbox.claim(key, bodyHash, ...rest);
					if (claim.state === "claimed") bodies.set(key, bodyHash);
					return claim.state === "busy" && bodies.get(key) !== bodyHash ? { state: "conflict" } : claim;
				},
			};
		},
	},
	"the last digit of a body's hash counts": {
		"half of the hash is compared": ({ inbox }) => ({
			claim: (key, bodyHash, ...rest) => inbox.claim(key, bodyHash.slice(0, 32).padEnd(64, "0"), ...rest),
		}),
		"all but the last digit is compared": ({ inbox }) => ({
			claim: (key, bodyHash, ...rest) => inbox.claim(key, bodyHash.slice(0, 63).padEnd(64, "0"), ...rest),
		}),
	},
	"keep, renew and release of a key that nobody claimed do nothing": {
		"a release of it is an attempt": ({ inbox }) => ({
			release: async (key, token, isAttempt) => {
				await inbox.claim(key, "0123456789abcdef".repeat(4), token, 1_000);
				await inbox.release(key, token, isAttempt);
			},
		}),
		"it is kept": ({ inbox }) => ({
			keep: async (key, token, kept) => {
				await inbox.claim(key, "0".repeat(64), token, 1_000);
				return inbox.keep(key, token, kept);
			},
		}),
		"it is renewed": () => ({ renew: async () => true }),
	},
	"stats, where there are any, are finite numbers": {
		"a ratio of nothing": () => ({ stats: () => ({ hits: Number.NaN }) }),
	},
	"a released key is claimed again, as the next attempt": {
		"attempts are forgotten": ({ inbox }) => ({
			claim: async (...args) => {
				const claim = await inbox.claim(...args);
				return claim.state === "claimed" ? claimed(1) : claim;
			},
		}),
		"nothing is given back": () => ({ release: async () => {} }),
	},
	"a release that says it was no attempt does not count": {
		"each release counts": ({ inbox }) => ({ release: (key, token) => inbox.release(key, token) }),
		"none counts": ({ inbox }) => ({ release: (key, token) => inbox.release(key, token, false) }),
	},
	"a release sent twice counts once": {
		"each one takes an attempt off": ({ inbox }) => {
			/** @type {Map<string, number>} */
			const taken = new Map();
			return {
				claim: async (...args) => {
					const claim = await inbox.claim(...args);
					return claim.state === "claimed" ? claimed(claim.attempt - (taken.get(args[0]) ?? 0)) : claim;
				},
				release: async (key, token, isAttempt = true) => {
					await inbox.release(key, token);
					if (!isAttempt) taken.set(key, (taken.get(key) ?? 0) + 1);
				},
			};
		},
	},
	"a release by another token does nothing": {
		"no fence": ({ inbox, holder }) => ({
			release: (key, token, isAttempt) => inbox.release(key, holder(key, token), isAttempt),
		}),
	},
	"a release of a key that is done or kept does nothing": {
		"it frees the key": ({ inbox }) => {
			/** @type {Set<string>} */
			const free = new Set();
			return {
				claim: async (...args) => (free.has(args[0]) ? claimed(2) : inbox.claim(...args)),
				release: async (key, token, isAttempt) => {
					free.add(key);
					await inbox.release(key, token, isAttempt);
				},
			};
		},
	},
	"a token that gave its key back has it no more": {
		"it may renew": ({ inbox }) => {
			/** @type {Set<string>} */
			const known = new Set();
			return {
				claim: async (...args) => {
					known.add(args[2]);
					return inbox.claim(...args);
				},
				renew: async (key, token, leaseMs) => (await inbox.renew(key, token, leaseMs)) || known.has(token),
			};
		},
		"it may commit": ({ inbox }) => {
			/** @type {Map<string, string>} */
			const hashes = new Map();
			return {
				claim: async (...args) => {
					hashes.set(args[2], args[1]);
					return inbox.claim(...args);
				},
				commit: async (key, token) => {
					const hash = hashes.get(token);
					if (hash !== undefined) await inbox.claim(key, hash, token, 1_000);
					return inbox.commit(key, token);
				},
			};
		},
	},
	"the attempts of a released key are known when its lease would be over": {
		"they end with the lease": attemptsFor("lease"),
	},
	"a lease that ends frees the key, and its attempt counts, as after a crash": {
		"no lease ends": ({ inbox }) => ({
			claim: (key, bodyHash, token, _leaseMs, which) => inbox.claim(key, bodyHash, token, FOREVER, which),
		}),
		"what crashed was no attempt": attemptsFor("lease"),
	},
	"a token whose lease ended and whose key another has can do nothing": {
		"no fence": noFence,
		"it can keep": ({ inbox, holder }) => ({ keep: (key, token, kept) => inbox.keep(key, holder(key, token), kept) }),
		"it can give the key back": ({ inbox, holder }) => ({
			release: (key, token, isAttempt) => inbox.release(key, holder(key, token), isAttempt),
		}),
	},
	"a commit after the end of the lease says what it did": {
		"it is done, and refused": ({ inbox, now }) => {
			/** @type {Map<string, number>} */
			const ends = new Map();
			return {
				claim: (...args) => {
					ends.set(args[0], now() + args[3]);
					return inbox.claim(...args);
				},
				commit: async (key, token) => {
					const isDone = await inbox.commit(key, token);
					return isDone && (ends.get(key) ?? 0) > now();
				},
			};
		},
	},
	"renew extends the lease, also when it is sent twice": {
		"it only says so": ({ holder }) => ({ renew: async (key, token) => holder(key, "") === token }),
		"it is refused the second time": ({ inbox }) => {
			/** @type {Set<string>} */
			const renewed = new Set();
			return {
				renew: async (key, token, leaseMs) => {
					if (renewed.has(token)) return false;
					renewed.add(token);
					return inbox.renew(key, token, leaseMs);
				},
			};
		},
	},
	"a renewed lease ends too": {
		"it never ends": ({ inbox }) => ({ renew: (key, token) => inbox.renew(key, token, FOREVER) }),
	},
	"a renew by another token is refused and extends nothing": {
		"no fence": ({ inbox, holder }) => ({
			renew: (key, token, leaseMs) => inbox.renew(key, holder(key, token), leaseMs),
		}),
		"it is refused, and extends": ({ inbox, holder }) => ({
			renew: async (key, token, leaseMs) => {
				await inbox.renew(key, holder(key, token), leaseMs);
				return holder(key, token) === token && inbox.renew(key, token, leaseMs);
			},
		}),
	},
	"retentionMs and maxClaims are numbers that mean something": {
		"no retention": () => ({ retentionMs: 0 }),
		"a retention that is no number": () => ({ retentionMs: Number.NaN }),
		"no claims": () => ({ maxClaims: 0 }),
	},
	"no later command makes a key that is done forgotten": {
		"a duplicate's lease is set on it": ({ inbox, now }) => {
			/** @type {Map<string, number>} */
			const ends = new Map();
			return {
				claim: async (...args) => {
					if ((ends.get(args[0]) ?? FOREVER) <= now()) return claimed(1);
					const claim = await inbox.claim(...args);
					if (claim.state === "done") ends.set(args[0], now() + args[3]);
					return claim;
				},
			};
		},
	},
	"what is done is known when the lease of its claim would be over": { "it ends with the lease": doneFor("lease") },
	"what is done is known for the retention": {
		"it is known for half of it": doneFor(15 * 86_400_000),
		"only the latest 20 keys are known": newestOnly(20),
	},
	"the attempts of a key that fails are known for a day, or for the retention where that is less": {
		"they are known for an hour": attemptsFor(3_600_000),
	},
	"what is kept is never forgotten by age, and its key stays done": {
		"it is forgotten after the retention": ({ inbox, now }) => ({
			read: async (key) => {
				const kept = await inbox.read(key);
				return kept !== undefined && kept.keptAtMs + inbox.retentionMs > now() ? kept : undefined;
			},
		}),
		"its key is forgotten after the retention": ({ inbox, now }) => ({
			claim: async (...args) => {
				const kept = await inbox.read(args[0]);
				return kept !== undefined && kept.keptAtMs + inbox.retentionMs < now() ? claimed(1) : inbox.claim(...args);
			},
		}),
	},
};
