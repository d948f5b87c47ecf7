// @ts-check
// Prints random signatures of node:crypto, one JSON text a line. Arguments: how many, and the seed.
import { createHmac } from "node:crypto";
import { seededRandom } from "../package/seeded-random.mjs";

const [count, seed] = process.argv.slice(2).map(Number);
const { below, once, pick } = seededRandom(seed ?? 1);

const CHARACTERS = [..."abcXYZ019+/=-_.:é€😀ß\u00a0\\\"'%\u007f"];
const PATHS = ["/hooks", "/", "//", "/%2e/%2E", "/a b", "/é/😀", "/hooks/", "/a.b.c", "/\\..\\x", "/user-created;v=1", "/&=+"];
const FRACTIONS = ["", ".5", ".577831", ",1", ".000000001"];
const ZONES = ["Z", "+00:00", "+02:00", "-0530", "+14"];

/** @param {number} limit */
const bytes = (limit) => Buffer.from(Array.from({ length: below(limit + 1) }, () => below(256)));
/** @param {number} value @param {number} [length] */
const digits = (value, length = 2) => String(value).padStart(length, "0");

function text() {
	// Around the 64 bytes of a block, too.
	const length = 1 + (once(3) ? 55 + below(80) : below(40));
	return Array.from({ length }, () => pick(CHARACTERS)).join("");
}

function date() {
	const day = `${digits(below(10_000), 4)}-${digits(1 + below(12))}-${digits(1 + below(28))}`;
	return `${day}T${digits(below(24))}:${digits(below(60))}:${digits(below(60))}${pick(FRACTIONS)}${pick(ZONES)}`;
}

const lines = Array.from({ length: count ?? 1 }, (_, index) => {
	// The first character of a key is never white space, which our own check refuses around it.
	const key = `k${text()}k`;
	const path = once(2) ? pick(PATHS) : `/${text()}`;
	const when = date();
	const body = bytes(once(200) ? 20_000 : index % 300);
	const signature = createHmac("sha256", key).update(`POST.${path}.${when}.`).update(body).digest("base64");
	return JSON.stringify({ key, path, date: when, body: body.toString("hex"), signature });
});
process.stdout.write(lines.join("\n"));
