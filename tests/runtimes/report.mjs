// @ts-check
// For pages: tells whoever opened the page how it went. Hears of what fails while the rest is loaded, where it comes first.

const query = new URLSearchParams(location.search);

addEventListener(
	"error",
	(event) => send({ error: describe(event.error ?? event.message ?? `cannot load ${sourceOf(event)}`) }),
	true,
);
addEventListener("unhandledrejection", (event) => send({ error: describe(event.reason) }));

/**
 * Runs the page's work against the sandbox that the address names, and sends what it resolves to.
 *
 * @param {(options: { baseUrl: string, usersToken: string }) => Promise<unknown>} work
 */
export async function report(work) {
	const options = { baseUrl: query.get("sandbox") ?? "", usersToken: query.get("token") ?? "" };
	try {
		await send(await work(options));
	} catch (error) {
		await send({ error: describe(error) });
	}
}

/**
 * Starts `powens-users/web`, and sees that it compiles its file while receiving it: otherwise it falls back, with no more than a
 * warning.
 *
 * @param {() => Promise<void>} init
 */
export async function initStreaming(init) {
	const { compileStreaming } = WebAssembly;
	let streamed = 0;
	WebAssembly.compileStreaming = async (...args) => {
		const result = await compileStreaming(...args);
		streamed += 1;
		return result;
	};
	await init();
	if (streamed !== 1) throw new Error(`The WebAssembly was compiled ${streamed} times while it was received, not once.`);
}

/** @param {unknown} outcome */
async function send(outcome) {
	await fetch(query.get("report") ?? "", { method: "POST", body: JSON.stringify(outcome) });
}

/**
 * @param {any} error
 * @returns {string}
 */
function describe(error) {
	if (!error?.message) return String(error);
	const cause = error.cause === undefined ? "" : `\nCause: ${describe(error.cause)}`;
	return `${error.name}: ${error.message}${cause}\n${error.stack ?? ""}`;
}

/** @param {Event} event */
function sourceOf({ target }) {
	return (target instanceof HTMLScriptElement && target.src) || "what a script of the page imports";
}
