// @ts-check
// Child of start-up.mjs: loads a package and verifies one webhook; a process does that for the first time only once. All that
// both need is loaded before.
import { createRequire } from "node:module";

/** @typedef {{ load: number, verify: number }} Waits in milliseconds */

const [name, request = ""] = process.argv.slice(2);
const { secretKey, path, headers, text } = JSON.parse(request);
const body = Buffer.from(text);

const started = performance.now();
const loaded =
	name === "require" ? createRequire(import.meta.url)("powens-users") : await import(name === "stripe" ? name : "powens-users");
const verifying = performance.now();
const event = name === "stripe" ? byStripe(loaded.default) : byPowens(loaded.Webhooks);
const ended = performance.now();

if (event.id !== 42) throw new Error("This is not the event that was signed.");
console.log(JSON.stringify({ load: verifying - started, verify: ended - verifying }));

/** @param {typeof import("powens-users").Webhooks} Webhooks */
function byPowens(Webhooks) {
	return new Webhooks({ secretKey }).verify("USER_CREATED", { path, headers, body }).user;
}

/** @param {typeof import("stripe").default} Stripe */
function byStripe(Stripe) {
	return Stripe.webhooks.constructEvent(body, headers["stripe-signature"], secretKey);
}
