const entry = require("powens-users");

import("./exercise.mjs").then(({ exercise }) => exercise(entry));
