// Loaded by Node: by `require` as it is, by `import` through pkg/node.mjs.
import { Buffer } from "node:buffer";
import bytes from "../../pkg/wasm/powens_users_bg.wasm";
import { initSync, registerAsciiParser, registerErrorClass } from "../core.js";
import { PowensError } from "../powens-error.js";

initSync({ module: bytes });
registerErrorClass(PowensError);
// Copies the bytes, where TextDecoder has to decode them.
registerAsciiParser({
	parse: (json: Uint8Array) => JSON.parse(Buffer.from(json.buffer, json.byteOffset, json.length).toString("latin1")),
});

export * from "../index.js";
