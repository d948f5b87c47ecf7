// What a handler gets besides the event.
import type { Aborter } from "./handler-signal.js";
import type { HandlerContext } from "./options.js";

/** Where a context has what its signal comes from. Shown by nothing. */
const ABORTER = /* @__PURE__ */ Symbol("aborter");

/**
 * The getter of all contexts. One of its own for each of them would make each a hidden class of its own, which V8 keeps, with all
 * that the getter sees, until it collects old garbage.
 */
const SIGNAL: PropertyDescriptor & ThisType<{ readonly [ABORTER]: Aborter }> = {
	get() {
		return this[ABORTER].signal;
	},
	enumerable: true,
	configurable: true,
};

/** @param more What the inbox gives; it may not stand in the place of what the receiver says. */
export function handlerContext(own: Omit<HandlerContext, "signal">, aborter: Aborter, more: object | undefined): HandlerContext {
	Object.defineProperty(own, ABORTER, { value: aborter });
	Object.defineProperty(own, "signal", SIGNAL);
	if (more !== undefined) {
		for (const name of Object.keys(more)) {
			if (Object.hasOwn(own, name)) continue;
			Object.defineProperty(own, name, { value: (more as Record<string, unknown>)[name], enumerable: true });
		}
	}
	return own as HandlerContext;
}
