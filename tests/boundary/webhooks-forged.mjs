// @ts-check
// A genuine event that another program has signed, and what forgers make of it.
import { equal } from "./assertions.mjs";
import { bytes } from "./mocks.mjs";
import { signedHeaders, verdict } from "./signed.mjs";

const PATH = "/hooks/user-synced";

/** The `USER_SYNCED` of the vectors, and its receiver. @param {import("./runner.mjs").Package} powens @param {import("./runner.mjs").Tools} tools */
async function synced({ Webhooks }, { vectors }) {
	const all = (await vectors("signature-vectors.json")).vectors;
	const vector = all.find((/** @type {any} */ { endpoint }) => endpoint === PATH);
	const signedAt = Date.parse(vector.bi_signature_date);
	return {
		request: {
			path: PATH,
			headers: { "BI-Signature": vector.bi_signature, "BI-Signature-Date": vector.bi_signature_date },
			body: vector.payload,
		},
		signedAt,
		webhooks: new Webhooks({ secretKey: vector.secret_key, now: () => signedAt + 1000 }),
	};
}

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "an event that another program signed is verified",
		async run(powens, tools) {
			const { request, signedAt, webhooks } = await synced(powens, tools);
			const event = webhooks.verify("USER_SYNCED", request);
			equal(`${event.signedAt.getTime()} ${event.id} ${event.user.id}`, `${signedAt} 7 42`);
			equal([...event.transactions()].map(({ transaction }) => transaction.wording).join(), "Café à 3 €");
		},
	},
	{
		name: "a genuine event of another type is refused for its payload",
		async run(powens, tools) {
			const { request, webhooks } = await synced(powens, tools);
			equal(
				verdict(() => webhooks.verify("USER_CREATED", request)),
				"payload_invalid, genuine, 400",
			);
		},
	},
	{
		name: "a forged event is refused",
		async run(powens, tools) {
			const { request, webhooks } = await synced(powens, tools);
			const { headers, body } = request;
			const { "BI-Signature": signature, "BI-Signature-Date": date } = headers;
			const whole = bytes(body);
			const forged = [
				{ ...request, headers: await signedHeaders({ key: "another-secret", path: PATH, date, body }) },
				{ ...request, path: "/hooks/user-created" },
				{ ...request, headers: { ...headers, "BI-Signature-Date": "2026-03-01T12:00:00.250001Z" } },
				{ ...request, body: "" },
				{ ...request, body: `${body} ` },
				...Array.from(whole, (_, at) => ({ ...request, body: whole.map((byte, index) => (index === at ? byte ^ 1 : byte)) })),
				// The last digit has two bits that no byte has: a change of them is no base64 any more.
				...Array.from(signature.slice(0, -2), (/** @type {string} */ digit, at) => {
					const other = digit === "A" ? "B" : "A";
					return {
						...request,
						headers: { ...headers, "BI-Signature": signature.slice(0, at) + other + signature.slice(at + 1) },
					};
				}),
			];
			for (const [index, other] of forged.entries()) {
				equal(
					verdict(() => webhooks.verify("USER_SYNCED", other)),
					"signature_mismatch, not proven, 401",
					`forgery ${index}`,
				);
			}
		},
	},
];
