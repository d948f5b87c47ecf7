// The server of the sandbox compiles for every kind of consumer, with and without Node's types.
import { createSandbox } from "powens-users/sandbox";
import { type Listening, type ListenOptions, listen } from "powens-users/sandbox/server";

const options: ListenOptions = { port: 0, host: "localhost", page: "dist", control: { token: "0123456789abcdef" } };

export async function serve(): Promise<string> {
	const server: Listening = await listen(createSandbox(), options);
	const token: string | null = server.controlToken;
	const where: string = server.controlUrl ?? server.url;
	await server.close();
	return `${where} ${server.port} ${token}`;
}

// @ts-expect-error a port is needed
listen(createSandbox(), {});
// @ts-expect-error a port is a number
listen(createSandbox(), { port: "8787" });
// @ts-expect-error a sandbox comes first
listen({ port: 0 });
// @ts-expect-error true, false or an object with a token
listen(createSandbox(), { port: 0, control: "0123456789abcdef" });
