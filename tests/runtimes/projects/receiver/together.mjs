// The receiver by import, beside the package by require: they share one core.
import { createRequire } from "node:module";
import * as receiver from "powens-users/receiver";
import { exerciseReceiver } from "../receiver-exercise.mjs";

const powens = createRequire(import.meta.url)("powens-users");
console.log(JSON.stringify(await exerciseReceiver(powens, receiver)));
