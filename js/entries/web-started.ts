// `powens-users/web` where another entry starts by itself: code that awaits `init` runs there too, and gets the same classes.
// The build puts that other entry in the place of Node's.
export * from "./node.js";

export const init = (): Promise<void> => Promise.resolve();
