// The requests that a recipe is put through: as Powens sends them, compressed, by somebody else, and not as documented.
import { gzipSync } from "node:zlib";
import { Webhooks } from "powens-users";

const path = "/hooks/user-created";
const text = '{"id": 42, "signin": "2026-06-01 12:00:00", "note": "Café à 3 €"}';

const webhook = (body, secretKey = "recipe-secret") => ({
	method: "POST",
	headers: { "Content-Type": "application/json", ...new Webhooks({ secretKey }).sign({ path, body }) },
	body,
});
const plain = webhook(text);

const requests = {
	genuine: plain,
	compressed: { ...plain, headers: { ...plain.headers, "Content-Encoding": "gzip" }, body: gzipSync(text), binary: true },
	forged: webhook(text, "another"),
	undocumented: webhook('{"id": "forty-two"}'),
};

/** Sends one after the other, and gives the status of each answer. */
export async function exchange(send) {
	const statuses = {};
	for (const [name, request] of Object.entries(requests)) statuses[name] = await send(path, request);
	return statuses;
}
