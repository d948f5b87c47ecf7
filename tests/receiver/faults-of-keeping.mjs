// @ts-check
// What may be wrong with what is kept, and with values.
import { claimed, FOREVER, keysChanged, race } from "./broken-inboxes.mjs";

/** @typedef {import("./broken-inboxes.mjs").Fault} Fault */

/** @type {(change: (body: Uint8Array) => Uint8Array) => Fault} */
const bodiesChanged =
	(change) =>
	({ inbox }) => ({
		keep: (key, token, kept) => inbox.keep(key, token, { ...kept, body: new Uint8Array(change(kept.body)) }),
	});

/** @type {(fields: object) => Fault} */
const fieldsChanged =
	(fields) =>
	({ inbox }) => ({
		read: async (key) => {
			const kept = await inbox.read(key);
			return kept && { ...kept, ...fields };
		},
	});

/** @type {Fault} */
const bodiesShared = ({ inbox }) => {
	/** @type {Map<string, import("powens-users/receiver").KeptBody>} */
	const given = new Map();
	return {
		keep: (key, token, kept) => {
			given.set(key, kept);
			return inbox.keep(key, token, kept);
		},
		read: async (key) => {
			const kept = await inbox.read(key);
			return kept && { ...kept, body: given.get(key)?.body ?? kept.body };
		},
	};
};

/** @type {Fault} */
const readsShared = ({ inbox }) => {
	/** @type {Map<string, import("powens-users/receiver").Kept>} */
	const seen = new Map();
	return {
		read: async (key) => {
			const kept = seen.get(key) ?? (await inbox.read(key));
			if (kept !== undefined) seen.set(key, kept);
			return kept;
		},
	};
};

