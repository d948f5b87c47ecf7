// @ts-check
import { killTests } from "../cases.mjs";

killTests({ store: "redis", name: "Redis", count: 2_000, sabotages: { "commit-first": "lost" } });
