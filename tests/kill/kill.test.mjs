// @ts-check
// The kill test by itself, with no server: an inbox in the memory of this process, which the receivers ask over HTTP.
import { killTests } from "./cases.mjs";

killTests({
	...{ store: "memory", name: "an inbox of another process", count: 300 },
	sabotages: { "commit-first": "lost", "no-fence": "again", "keep-nothing": "kept" },
});
