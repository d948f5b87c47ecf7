// @ts-check
// The large kill test: so many events on Redis, and as many on PostgreSQL; prints what became of them.
import { NotRun } from "../../scripts/lib/stop.mjs";
import { figures, wrongLines } from "./figures.mjs";
import { kill } from "./kill.mjs";
import { freshSeed } from "./seed.mjs";
import { assertStruck } from "./struck.mjs";

const seed = freshSeed();
const count = Number(process.env.KILL_EVENTS ?? 10_000);
for (const [store, name] of /** @type {const} */ ([
	["redis", "Redis"],
	["postgres", "PostgreSQL"],
])) {
	console.log(`\n${count} events on ${name}: KILL_SEED=${seed}`);
	try {
		const killed = await kill({ store, seed, count });
		const wrong = wrongLines(killed);
		console.log([...figures(killed), ...wrong, wrong.length === 0 ? "nothing is wrong" : "FAILED"].join("\n"));
		if (wrong.length > 0) process.exitCode = 1;
		assertStruck(killed);
	} catch (error) {
		if (!(error instanceof NotRun)) throw error;
		console.log(`not run: ${error.message}`);
	}
}
