// Adapters and stores with the frameworks' and the clients' own types.
import { http } from "@google-cloud/functions-framework";
import type { APIGatewayProxyHandler, APIGatewayProxyHandlerV2 } from "aws-lambda";
import express from "express";
import fastify from "fastify";
import { Cluster, Redis } from "ioredis";
import Koa from "koa";
import pg from "pg";
import { createReceiver, memoryInbox } from "powens-users/receiver";
import { cloudFunction } from "powens-users/receiver/cloud-functions";
import { expressHandler } from "powens-users/receiver/express";
import { fastifyPlugin } from "powens-users/receiver/fastify";
import { koaMiddleware } from "powens-users/receiver/koa";
import { lambdaHandler } from "powens-users/receiver/lambda";
import { postgresInbox } from "powens-users/receiver/postgres";
import { redisInbox } from "powens-users/receiver/redis";
import { createClient, createClientPool, createCluster } from "redis";

const receiver = createReceiver({
	secretKey: "secret",
	inbox: memoryInbox(),
	routes: { "/powens/user-created": { event: "USER_CREATED", handle: (event) => event.user.id } },
});

const app = express();
app.use(expressHandler(receiver));
app.post("/powens/user-created", expressHandler(receiver, { basePath: "/api" }));
express.Router().use(expressHandler(receiver));

const server = fastify();
server.register(fastifyPlugin(receiver));
server.register(fastifyPlugin(receiver, { basePath: "/api" }), { prefix: "/powens" });

const koa = new Koa();
koa.use(koaMiddleware(receiver));
const typedKoa = new Koa<{ session: string }, { tenant: string }>();
typedKoa.use(koaMiddleware(receiver));

const invoked = lambdaHandler(receiver, { basePath: "/prod" });
export const byUrl: APIGatewayProxyHandlerV2 = invoked;
export const byRest: APIGatewayProxyHandler = invoked;

http("powens", cloudFunction(receiver));

const { Pool } = pg;
export const stores: readonly unknown[] = [
	redisInbox(createClient()),
	redisInbox(createClientPool({ url: "redis://localhost" })),
	redisInbox(createCluster({ rootNodes: [] })),
	redisInbox(new Redis()),
	redisInbox(new Cluster([])),
];

const inPostgres = createReceiver({
	secretKey: "secret",
	inbox: postgresInbox(new Pool({ max: 10 })),
	routes: {
		"/powens/user-created": {
			event: "USER_CREATED",
			handle: async (event, { client }) => {
				const { rows } = await client.query<{ id: number }>("insert into users values ($1) returning id", [event.user.id]);
				return rows[0]?.id;
			},
		},
	},
});
app.use(expressHandler(inPostgres));
