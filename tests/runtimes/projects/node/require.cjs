const powens = require("powens-users");
const { exercise } = require("../exercise.cjs");

const { SANDBOX_URL: baseUrl, SANDBOX_TOKEN: usersToken } = process.env;
exercise(powens, { baseUrl, usersToken }).then((report) => console.log(JSON.stringify(report)));
