// As program.mjs, where nothing but the receiver was traced: the package that it imports has to be in the copy too.
import { createRequire } from "node:module";
import { exerciseReceiver } from "../../../receiver-exercise.mjs";

const [name, kind] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const load = kind === "import" ? (name) => import(name) : require;
const powens = await load("powens-users");
console.log(JSON.stringify(await exerciseReceiver(powens, await load(name))));
