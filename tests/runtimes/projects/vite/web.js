import "../app/web.js";
