// @ts-check
// Half of the calls in one process with the sandbox, half over HTTP; prints what became of them.
import { soak } from "./driver.mjs";
import { figures, violationLines } from "./figures.mjs";
import { freshSeed } from "./seed.mjs";

const LONGEST_MS = 180_000;

const seed = freshSeed();
const count = Number(process.env.SOAK_CALLS ?? 20_000);
console.log(`SOAK_SEED=${seed}`);
const started = performance.now();
let found = 0;
for (const transport of /** @type {const} */ (["in-process", "http"])) {
	const soaked = await soak({ seed, count: count / 2, transport });
	console.log([`\n${transport}`, ...figures(soaked), ...violationLines(soaked.violations)].join("\n"));
	found += soaked.violations.length;
}
const elapsedMs = performance.now() - started;
console.log(`\n${count} calls in ${Math.round(elapsedMs / 1_000)} s, ${found} violations`);
if (elapsedMs > LONGEST_MS) console.log(`That is more than ${LONGEST_MS / 1_000} s.`);
if (found > 0 || elapsedMs > LONGEST_MS) process.exitCode = 1;
