// @ts-check
// As it is installed it ignores `exports` and goes by `module`; a project may set `packageExports`.
import { bundlePages } from "../harness/bundle.mjs";
import { tools } from "../harness/tools.mjs";

/** @param {...string} pages @returns {(context: import("../harness/context.mjs").Context) => Promise<string>} */
const build =
	(...pages) =>
	({ runNode }) =>
		runNode(tools.bin("parcel"), ["build", ...pages]);

const name = `Parcel ${tools.version("parcel")}`;
const page = bundlePages(name, "parcel", build("index.html"));
const pageWithExports = bundlePages(
	`${name} with packageExports`,
	"parcel-exports",
	build("index.html", "web.html", "together.html"),
);

export default [
	page("production build", "dist/index.html"),
	pageWithExports("production build", "dist/index.html"),
	pageWithExports("powens-users/web", "dist/web.html"),
	pageWithExports("both in one page", "dist/together.html"),
];
