// The inbox of the example of Workers, step by step, for a suite that runs in Node: POST {step, args, name, retentionMs} answers with
// what the step resolves to. The step `advance` moves the clock.
import { durableObjectInbox } from "./workers-durable-object.mjs";

export { InboxShard } from "./workers-durable-object.mjs";

// The clock of the objects, which live in the same isolate here.
const { now } = Date;
let advancedMs = 0;
Date.now = () => now() + advancedMs;

/** Bytes in JSON. */
const reviver = (_, value) => (typeof value?.base64 === "string" ? Uint8Array.fromBase64(value.base64) : value);
const replacer = (_, value) => (value instanceof Uint8Array ? { base64: value.toBase64() } : value);

export default {
	async fetch(request, env) {
		const { step, args, ...options } = JSON.parse(await request.text(), reviver);
		if (step === "advance") {
			advancedMs += args[0];
			return new Response("{}");
		}
		const inbox = durableObjectInbox(env.INBOX, options);
		return new Response(JSON.stringify({ result: await inbox[step](...args) }, replacer));
	},
};
