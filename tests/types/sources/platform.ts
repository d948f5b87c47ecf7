// Compiles where the types of a platform are there: Node's, or the browser's.
import { UsersApi, Webhooks } from "powens-users";
import { createSandbox } from "powens-users/sandbox";
import { init } from "powens-users/web";

const api = new UsersApi({
	domain: "acme-sandbox",
	fetch: globalThis.fetch,
	headers: () => new Headers({ "X-Csrf-Token": "token" }),
	sleep: (ms, signal) =>
		new Promise((resolve, reject) => {
			setTimeout(resolve, ms);
			signal?.addEventListener("abort", () => reject(signal.reason));
		}),
});
new UsersApi({ domain: "acme-sandbox", fetch: (url, init) => fetch(url, init) });
new UsersApi({ domain: "acme-sandbox", fetch: async () => new Response("{}") });

const controller = new AbortController();
api.list({ signal: AbortSignal.timeout(5_000) });
api.get("me", { signal: controller.signal });

const webhooks = new Webhooks({ secretKey: "secret" });

export async function POST(request: Request): Promise<Response> {
	const event = await webhooks.verifyRequest("USER_CREATED", request, { path: "/hooks", maxBytes: 1_000 });
	return new Response(String(event.user.id), { headers: new Headers() });
}
webhooks.verify("USER_CREATED", { path: "/hooks", headers: new Headers(), body: new ArrayBuffer(1) });
webhooks.verify("USER_CREATED", { path: "/hooks", headers: new Headers(), body: new DataView(new ArrayBuffer(1)) });

const headers = webhooks.sign({ path: "/hooks", body: "{}" });
export const kept: Promise<ArrayBuffer> = webhooks
	.verifyRequestSignature(new Request("https://example.com/hooks", { method: "POST", headers, body: "{}" }))
	.then(({ body }) => body.buffer);

const sandbox = createSandbox({ users: 3 });
new UsersApi({ baseUrl: "http://localhost/2.0", usersToken: sandbox.usersToken, fetch: sandbox.fetch });
export const answers: Promise<Response>[] = [
	sandbox.fetch("/2.0/users", { headers: new Headers(), signal: controller.signal }),
	sandbox.fetch(new URL("http://localhost/2.0/users"), { method: "GET" }),
	sandbox.fetch(new Request("http://localhost/2.0/users")),
];
// @ts-expect-error a typo: method
sandbox.fetch("/2.0/users", { methd: "GET" });

export const started: Promise<void>[] = [
	init(fetch("/assets/powens_users.wasm")),
	init(new URL("https://example.com/powens_users.wasm")),
	init(new Request("https://example.com/powens_users.wasm")),
];
