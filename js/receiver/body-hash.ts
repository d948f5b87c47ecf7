// SHA-256 of a body: synchronous where the runtime has that, since a promise costs more than the hash of a small body.
import type { Bytes } from "../core/bytes.js";
import type { Awaitable } from "./awaitable.js";
import { joined } from "./joined.js";

interface NodeCrypto {
	/** From Node 20.12 on. */
	hash?(algorithm: "sha256", bytes: Uint8Array, encoding: "hex"): string;
	createHash(algorithm: "sha256"): NodeHash;
}

interface NodeHash {
	update(bytes: Uint8Array): NodeHash;
	digest(encoding: "hex"): string;
}

type Hasher = (chunks: readonly Uint8Array[]) => Awaitable<string>;

/** 64 hexadecimal digits in lower case. */
export const bodyHash: Hasher = /* @__PURE__ */ hasherOf();

function hasherOf(): Hasher {
	const crypto = nodeCrypto();
	if (crypto === undefined) return bySubtle;
	const { hash } = crypto;
	return (chunks) => {
		const [first] = chunks;
		if (hash !== undefined && chunks.length === 1 && first !== undefined) return hash("sha256", first, "hex");
		const hashing = crypto.createHash("sha256");
		for (const chunk of chunks) hashing.update(chunk);
		return hashing.digest("hex");
	};
}

/** Asked of the process, since an import would keep every runtime without it from loading this file. */
function nodeCrypto(): NodeCrypto | undefined {
	try {
		const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
		const crypto = process?.getBuiltinModule?.("node:crypto") as NodeCrypto | undefined;
		return typeof crypto?.createHash === "function" ? crypto : undefined;
	} catch {
		return undefined;
	}
}

async function bySubtle(chunks: readonly Uint8Array[]): Promise<string> {
	const digest = new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", joined(chunks) as Bytes));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
