// @ts-check
import { bundlePages } from "../harness/bundle.mjs";
import { tools } from "../harness/tools.mjs";

const page = bundlePages(`Parcel ${tools.version("parcel")}`, "parcel", ({ runNode }) =>
	runNode(tools.bin("parcel"), ["build", "index.html", "web.html"]),
);

export default [page("production build", "dist/index.html"), page("powens-users/web", "dist/web.html")];
