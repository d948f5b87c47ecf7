import { exercise } from "/exercise.mjs";
import * as powens from "/node_modules/powens-users/pkg/default.js";
import { report } from "/report.mjs";

report((options) => exercise(powens, options));
