// @ts-check
// Loaded by `node --test --test-reporter`: writes how many tests ran and how many were skipped, as JSON.

/** @param {AsyncIterable<{ type: string, data: { name: string, file?: string, skip?: string | boolean, todo?: string | boolean, details?: { type?: string } } }>} events */
export default async function* count(events) {
	const counts = { tests: 0, skipped: 0 };
	for await (const { type, data } of events) {
		if (type !== "test:pass" && type !== "test:fail") continue;
		// A suite is no test, and neither is a file, which is reported as one where it has none.
		if (data.details?.type === "suite" || data.name.endsWith(".test.mjs")) continue;
		const isSkipped = data.skip !== undefined || data.todo !== undefined;
		counts[isSkipped ? "skipped" : "tests"] += 1;
	}
	yield JSON.stringify(counts);
}
