// @ts-check
// lifetime.mjs ENTRY KIND: one call with the timeout of 30 s that nobody set; prints its end, and then has nothing to do.
const [, , entry = "", kind = ""] = process.argv;
const { UsersApi } = await import(entry);

/** @param {object} options @param {object} [call] */
const list = (options, call) => new UsersApi({ domain: "acme", usersToken: "t", ...options }).list(call);
const answer = (/** @type {number} */ status) => async () => ({ status, text: async () => '{"users":[]}' });

/** @type {Record<string, () => Promise<unknown>>} */
const kinds = {
	success: () => list({ fetch: answer(200) }),
	error: () => list({ fetch: answer(404) }),
	"success after a retry": () => {
		let asked = 0;
		return list({ random: () => 0, fetch: () => answer(asked++ === 0 ? 503 : 200)() });
	},
	abort: () => {
		const controller = new AbortController();
		setTimeout(() => controller.abort("mine"), 5);
		return list({ fetch: () => new Promise(() => {}) }, { signal: controller.signal });
	},
};

await kinds[kind]?.().then(
	() => console.log("resolved"),
	() => console.log("rejected"),
);
