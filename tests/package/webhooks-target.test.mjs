// @ts-check
// Which path is signed: text as it was given, never through a parser of URLs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loadEntry } from "./packed-entry.mjs";
import { BODY, DATE, NOW, refusal, SECRET, signature, signedHeaders, VERIFIERS, verdict } from "./signed-requests.mjs";

const paths = [
	...["/", "//", "/hooks", "/hooks/", "/a//b", "/./a/../b", "/a%2eb\\c", "/%2E%2e/", "/é", "/%C3%A9", "/😀/€", "/a b", "/a:b@c"],
	...["/a&b=c;d+e", "/.", "/a.b.c", "/\u00a0", "/\n", `/${"x".repeat(20_000)}`],
];

/** @type {Record<string, string>} what is given as url, and what of it is signed */
const urls = {
	"/a%2eb\\c?x=1#y": "/a%2eb\\c",
	"/hooks": "/hooks",
	"/hooks?": "/hooks",
	"/hooks?a=/b#c?d": "/hooks",
	"/hooks#": "/hooks",
	"/hooks#a?b": "/hooks",
	"/?a": "/",
	"//evil.example/hooks?a": "//evil.example/hooks",
	"/é?ü": "/é",
	"https://hooks.example/a/%2E%2E/b?x#y": "/a/%2E%2E/b",
	"https://hooks.example:8443/a": "/a",
	"http://user:pass@hooks.example/a": "/a",
	"https://hooks.example": "/",
	"https://hooks.example/": "/",
	"https://hooks.example#a": "/",
	"HTTPS://HOOKS.EXAMPLE/A": "/A",
};

/** @type {Record<string, string>} the same with signQuery */
const withQuery = {
	"/a%2eb\\c?x=1#y": "/a%2eb\\c?x=1",
	"/hooks?": "/hooks?",
	"/hooks?a=/b#c?d": "/hooks?a=/b",
	"/hooks#a?b": "/hooks",
	"/hooks": "/hooks",
	"https://hooks.example/a?b=%20": "/a?b=%20",
};

/** @type {Record<string, object>} */
const refused = {
	"neither path nor url": {},
	both: { path: "/hooks", url: "/hooks" },
	"both, one of them null": { path: "/hooks", url: null },
	"a path that is no text": { path: 42 },
	"a path that is a URL": { path: new URL("https://hooks.example/hooks") },
	"a url that is a URL": { url: new URL("https://hooks.example/hooks") },
	"an array": { path: ["/hooks"] },
	null: { path: null },
	"an empty path": { path: "" },
	"a relative path": { path: "hooks" },
	"a path with white space in front": { path: " /hooks" },
	"a path with a query": { path: "/hooks?a" },
	"a path with a fragment": { path: "/hooks#a" },
	"a whole URL as path": { path: "https://hooks.example/hooks" },
	"an empty url": { url: "" },
	"a relative url": { url: "hooks" },
	"a url without a scheme": { url: "hooks.example/hooks" },
	"a url with a query behind its host": { url: "https://hooks.example?a=/b", signQuery: true },
	"a url that is nothing but a query": { url: "?a" },
};

for (const name of VERIFIERS) {
	describe(`path and url, ${name}`, async () => {
		const { Webhooks } = await loadEntry(name);
		const webhooks = new Webhooks({ secretKey: SECRET, now: () => NOW });
		/** A body for each way in which a request is verified. */
		const bodies = [BODY, `{"id":42,"filling":"${"a".repeat(50_000)}"}`];

		/** Accepts what is signed with a path, and with no other. @param {object} target @param {string} path */
		const assertSigned = (target, path) => {
			for (const body of bodies) {
				const request = (/** @type {string} */ signed) =>
					/** @type {never} */ ({ ...target, headers: signedHeaders({ path: signed, body }), body });
				assert.equal(webhooks.verify("USER_CREATED", request(path)).user.id, 42, path);
				assert.ok(webhooks.verifySignature(request(path)).body.length > 0);
				for (const other of [`${path}/`, path.slice(0, -1), `${path}?x=1`, path.toUpperCase().replace("/", "/_")]) {
					assert.equal(refusal(() => webhooks.verify("USER_CREATED", request(other))).code, "signature_mismatch", other);
				}
				const signed = webhooks.sign(/** @type {never} */ ({ ...target, body, date: DATE }));
				assert.equal(signed["bi-signature"], signature({ path, body }));
			}
		};

		test("a path is signed verbatim", () => {
			for (const path of paths) assertSigned({ path }, path);
		});

		test("a url is cut as text", () => {
			for (const [url, path] of Object.entries(urls)) {
				assertSigned({ url }, path);
				assertSigned({ url, signQuery: false }, path);
				assertSigned({ path: undefined, url, signQuery: undefined }, path);
			}
		});

		test("signQuery keeps the query, and nothing but true says it", () => {
			for (const [url, path] of Object.entries(withQuery)) assertSigned({ url, signQuery: true }, path);
			for (const no of [1, "true", {}]) assertSigned({ url: "/hooks?a=b", signQuery: no }, "/hooks");
		});

		for (const [what, target] of Object.entries(refused)) {
			test(`refused: ${what}`, () => {
				const request = /** @type {never} */ ({ ...target, headers: signedHeaders(), body: BODY });
				for (const call of [
					() => webhooks.verify("USER_CREATED", request),
					() => webhooks.verifySignature(request),
					() => webhooks.sign(request),
				]) {
					assert.equal(verdict(refusal(call)), "invalid_argument, not proven, 500");
				}
			});
		}

		test("a request that is none", () => {
			for (const request of [undefined, null, "/hooks", 42, true, Symbol("x"), () => {}]) {
				for (const call of [
					() => webhooks.verify("USER_CREATED", /** @type {never} */ (request)),
					() => webhooks.verifySignature(/** @type {never} */ (request)),
					() => webhooks.sign(/** @type {never} */ (request)),
				]) {
					assert.equal(verdict(refusal(call)), "invalid_argument, not proven, 500", String(request));
				}
			}
		});
	});
}
