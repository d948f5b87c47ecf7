import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { UsersApi } from "powens-users";
import { medians } from "./measure.mjs";
const headers = { Authorization: `Bearer sandbox-users-token` };
const worker = new Worker(new URL("./server.mjs", import.meta.url), { workerData: { users: 300 } });
const [{ url, bytes }] = await once(worker, "message");
const api = new UsersApi({ baseUrl: url, usersToken: "sandbox-users-token" });
const read = async (r) => { const reader = r.body.getReader(); const cs=[]; for(;;){ const {done,value}=await reader.read(); if(done) break; cs.push(value);} return JSON.parse(Buffer.concat(cs).toString("latin1")); };
const t = await medians({
 plain: async () => (await fetch(`${url}/users`, { headers })).json(),
 manual: async () => (await fetch(`${url}/users`, { headers, redirect:"manual", cache:"no-store" })).json(),
 signal: async () => (await fetch(`${url}/users`, { headers, signal: new AbortController().signal })).json(),
 buffer: async () => JSON.parse(Buffer.from(await (await fetch(`${url}/users`, { headers })).arrayBuffer()).toString("latin1")),
 reader: async () => read(await fetch(`${url}/users`, { headers })),
 timer: async () => { const x = setTimeout(()=>{},30000); const r = await (await fetch(`${url}/users`, { headers })).json(); clearTimeout(x); return r; },
 all: async () => { const x = setTimeout(()=>{},30000); const r = await read(await fetch(`${url}/users`, { headers, redirect:"manual", cache:"no-store", signal: new AbortController().signal })); clearTimeout(x); return r; },
 list: () => api.list() }, {rounds: 2500});
for (const [k,v] of Object.entries(t)) console.log(k.padEnd(8), (v*1000).toFixed(0)+"us", (v/t.plain).toFixed(3));
await worker.terminate();
