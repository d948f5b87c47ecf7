// HMAC-SHA256 (RFC 2104) by Node's hash of one call: `createHmac` takes a microsecond and a half to begin with, longer than a kilobyte
// takes to hash.
import { Buffer } from "node:buffer";
import * as crypto from "node:crypto";

type Hash = (algorithm: "sha256", bytes: Uint8Array, encoding: "latin1") => string;

const BLOCK = 64;
const DIGEST = 32;
/** Beyond it, to copy what is hashed costs more than is won. */
const MOST = 32_768;

/** From Node 20.12 on; false where it does not give what `createHmac` does. */
let hash: Hash | false | undefined = (crypto as unknown as { hash?: Hash }).hash;
let key: string | undefined;
/** The key as it stands in front of what is signed, and room for that. */
let inner: Buffer | undefined;
/** The key as it stands in front of the first hash, and room for that. */
const outer = /* @__PURE__ */ Buffer.alloc(BLOCK + DIGEST);

/** The signature of some bytes and others behind them. */
export function hmac(secret: string, prefix: Uint8Array, body: Uint8Array): Uint8Array {
	if (hash === undefined || hash === false || prefix.length + body.length > MOST) return slowHmac(secret, prefix, body);
	const isFirst = inner === undefined;
	const mac = fastHmac(hash, secret, prefix, body);
	if (!isFirst) return mac;
	const known = slowHmac(secret, prefix, body);
	if (!mac.equals(known)) hash = false;
	return known;
}

function slowHmac(secret: string, prefix: Uint8Array, body: Uint8Array): Uint8Array {
	return crypto.createHmac("sha256", secret).update(prefix).update(body).digest();
}

function fastHmac(hash: Hash, secret: string, prefix: Uint8Array, body: Uint8Array): Buffer {
	inner ??= Buffer.allocUnsafeSlow(BLOCK + MOST);
	if (secret !== key) prepare(hash, inner, secret);
	inner.set(prefix, BLOCK);
	inner.set(body, BLOCK + prefix.length);
	// As text of one character a byte: a Buffer of its own takes longer than the hash.
	const length = BLOCK + prefix.length + body.length;
	outer.write(hash("sha256", inner.subarray(0, length), "latin1"), BLOCK, "latin1");
	return Buffer.from(hash("sha256", outer, "latin1"), "latin1");
}

/** Sets the key. No more than one is kept: it is somebody's secret. */
function prepare(hash: Hash, inner: Buffer, secret: string): void {
	const bytes = Buffer.from(secret, "utf8");
	const used = bytes.length > BLOCK ? Buffer.from(hash("sha256", bytes, "latin1"), "latin1") : bytes;
	for (let index = 0; index < BLOCK; index += 1) {
		const byte = used[index] ?? 0;
		inner[index] = byte ^ 0x36;
		outer[index] = byte ^ 0x5c;
	}
	key = secret;
}
