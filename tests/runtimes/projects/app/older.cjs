exports.powens = require("powens-users");
exports.web = require("powens-users/web");
