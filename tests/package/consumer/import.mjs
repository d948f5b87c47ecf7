import * as entry from "powens-users";
import { exercise } from "./exercise.mjs";

await exercise(entry);
