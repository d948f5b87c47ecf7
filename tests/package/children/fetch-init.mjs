// @ts-check
// fetch-init.mjs ENTRY REQUEST: makes `Request` what REQUEST says, then loads the package; prints what each call hands to fetch as a line
// of JSON.
const [, , entry = "", what = ""] = process.argv;

const fail = () => {
	throw new Error("hostile");
};
/** @type {Record<string, () => void>} */
const requests = {
	"as it is": () => {},
	"without cache": () => {
		delete (/** @type {any} */ (Request.prototype).cache);
	},
	"not there": () => {
		delete (/** @type {any} */ (globalThis).Request);
	},
	null: () => Object.assign(globalThis, { Request: null }),
	"without a prototype": () => Object.assign(globalThis, { Request: () => {} }),
	"a Proxy that throws": () => Object.assign(globalThis, { Request: new Proxy(class {}, { get: fail, has: fail }) }),
	"a getter that throws": () => {
		Object.defineProperty(globalThis, "Request", { get: fail, configurable: true });
	},
	"with a cache that throws": () => {
		Object.defineProperty(Request.prototype, "cache", { get: fail, configurable: true });
	},
};
requests[what]?.();

const { UsersApi } = await import(entry);
/** @type {any[]} */
const inits = [];
const fetch = async (/** @type {string} */ _url, /** @type {any} */ init) => {
	inits.push(init);
	if (init.method === "DELETE") return { status: 204 };
	return { status: 200, json: async () => ({ id: 1, users: [] }) };
};
const api = new UsersApi({ domain: "acme", usersToken: "t", userToken: "u", fetch });
await api.list();
await api.get(1);
await api.delete(1);
console.log(JSON.stringify(inits.map((init) => ("cache" in init ? init.cache : "absent"))));
