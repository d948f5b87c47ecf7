// `powens-users/web` offers what the package does, and `init`.
import * as powens from "powens-users";
import { init, isPowensError, type User, UsersApi, type UsersApiOptions, type WasmSource, Webhooks } from "powens-users/web";

const source: WasmSource = "/assets/powens_users.wasm";
export async function start(): Promise<void> {
	await init();
	await init(source);
	await init(new Uint8Array(8));
	await init(new ArrayBuffer(8));
	await init(Promise.resolve(source));
	return init({ ok: true, status: 200, arrayBuffer: async () => new ArrayBuffer(8) });
}

const options: UsersApiOptions = { baseUrl: "/powens/2.0", usersToken: null, userToken: null };
export const user: Promise<User> = new UsersApi(options).get(42);
export const body: Uint8Array = new Webhooks({ secretKey: "secret" }).verifySignature({ path: "/", headers: {}, body: "" }).body;

export function isNotStarted(error: unknown): boolean {
	return isPowensError(error) && error.code === "not_initialized";
}

/** Whoever names a type of one entry may give it to the other. */
export const sameOptions: powens.UsersApiOptions = options;

// @ts-expect-error no number is a source
init(42);
// @ts-expect-error the other entry starts by itself
powens.init;
