// The record as server-sent events.
import type { Feed, FeedItem } from "./feed.js";

/** Entries in one piece of the stream. */
const PIECE = 100;
/** Milliseconds after which a silent stream says that it is alive, so that nothing between takes it for dead. */
const ALIVE_MS = 15_000;

/**
 * The entries after a number, then each that ends, as `event: record`. Made as they are read, so a reader who does not read costs one
 * piece; where such a one falls so far behind that entries are gone, `event: missed` says how many.
 */
export function recordStream(feed: Feed, after: number): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	let position = after;
	let isCancelled = false;
	let wait: Wait | undefined;
	return new ReadableStream<Uint8Array>({
		start(controller) {
			// At once, so that the head of the answer arrives before anything happens.
			controller.enqueue(encoder.encode(": open\n\n"));
		},
		async pull(controller) {
			if (feed.last <= position && !feed.isClosed) {
				wait = waitForNews(feed);
				await wait.ended;
			}
			if (isCancelled) return;
			const items = feed.after(position, PIECE);
			if (items.length > 0) controller.enqueue(encoder.encode(eventsOf(items, position)));
			else if (feed.isClosed) controller.close();
			else controller.enqueue(encoder.encode(": alive\n\n"));
			position = items.at(-1)?.number ?? position;
		},
		cancel() {
			isCancelled = true;
			wait?.end();
		},
	});
}

interface Wait {
	readonly ended: Promise<void>;
	readonly end: () => void;
}

/** Until there is more, or the end, or it is time to say something. */
function waitForNews(feed: Feed): Wait {
	let end = (): void => {};
	const ended = new Promise<void>((resolve) => {
		const timer = setTimeout(() => end(), ALIVE_MS);
		const forget = feed.wake(() => end());
		end = () => {
			clearTimeout(timer);
			forget();
			resolve();
		};
	});
	return { ended, end: () => end() };
}

function eventsOf(items: readonly FeedItem[], position: number): string {
	const missed = (items[0]?.number ?? 0) - position - 1;
	const gap = missed > 0 ? `event: missed\ndata: {"entries":${missed}}\n\n` : "";
	return gap + items.map(({ number, entry }) => `event: record\nid: ${number}\ndata: ${JSON.stringify(entry)}\n\n`).join("");
}
