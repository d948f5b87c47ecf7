// @ts-check
// What is sent to a client or loaded by a server: the core, the package, and a peer with a validator.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

/** @typedef {{ raw: number, gzip: number, brotli: number }} Bytes */

/**
 * Stripe's verification with a small schema of zod's, imported so that a bundler can leave out what it does not need.
 *
 * @param {"zod" | "zod/mini"} zod
 */
const stripeWith = (zod) => `
import Stripe from "stripe";
import { int, looseObject, nullish, string } from "${zod}";
const schema = looseObject({ id: int(), signin: nullish(string()) });
export const verify = (body, header, secret) => schema.parse(Stripe.webhooks.constructEvent(body, header, secret));
`;

export async function measureSizes() {
	return {
		wasm: compressed(readFileSync(new URL("../pkg/powens_users.wasm", import.meta.url))),
		entry: compressed(await bundled('export * from "powens-users";')),
		stripeWithZod: compressed(await bundled(stripeWith("zod"))),
		stripeWithZodMini: compressed(await bundled(stripeWith("zod/mini"))),
	};
}

/** @param {string} contents */
async function bundled(contents) {
	const { outputFiles } = await build({
		stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
		bundle: true,
		minify: true,
		write: false,
		format: "esm",
		platform: "browser",
	});
	return outputFiles[0]?.contents ?? new Uint8Array();
}

/**
 * @param {Uint8Array} bytes
 * @returns {Bytes}
 */
function compressed(bytes) {
	return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
}
