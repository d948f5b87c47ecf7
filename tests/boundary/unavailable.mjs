// @ts-check
// What cannot be run in a runtime, and why: counted as not run, never as passed.

const noPage = "Node has no page";

/** @type {Record<string, Partial<Record<import("./runner.mjs").Runtime, string>>>} */
export const unavailable = {
	"pages: a path is one of this page's origin": { node: noPage },
	"pages: a network failure names the origin of the page": { node: noPage },
};
