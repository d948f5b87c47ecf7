import "../app/main.js";
