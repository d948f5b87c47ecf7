// The requests that a receiver is put through: as Powens sends them, twice, compressed, large, by somebody else, not as documented,
// and what is no webhook.
import { gzipSync } from "node:zlib";
import { Webhooks } from "powens-users";

const path = "/powens/user-created";
const user = (id, webhook, more = "") =>
	`{"id": ${id}, "signin": "2026-06-01 12:00:00", "note": "Café à 3 €${more}", "id_webhook_data": ${webhook}}`;

const webhook = (body, { secretKey = "recipe-secret", to = path } = {}) => ({
	method: "POST",
	headers: { "Content-Type": "application/json", ...new Webhooks({ secretKey }).sign({ path: to, body }) },
	body,
});
const compressed = user(43, 2);
const headers = { ...webhook(compressed).headers, "Content-Encoding": "gzip" };

const requests = {
	genuine: [path, webhook(user(42, 1))],
	again: [path, webhook(user(42, 1))],
	compressed: [path, { method: "POST", headers, body: gzipSync(compressed), binary: true }],
	forged: [path, webhook(user(45, 3), { secretKey: "another" })],
	undocumented: [path, webhook('{"id": "forty-two", "id_webhook_data": 4}')],
	// As long as a first synchronisation may be.
	large: [path, webhook(user(44, 5, "x".repeat(3_000_000)))],
	get: [path, { method: "GET" }],
	elsewhere: ["/powens/user-elsewhere", webhook(user(46, 6), { to: "/powens/user-elsewhere" })],
};

/** Sends one after the other, and gives the status of each answer. */
export async function exchange(send) {
	const statuses = {};
	for (const [name, [target, request]] of Object.entries(requests)) statuses[name] = await send(target, request);
	return statuses;
}
