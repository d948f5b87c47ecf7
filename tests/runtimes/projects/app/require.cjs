const { isPowensError, PowensError, UsersApi, Webhooks } = require("powens-users");
const { exercise } = require("../exercise.cjs");
const { report } = require("../report.mjs");

report((options) => exercise({ UsersApi, Webhooks, PowensError, isPowensError }, options));
