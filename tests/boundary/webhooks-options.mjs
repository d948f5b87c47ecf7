// @ts-check
// Options of a receiver of webhooks: what is refused, and that no error shows a secret.
import { contains, equal, ok, refusal } from "./assertions.mjs";
import { bytes, everythingOf } from "./mocks.mjs";
import { DATE, signature, signedRequest, verdict } from "./signed.mjs";

const KEY = "s3cr3t-key";
const fails = () => {
	throw new Error(KEY);
};
/** Before the secret is known, nothing can be taken out of what was thrown. */
const vault = () => {
	throw new TypeError("vault");
};
const revoked = (/** @type {object} */ target) => {
	const { proxy, revoke } = Proxy.revocable(target, {});
	revoke();
	return proxy;
};
/** @param {object} rest @param {string} key @param {() => unknown} [get] */
const withGetter = (rest, key, get = fails) => Object.defineProperty({ ...rest }, key, { enumerable: true, get });
/** @param {object} option */
const listed = (option) => ({ secretKey: [{ name: "a", secretKey: KEY, ...option }] });
const given = { secretKey: KEY };
/** An array or an object that cannot be read. @param {object} target */
const hostile = (target) => new Proxy(target, { get: vault, getOwnPropertyDescriptor: vault, ownKeys: vault });

/** @type {readonly [options: () => unknown, hint: string][]} */
const refused = [
	[() => undefined, "object of options"],
	[() => null, "object of options"],
	[() => KEY, "object of options"],
	[() => ({}), "secretKey must be text"],
	[() => ({ secretKey: undefined }), "secretKey must be text"],
	[() => ({ secretKey: null }), "secretKey must be text"],
	[() => ({ secretKey: 7 }), "secretKey must be text"],
	[() => ({ secretKey: Object(KEY) }), "secretKey must be text"],
	[() => ({ secretKey: { name: "a", secretKey: KEY } }), "secretKey must be text"],
	[() => ({ secretKey: Symbol(KEY) }), "secretKey must be text"],
	[() => ({ secretKey: bytes(KEY) }), "secretKey must be text"],
	[() => ({ secretKey: "" }), "empty"],
	[() => ({ secretKey: " \t" }), "blank"],
	[() => ({ secretKey: `${KEY}\n` }), ".trim()"],
	[() => ({ secretKey: `\ufeff${KEY}` }), ".trim()"],
	[() => ({ secretKey: `${KEY}\ud800` }), "lone surrogate"],
	[() => ({ secretKey: [] }), "empty list"],
	[() => ({ secretKey: [KEY] }), "Each entry"],
	[() => ({ secretKey: [null] }), "Each entry"],
	[() => ({ secretKey: new Array(1) }), "Each entry"],
	[() => ({ secretKey: [{ secretKey: KEY }] }), "name"],
	[() => ({ secretKey: [{ name: 7, secretKey: KEY }] }), "name"],
	[() => ({ secretKey: [{ name: " ", secretKey: KEY }] }), "blank"],
	[() => ({ secretKey: [{ name: "a" }] }), "secretKey must be text"],
	[() => ({ secretKey: [{ name: "a", secretKey: `${KEY}\n` }] }), ".trim()"],
	[() => ({ secretKey: [1, 2].map(() => ({ name: "a", secretKey: KEY })) }), "same name"],
	[() => ({ secretKey: new Array(1e9) }), "longer than"],
	[() => listed({ notBefore: "yesterday" }), "notBefore must be"],
	[() => listed({ notBefore: "2023-01-01" }), "notBefore must be"],
	[() => listed({ notBefore: 1_672_531_200_000 }), "notBefore must be"],
	[() => listed({ notAfter: new Date(Number.NaN) }), "notAfter must be"],
	[() => listed({ notAfter: {} }), "notAfter must be"],
	[() => listed({ notAfter: { getTime: fails } }), "notAfter must be"],
	[() => listed({ notAfter: { getTime: () => "1" } }), "notAfter must be"],
	[() => ({ secretKey: [withGetter({ name: "a", secretKey: KEY }, "notAfter")] }), "notAfter cannot be read"],
	[() => listed({ notBefore: new Date(1), notAfter: new Date(0) }), "after its notAfter"],
	[() => ({ ...given, toleranceSeconds: 0 }), "toleranceSeconds must be"],
	[() => ({ ...given, toleranceSeconds: -1 }), "toleranceSeconds must be"],
	[() => ({ ...given, toleranceSeconds: 1.5 }), "toleranceSeconds must be"],
	[() => ({ ...given, toleranceSeconds: Number.NaN }), "toleranceSeconds must be"],
	[() => ({ ...given, toleranceSeconds: Number.POSITIVE_INFINITY }), "toleranceSeconds must be"],
	[() => ({ ...given, toleranceSeconds: 604_801 }), "toleranceSeconds must be"],
	[() => ({ ...given, toleranceSeconds: "300" }), "toleranceSeconds must be"],
	[() => ({ ...given, toleranceSeconds: 300n }), "toleranceSeconds must be"],
	[() => ({ ...given, maxAgeSeconds: 0 }), "maxAgeSeconds must be a whole number from 1 to 34560000"],
	[() => ({ ...given, maxAgeSeconds: 34_560_001 }), "maxAgeSeconds must be"],
	[() => ({ ...given, maxAgeSeconds: 1.5 }), "maxAgeSeconds must be"],
	[() => ({ ...given, maxAgeSeconds: Number.NaN }), "maxAgeSeconds must be"],
	[() => ({ ...given, maxAgeSeconds: "300" }), "maxAgeSeconds must be"],
	[() => ({ ...given, maxAgeSeconds: 0, dangerouslyAcceptAnyAge: true }), "maxAgeSeconds must be"],
	[() => ({ ...given, maxBodyBytes: 0 }), "maxBodyBytes must be"],
	[() => ({ ...given, maxBodyBytes: 268_435_457 }), "maxBodyBytes must be"],
	[() => ({ ...given, maxBodyBytes: {} }), "maxBodyBytes must be"],
	[() => ({ ...given, dangerouslyAcceptAnyAge: "no" }), "dangerouslyAcceptAnyAge must be"],
	[() => ({ ...given, dangerouslyAcceptAnyAge: 1 }), "dangerouslyAcceptAnyAge must be"],
	[() => ({ ...given, now: 7 }), "now must be a function"],
	[() => withGetter(given, "now"), "now cannot be read"],
	[() => withGetter(given, "toleranceSeconds"), "toleranceSeconds cannot be read"],
	[() => withGetter(given, "maxAgeSeconds"), "maxAgeSeconds cannot be read"],
	[() => withGetter({}, "secretKey", vault), "secretKey cannot be read"],
	[() => hostile({}), "cannot be read"],
	[() => ({ secretKey: hostile([]) }), "cannot be read"],
	[() => ({ secretKey: revoked([]) }), "secretKey must be text"],
	[() => revoked({}), "cannot be read"],
];

