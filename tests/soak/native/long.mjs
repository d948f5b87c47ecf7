// @ts-check
// The large soak of the crate: half of the calls with deadlines between everything, half beside the npm package.
import { soak } from "../driver.mjs";
import { figures, violationLines } from "../figures.mjs";
import { freshSeed } from "../seed.mjs";
import { soakBoth } from "./both.mjs";
import { nativeCaller } from "./native-caller.mjs";
import { buildProgram } from "./program.mjs";

const program = await buildProgram();
const seed = freshSeed();
const count = Number(process.env.SOAK_CALLS ?? 20_000) / 2;
console.log(`SOAK_SEED=${seed}`);
const started = performance.now();

const soaked = await soak({ seed, count, transport: "http", caller: nativeCaller({ program }) });
console.log(["\nreqwest", ...figures(soaked), ...violationLines(soaked.violations)].join("\n"));

const { native, different } = await soakBoth(program, { seed, count }, console.log);
const lines = different.map(({ message }) => message);
console.log(["\nreqwest, beside fetch", ...figures(native), ...violationLines(native.violations), ...lines].join("\n"));

const violations = soaked.violations.length + native.violations.length;
const seconds = Math.round((performance.now() - started) / 1_000);
console.log(`\n${2 * count} calls in ${seconds} s, ${violations} violations, ${different.length} differences`);
if (violations + different.length > 0) process.exitCode = 1;
