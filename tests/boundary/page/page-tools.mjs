// @ts-check
// What a page does for the cases.

/** @typedef {import("../runner.mjs").Tools} Tools */

const installed = "/node_modules/powens-users/";

/**
 * @param {import("../runner.mjs").Runtime} runtime
 * @returns {Promise<Tools>}
 */
export async function pageTools(runtime) {
	const { exports } = await json(`${installed}package.json`);
	return {
		runtime,
		inflates: false,
		// Those that a page gets.
		entries: [exports["."], exports["./web"]].map((target) => target.default.default.slice(2)),
		vectors: (name) => json(`/vectors/${name}`),
		outcomes: async () => (await json("/soak/outcomes.json")).faults,
		wasm: async () => (await fetch(`${installed}pkg/powens_users.wasm`)).arrayBuffer(),
		sandbox: () => import(`${installed}pkg/sandbox.js`),
		withFreshPackage: async (work, { entry = "pkg/default.js", globals = () => ({}) } = {}) => {
			const frame = document.createElement("iframe");
			frame.src = "/boundary/page/frame.html";
			const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
			document.body.append(frame);
			try {
				await loaded;
				const scope = /** @type {any} */ (frame.contentWindow);
				for (const [name, value] of Object.entries(globals(scope))) {
					if (value === undefined) delete scope[name];
					else Object.defineProperty(scope, name, { value, configurable: true, writable: true });
				}
				return await work(await scope.load(`${installed}${entry}`), scope);
			} finally {
				frame.remove();
			}
		},
	};
}

/** @param {string} address */
const json = async (address) => (await fetch(address)).json();
