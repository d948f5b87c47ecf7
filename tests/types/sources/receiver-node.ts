// Adapters that need the types of Node and nothing else.
import { createServer } from "node:http";
import { createServer as createServer2 } from "node:http2";
import { createServer as createServers } from "node:https";
import { createReceiver, memoryInbox } from "powens-users/receiver";
import { type CloudFunction, cloudFunction } from "powens-users/receiver/cloud-functions";
import { type NodeListener, nodeListener } from "powens-users/receiver/node";

const receiver = createReceiver({
	secretKey: "secret",
	inbox: memoryInbox(),
	routes: {
		"/powens/user-created": { event: "USER_CREATED", handle: (_event, { signal }) => fetch("https://example.com", { signal }) },
	},
});
const listener: NodeListener = nodeListener(receiver, { basePath: "/api" });
const handler: CloudFunction = cloudFunction(receiver);

export const servers: readonly unknown[] = [createServer(listener), createServers(listener), createServer2(listener), handler];
export const answer: Promise<Response> = receiver.fetch(
	new Request("https://example.com/powens/user-created", { method: "POST" }),
);
