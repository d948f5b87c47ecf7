import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { UsersApi } from "powens-users";
const worker = new Worker(new URL("./server.mjs", import.meta.url), { workerData: { users: 300 } });
const [{ url }] = await once(worker, "message");
const body = Buffer.from(await (await fetch(`${url}/users`, { headers: { Authorization: `Bearer sandbox-users-token` } })).arrayBuffer());
const mk = (fetch) => new UsersApi({ baseUrl: url, usersToken: "sandbox-users-token", ...(fetch && { fetch }) });
const mocks = { real: undefined, text: async () => ({ status: 200, arrayBuffer: async () => body }), resp: async () => new Response(body), respHeaders: async () => new Response(body, { headers: {"content-type":"application/json"} }), r404: async () => ({status: 404}) };
for (const [k, f] of Object.entries(mocks)) { const api = mk(f); const run = () => k === "r404" ? api.list().catch(() => {}) : api.list(); for (let i=0;i<2000;i++) await run(); const t = performance.now(); for (let i=0;i<4000;i++) await run(); console.log(k, ((performance.now()-t)/4).toFixed(1)+"us"); }
const t = performance.now(); for (let i=0;i<4000;i++) JSON.parse(body.toString("latin1")); console.log("parse", ((performance.now()-t)/4).toFixed(1)+"us", body.length);
{ const t = performance.now(); for (let i=0;i<4000;i++) await new Response(body).json(); console.log("Response.json", ((performance.now()-t)/4).toFixed(1)+"us"); }
await worker.terminate();