/** @type {readonly object[]} */
const taken = [
	{ secretKey: "c2VjcmV0" },
	{ secretKey: "é😀" },
	{ secretKey: "a b" },
	{ secretKey: "k", maxAgeSeconds: 1 },
	{ secretKey: "k", maxAgeSeconds: 34_560_000, dangerouslyAcceptAnyAge: true },
	{ secretKey: "k", maxAgeSeconds: undefined },
	{ secretKey: "k", maxAgeSeconds: null },
	{ secretKey: "k", toleranceSeconds: 1, maxBodyBytes: 268_435_456, now: Date.now, dangerouslyAcceptAnyAge: false },
	{ secretKey: "k", toleranceSeconds: undefined, maxBodyBytes: null, now: null, dangerouslyAcceptAnyAge: null },
	{ secretKey: [{ name: "a", secretKey: "k", notBefore: new Date(0), notAfter: "2030-01-01T00:00:00Z" }] },
	{
		secretKey: [
			{ name: "a", secretKey: "k", notBefore: null },
			{ name: "b", secretKey: "k" },
		],
	},
	{ secretKey: new Proxy([{ name: "a", secretKey: "k" }], {}) },
	Object.assign(Object.create(null), { secretKey: "k" }),
];

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "options that are not allowed are refused when the object is made",
		run({ Webhooks, isPowensError }) {
			for (const [options, hint] of refused) {
				const what = String(options);
				const error = refusal(() => new Webhooks(options()), what);
				ok(error instanceof Error && isPowensError(error), what);
				const { code, httpStatus, authentic, message } = /** @type {any} */ (error);
				equal(`${code} ${httpStatus} ${authentic}`, "invalid_argument 500 false", what);
				contains(message, hint, what);
				ok(!everythingOf(error).includes("s3cr3t"), `${what}: ${everythingOf(error)}`);
			}
		},
	},
	{
		name: "what a getter threw is the cause",
		run({ Webhooks }) {
			const { cause } = refusal(() => new Webhooks(withGetter({}, "secretKey", vault)));
			equal(`${cause.name}: ${cause.message}`, "TypeError: vault");
		},
	},
	{
		name: "options that are allowed are taken",
		async run({ Webhooks }) {
			for (const options of taken) ok(new Webhooks(options).sign({ path: "/", body: "{}" })["bi-signature"]);
			const webhooks = (/** @type {object} */ options) => new Webhooks({ ...given, dangerouslyAcceptAnyAge: true, ...options });
			const eight = await signedRequest({ body: '{"id":7}' });
			equal(
				verdict(() => webhooks({ maxBodyBytes: 8 }).verify("USER_CREATED", eight)),
				"",
			);
			equal(
				verdict(() => webhooks({ maxBodyBytes: 7 }).verify("USER_CREATED", eight)),
				"too_large, not proven, 413",
			);
			const beyond = { ...eight, body: new Uint8Array((32 << 20) + 1) };
			equal(
				verdict(() => webhooks({}).verify("USER_CREATED", beyond)),
				"too_large, not proven, 413",
			);
			const atLimit = { ...eight, body: new Uint8Array(32 << 20) };
			equal(
				verdict(() => webhooks({}).verify("USER_CREATED", atLimit)),
				"signature_mismatch, not proven, 401",
			);
		},
	},
	{
		name: "secrets are found by name",
		async run({ Webhooks }) {
			const body = "{}";
			const target = { path: "/hooks", date: DATE, body };
			const list = new Webhooks({
				secretKey: [
					{ name: "old", secretKey: "k1" },
					{ name: "new", secretKey: "k2" },
				],
			});
			/** @param {import("./runner.mjs").Webhooks} webhooks @param {string} [secretName] */
			const by = (webhooks, secretName) => webhooks.sign({ ...target, secretName })["bi-signature"];
			equal(by(list, "old"), await signature({ key: "k1", body }));
			equal(by(list, "new"), await signature({ key: "k2", body }));
			equal(by(list), await signature({ key: "k1", body }));
			for (const name of ["other", "", "OLD"]) contains(refusal(() => by(list, name)).message, "secretName");
			const single = new Webhooks({ secretKey: "k", now: () => Date.parse(DATE) });
			equal(by(single), await signature({ key: "k", body }));
			contains(refusal(() => by(single, "k")).message, "secretName");
			const request = await signedRequest({ key: "k" });
			equal(single.verify("USER_CREATED", request).secretName, null);
		},
	},
];
