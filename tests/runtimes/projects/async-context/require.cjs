const { AsyncLocalStorage } = require("node:async_hooks");
const powens = require("powens-users");
const { exerciseContext } = require("../context-exercise.cjs");

exerciseContext(powens, AsyncLocalStorage).then((report) => console.log(JSON.stringify(report)));
