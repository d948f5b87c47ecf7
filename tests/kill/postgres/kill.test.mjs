// @ts-check
import { killTests } from "../cases.mjs";

killTests({ store: "postgres", name: "PostgreSQL", count: 2_000, sabotages: { "commit-first": "lost", "no-fence": "twice" } });
