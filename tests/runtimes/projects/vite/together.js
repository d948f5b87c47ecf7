import "../app/together.js";
