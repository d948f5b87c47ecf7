module.exports = require("powens-users");