/** @type {Record<string, Record<string, Fault>>} */
export const faultsOfKeeping = {
	"a kept key is done, and is read as it was kept": {
		"its date is lost": fieldsChanged({ signedAtMs: null }),
		"its key can be claimed": ({ inbox }) => ({
			claim: async (...args) => ((await inbox.read(args[0])) === undefined ? inbox.claim(...args) : claimed(2)),
		}),
	},
	"what has no event, no date and another reason is read as it was kept": {
		"no event is an empty one": ({ inbox }) => ({
			read: async (key) => {
				const kept = await inbox.read(key);
				return kept && { ...kept, event: kept.event ?? "" };
			},
		}),
		"no date is 1970": ({ inbox }) => ({
			read: async (key) => {
				const kept = await inbox.read(key);
				return kept && { ...kept, signedAtMs: kept.signedAtMs ?? 0 };
			},
		}),
	},
	"what is kept says how many attempts there were": { "it always says one": fieldsChanged({ attempts: 1 }) },
	"a keep sent twice by one token is true twice and keeps once": {
		"the second is refused": ({ inbox }) => {
			/** @type {Set<string>} */
			const seen = new Set();
			return {
				keep: async (key, token, kept) => {
					const isFirst = !seen.has(key);
					seen.add(key);
					return isFirst && inbox.keep(key, token, kept);
				},
			};
		},
		"it is listed twice": ({ inbox }) => {
			/** @type {string[]} */
			const keeps = [];
			return {
				keep: (key, token, kept) => {
					keeps.push(key);
					return inbox.keep(key, token, kept);
				},
				list: async (options) => {
					const entries = await inbox.list(options);
					return entries.flatMap((entry) => keeps.filter((key) => key === entry.key).map(() => entry));
				},
			};
		},
	},
	"a keep by another token is refused and keeps nothing": {
		"no fence": ({ inbox, holder }) => ({ keep: (key, token, kept) => inbox.keep(key, holder(key, token), kept) }),
	},
	"a kept key cannot be committed, renewed or kept anew by another token": {
		"a commit drops it": ({ inbox }) => ({
			commit: async (key, token) => (await inbox.commit(key, token)) || inbox.drop(key),
		}),
		"a keep of it is always well": ({ inbox }) => ({
			keep: async (key, token, kept) => {
				const isKept = await inbox.keep(key, token, kept);
				return isKept || (await inbox.read(key)) !== undefined;
			},
		}),
	},
	"nothing is read of keys that are not kept": {
		"a drop is always well": ({ inbox }) => ({
			drop: async (key) => {
				await inbox.drop(key);
				return true;
			},
		}),
		"a drop of it lets go of the claim": ({ inbox, holder }) => ({
			drop: async (key) => {
				const isDropped = await inbox.drop(key);
				if (!isDropped) await inbox.release(key, holder(key, ""));
				return isDropped;
			},
		}),
	},
	"drop forgets what is kept, and the key stays done": {
		"the key is free": ({ inbox }) => {
			/** @type {Set<string>} */
			const dropped = new Set();
			return {
				claim: async (...args) => (dropped.has(args[0]) ? claimed(2) : inbox.claim(...args)),
				drop: async (key) => {
					const isDropped = await inbox.drop(key);
					if (isDropped) dropped.add(key);
					return isDropped;
				},
			};
		},
		"it stays": ({ inbox }) => ({ drop: async (key) => (await inbox.read(key)) !== undefined }),
	},
	"what is claimed to be handled again cannot be dropped": {
		"it can": ({ inbox, holder }) => ({
			drop: async (key) => {
				await inbox.release(key, holder(key, ""));
				return inbox.drop(key);
			},
		}),
	},
	"what was claimed to be handled again can be dropped when the lease is over": {
		"never again": ({ inbox, holder }) => ({
			drop: async (key) => {
				const claim = await inbox.claim(key, "0123456789abcdef".repeat(4), holder(key, ""), 1_000, "kept");
				return claim.state !== "claimed" && inbox.drop(key);
			},
		}),
	},
	"what is kept can be claimed, by one token at a time": {
		"everybody gets it": ({ inbox }) => ({
			claim: async (...args) => {
				const claim = await inbox.claim(...args);
				return args[4] === "kept" && claim.state === "busy" ? claimed(2) : claim;
			},
		}),
		"nobody gets it": ({ inbox }) => ({
			claim: async (...args) => (args[4] === "kept" ? { state: "done" } : inbox.claim(...args)),
		}),
		"meanwhile a new delivery gets it": ({ inbox, holder }) => ({
			claim: async (key, bodyHash, token, leaseMs, which) => {
				const isKept = (await inbox.read(key)) !== undefined && holder(key, "") !== "";
				const claim = await inbox.claim(key, bodyHash, token, leaseMs, which);
				return which !== "kept" && isKept && claim.state === "done" ? claimed(3) : claim;
			},
		}),
	},
	"of 50 claims of what is kept exactly one has it": { "a look and a claim are two commands": race("kept", 2) },
	"a commit of what was kept drops it, also when it is sent twice; the key is done": {
		"it stays kept": ({ inbox }) => ({
			commit: async (key, token) => {
				if ((await inbox.read(key)) === undefined) return inbox.commit(key, token);
				await inbox.release(key, token);
				return true;
			},
		}),
		"the key is free": ({ inbox }) => {
			/** @type {Set<string>} */
			const free = new Set();
			return {
				claim: async (...args) => (free.has(args[0]) ? claimed(3) : inbox.claim(...args)),
				commit: async (key, token) => {
					if ((await inbox.read(key)) !== undefined) free.add(key);
					return inbox.commit(key, token);
				},
			};
		},
	},
	"a claim of what is kept takes nothing else": {
		"it takes any key": ({ inbox }) => ({
			claim: async (key, bodyHash, token, leaseMs, which) => {
				const isKept = (await inbox.read(key)) !== undefined;
				return inbox.claim(key, bodyHash, token, leaseMs, isKept ? which : "new");
			},
		}),
	},
	"what is released stays kept as it was, and the attempt counts if it was one": {
		"it is gone": ({ inbox }) => ({
			release: async (key, token, isAttempt) => {
				await inbox.release(key, token, isAttempt);
				await inbox.drop(key);
			},
		}),
		"each release counts": ({ inbox }) => ({ release: (key, token) => inbox.release(key, token) }),
	},
	"a claim of what is kept can be renewed": {
		"it cannot": ({ inbox }) => ({
			renew: async (key, token, leaseMs) => (await inbox.read(key)) === undefined && inbox.renew(key, token, leaseMs),
		}),
	},
	"a lease of what is kept that ends frees it, it stays kept, and the first token can do nothing": {
		"it does not end": ({ inbox }) => ({
			claim: (key, bodyHash, token, leaseMs, which) =>
				inbox.claim(key, bodyHash, token, which === "kept" ? FOREVER : leaseMs, which),
		}),
		"the first token can commit": ({ inbox, holder }) => ({
			commit: (key, token) => inbox.commit(key, holder(key, token)),
		}),
	},
	"the list has what is kept, the oldest first, by no other order": {
		"the newest is first": ({ inbox }) => ({ list: async (options) => (await inbox.list(options)).toReversed() }),
		"the order is that of the keys": ({ inbox }) => ({
			list: async (options) => (await inbox.list(options)).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
		}),
	},
	"the entries of the list have no bodies": {
		"they have": ({ inbox }) => ({
			list: async (options) =>
				Promise.all((await inbox.list(options)).map(async (entry) => ({ ...entry, ...(await inbox.read(entry.key)) }))),
		}),
	},
	"pages of any length are the whole list": {
		"each begins at the start": ({ inbox }) => ({ list: ({ limit } = {}) => inbox.list({ limit }) }),
		"each begins with the last one of the page before": ({ inbox }) => ({
			list: async ({ after, limit = 100 } = {}) => {
				const all = await inbox.list({ limit: 1_000 });
				return all
					.slice(
						Math.max(
							0,
							all.findIndex(({ key }) => key === after),
						),
					)
					.slice(0, limit);
			},
		}),
		"each is one too long": ({ inbox }) => ({ list: ({ after, limit = 100 } = {}) => inbox.list({ after, limit: limit + 1 }) }),
	},
	"what is kept in one moment is in one page each": {
		"pages go by the time": ({ inbox }) => ({
			list: async ({ after, limit = 100 } = {}) => {
				const all = await inbox.list({ limit: 1_000 });
				const last = all.find(({ key }) => key === after)?.keptAtMs ?? 0;
				return all.filter(({ keptAtMs }) => keptAtMs > last).slice(0, limit);
			},
		}),
	},
	"a list without a limit has 100 entries at most": {
		"it has all": ({ inbox }) => ({ list: ({ after, limit = 10_000 } = {}) => inbox.list({ after, limit }) }),
		"it never has more": ({ inbox }) => ({
			list: ({ after, limit = 100 } = {}) => inbox.list({ after, limit: Math.min(limit, 100) }),
		}),
	},
	"behind a key that is not kept any more nothing is left out": {
		"there is nothing behind it": ({ inbox }) => ({
			list: async (options = {}) =>
				options.after === undefined || (await inbox.read(options.after)) !== undefined ? inbox.list(options) : [],
		}),
	},
	"keys with odd text are keys of their own": {
		"the case does not count": keysChanged((key) => key.toLowerCase()),
		"space at the end does not count": keysChanged((key) => key.trimEnd()),
		"characters are composed": keysChanged((key) => key.normalize("NFC")),
		"lines end in one way": keysChanged((key) => key.replaceAll("\r\n", "\n")),
		"characters beyond 16 bits are one": keysChanged((key) => key.replaceAll(/[\u{10000}-\u{10ffff}]/gu, "\ufffd")),
		"characters are bytes": keysChanged((key) => Buffer.from(key, "latin1").toString("latin1")),
		"braces are a hash tag": keysChanged((key) => /\{(.+?)\}/.exec(key)?.[1] ?? key),
		"a backslash is an escape": keysChanged((key) => key.replaceAll("\\\\", "\\")),
	},
	"keys of 512 characters are keys of their own, to the last one": {
		"255 characters count": keysChanged((key) => key.slice(0, 255)),
		"511 characters count": keysChanged((key) => key.slice(0, 511)),
		"1,024 bytes count": keysChanged((key) => Buffer.from(key).subarray(0, 1_024).toString("latin1").slice(0, 512)),
	},
	"tokens of 64 characters are told apart to the last one": {
		"63 characters count": ({ inbox }) => ({
			claim: (key, bodyHash, token, ...rest) => inbox.claim(key, bodyHash, token.slice(0, 63), ...rest),
			commit: (key, token) => inbox.commit(key, token.slice(0, 63)),
		}),
	},
	"what is kept under a key with odd text is listed, read, and dropped by it": {
		"it is listed as a part of an address": ({ inbox }) => ({
			list: async (options) => (await inbox.list(options)).map((entry) => ({ ...entry, key: encodeURI(entry.key) })),
		}),
	},
	"bodies are bytes of any value, none of them too": {
		"they are text": bodiesChanged((body) => Buffer.from(Buffer.from(body).toString("utf8"))),
		"they end at a zero": bodiesChanged((body) => body.subarray(0, body.indexOf(0) < 0 ? body.length : body.indexOf(0))),
		"no bytes are nothing kept": ({ inbox }) => ({
			read: async (key) => {
				const kept = await inbox.read(key);
				return kept?.bytes === 0 ? undefined : kept;
			},
		}),
	},
	"a body of 5 MB is kept to the last byte": {
		"4 MiB of it are": bodiesChanged((body) => body.subarray(0, 4_194_304)),
		"its last byte is lost": bodiesChanged((body) =>
			body.length < 1_000_000 ? body : Uint8Array.from([...body.subarray(0, -1), 0]),
		),
	},
	"a body that is a part of other memory is kept as that part": {
		"all of that memory is kept": bodiesChanged((body) => new Uint8Array(body.buffer)),
	},
	"what is kept shares no memory with what was given, nor with what was read": {
		"it is the memory that was given": bodiesShared,
		"it is the memory that was read": readsShared,
	},
};
