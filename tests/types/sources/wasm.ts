// The raw WebAssembly carries no types of its own.

import module from "powens-users/powens_users.wasm";
import { init } from "powens-users/web";

export const started: Promise<void> = init(module);
