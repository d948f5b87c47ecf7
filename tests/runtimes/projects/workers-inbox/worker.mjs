// An inbox on Durable Objects, step by step, for a suite that runs in Node: POST {step, args} gives what the step resolves to.
import { durableObjectInbox } from "./workers-durable-object.mjs";

export { InboxShard } from "./workers-durable-object.mjs";

/** Bytes in JSON, as one key that no other object has. */
const reviver = (_, value) => (typeof value?.base64 === "string" ? Uint8Array.fromBase64(value.base64) : value);
const replacer = (_, value) => (value instanceof Uint8Array ? { base64: value.toBase64() } : value);

export default {
	async fetch(request, env) {
		const { step, args, retentionMs } = JSON.parse(await request.text(), reviver);
		const inbox = durableObjectInbox(env.INBOX, { retentionMs });
		return new Response(JSON.stringify({ result: await inbox[step](...args) }, replacer));
	},
};
