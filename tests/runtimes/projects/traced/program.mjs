// Run beside a copy of the package that holds no more than a tool has traced: the package by its name, as Node resolves it, in both ways.
import { createRequire } from "node:module";
import { assertSame } from "../../../app/same.js";
import { exercise } from "../../../exercise.mjs";

const [name] = process.argv.slice(2);
const { init: _, ...required } = createRequire(import.meta.url)(name);
const { init, ...imported } = await import(name);
await init?.();
assertSame(required, imported);

const { SANDBOX_URL: baseUrl, SANDBOX_TOKEN: usersToken } = process.env;
console.log(JSON.stringify(await exercise({ ...imported, PowensError: required.PowensError }, { baseUrl, usersToken })));
