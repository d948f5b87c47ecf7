// @ts-check
// What a base URL says is where the requests go: nothing that `new URL` would read otherwise is accepted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadEntry } from "./packed-entry.mjs";
import { seededRandom } from "./seeded-random.mjs";

const CANDIDATES = 20_000;
const SCHEMES = ["https://", "http://", "HTTPS://", "https:", "https:/", "https:\\\\", "//", "ftp://", "file:///", ""];
const HOSTS = [
	...["x.example", "X.Example", "localhost", "a.localhost", "localhost.", "127.0.0.1", "127.0.0.1.", "127.255.0.9"],
	...["127.1", "1.2.3", "2130706433", "0x7f000001", "0x7f.1", "0X7F.0.0.1", "0177.0.0.1", "08.1", "256.1.1.1", "1.2.3.4.5"],
	...["0", "1", "0x", "1.x", "x.1", "x.0x1", "999.1.1.1", "10.0.0.1", "[::1]", "[::]", "[0:0::1]", "[::ffff:127.0.0.1]", "[1:2]"],
	...["[::1", "xn--a", "xn--bcher-kva", "a_b", "-", "a..b", ".", "..", "", "é.example", "Ａ", "。", "\u00ad", "%61", "%", "a b"],
];
const AFTER_HOST = ["", "", "", ":443", ":80", ":8080", ":0", ":00443", ":65535", ":65536", ":", ":x", "@evil.example", ":p@x"];
const PATHS = [
	...[
		"a",
		"2.0",
		"users",
		".",
		"..",
		"...",
		"%2e",
		"%2E",
		".%2e",
		"%2e%2E",
		"%2f",
		"%5c",
		"%",
		"%zz",
		"\\",
		"",
		"é",
		"~",
		";a=b",
	],
	...[
		"'",
		"|",
		"^",
		"`",
		"{}",
		'"',
		"<",
		"!",
		"(",
		"*",
		"&",
		"=",
		"+",
		"$",
		",",
		" ",
		"\t",
		"\n",
		"\r",
		"\0",
		"\u00ad",
		"\ud800",
	],
	...["?", "?a=b", "#", "#a", "@", ":", "//", "[", "\u2028"],
];
const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const { UsersApi, isPowensError } = await loadEntry();

/** Where a list is asked for with this base URL, or null where it is refused. @param {string} baseUrl */
async function requested(baseUrl) {
	/** @type {string[]} */
	const urls = [];
	let api;
	try {
		const fetch = async (/** @type {string} */ url) => ({ status: urls.push(url) && 404 });
		api = new UsersApi({ baseUrl, usersToken: "users-token", maxRetries: 0, fetch });
	} catch (error) {
		assert.ok(isPowensError(error) && error.code === "invalid_argument", `${JSON.stringify(baseUrl)}: ${error}`);
		return null;
	}
	await api.list().catch(() => {});
	return urls[0] ?? assert.fail(`${JSON.stringify(baseUrl)} was accepted, and nothing was sent`);
}

/** @param {string} baseUrl @param {string} url */
function assertReadAsWritten(baseUrl, url) {
	const [, protocol, host = "", port = "", path] = /^(https?:)\/\/(\[[^\]/]*\]|[^/:]*)(?::(\d+))?(\/.*)$/s.exec(url) ?? [];
	assert.ok(URL.canParse(url), "it can be read");
	const read = new URL(url);
	assert.equal(read.protocol, protocol, "the protocol");
	// Of an IPv6 address there is a shorter way to write the same.
	const written = host.startsWith("[") ? new URL(`http://${host}`).hostname : host.toLowerCase();
	assert.equal(read.hostname, written, "the host");
	const standard = protocol === "https:" ? 443 : 80;
	assert.equal(Number(read.port || standard), Number(port || standard), "the port");
	assert.equal(read.pathname, path, "the path");
	assert.deepEqual([read.username, read.password, read.search, read.hash], ["", "", "", ""]);
	assert.ok(protocol === "https:" || LOOPBACK.test(read.hostname), "http beyond loopback");

	const given = new URL(baseUrl);
	assert.equal(read.host, given.host, "the host that was given");
	assert.equal(read.pathname, `${given.pathname.replace(/\/$/, "")}/users`, "the path that was given");
	assert.deepEqual([given.username, given.password, given.search, given.hash], ["", "", "", ""]);
}

test("of random base URLs, those accepted are read as they are written", async (t) => {
	const random = seededRandom(7);
	const { below, once, pick } = random;
	const scheme = () => (once(4) ? pick(SCHEMES) : pick(["https://", "http://"]));
	let accepted = 0;
	/** @type {Map<string, string>} an example of each kind of difference */
	const differences = new Map();
	for (let made = 0; made < CANDIDATES; made++) {
		const path = Array.from({ length: below(4) }, () => pick(PATHS)).join(pick(["/", ""]));
		const before = path === "" ? "" : pick(["/", "/", "/", ""]);
		const baseUrl = `${scheme()}${pick(HOSTS)}${pick(AFTER_HOST)}${before}${path}${pick(["", "", "/"])}`;
		const url = await requested(baseUrl);
		if (url === null) continue;
		accepted++;
		try {
			assertReadAsWritten(baseUrl, url);
		} catch (error) {
			const [what = ""] = String(error).split("\n");
			if (!differences.has(what)) differences.set(what, `${JSON.stringify(baseUrl)} led to ${JSON.stringify(url)}`);
		}
	}
	t.diagnostic(`${accepted} of ${CANDIDATES} were accepted`);
	assert.deepEqual([...differences], [], `seed ${random.seed}`);
	assert.ok(accepted > CANDIDATES / 100, `only ${accepted} were accepted`);
});

test("plain base URLs are accepted", async () => {
	for (const [baseUrl, url] of [
		["https://x.example", "https://x.example/users"],
		["https://x.example/", "https://x.example/users"],
		["https://x.example:8443/powens/2.0/", "https://x.example:8443/powens/2.0/users"],
		["http://localhost:3000/2.0", "http://localhost:3000/2.0/users"],
		["http://127.0.0.1:3000", "http://127.0.0.1:3000/users"],
		["http://[::1]:3000", "http://[::1]:3000/users"],
	]) {
		assert.equal(await requested(String(baseUrl)), url);
	}
});

test("base URLs that are read otherwise, or lead elsewhere, are refused", async () => {
	for (const baseUrl of [
		...[
			"http://x.example",
			"http://127.1",
			"http://2130706433",
			"http://0x7f.1",
			"http://0177.0.0.1",
			"http://127.0.0.1.evil.example",
		],
		...[
			"https://user@x.example",
			"https://user:pass@x.example",
			"https://x.example?a",
			"https://x.example#a",
			"https://x.example/a?b",
		],
		...[
			"https://x.example/a/../b",
			"https://x.example/%2e%2E/b",
			"https://x.example/a\\b",
			"https:x.example",
			"https:\\\\x.example",
		],
		...["https://", "https:///x", "", " ", "file:///x", "ftp://x.example", "https://x.example:65536", "https://999.1.1.1"],
	]) {
		assert.equal(await requested(baseUrl), null, baseUrl);
	}
});
