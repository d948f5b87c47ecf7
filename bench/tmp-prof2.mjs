import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { UsersApi } from "powens-users";
const worker = new Worker(new URL("./server.mjs", import.meta.url), { workerData: { users: 300 } });
const [{ url }] = await once(worker, "message");
const headers = { Authorization: `Bearer sandbox-users-token` };
const api = new UsersApi({ baseUrl: url, usersToken: "sandbox-users-token" });
for (let i=0;i<8000;i++) { if (process.argv[2]==="list") await api.list(); else await (await fetch(`${url}/users`, { headers })).json(); }
await worker.terminate();
