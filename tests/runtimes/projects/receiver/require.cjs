const powens = require("powens-users");
const receiver = require("powens-users/receiver");
const { exerciseReceiver } = require("../receiver-exercise.cjs");

exerciseReceiver(powens, receiver).then((report) => console.log(JSON.stringify(report)));
