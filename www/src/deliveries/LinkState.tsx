import { Text } from "@mantine/core";
import classes from "./LinkState.module.css";
import type { Link } from "./shown-delivery.js";

const WORDS: Readonly<Record<Link["status"], string>> = {
	connecting: "Connecting…",
	live: "Live",
	lost: "Connection lost, trying again…",
	refused: "Not connected",
};

/** Whether the page hears of deliveries. */
export function LinkState({ status }: { readonly status: Link["status"] }) {
	return (
		<Text component="output" size="xs" aria-live="polite" className={classes.state} data-link={status}>
			{WORDS[status]}
		</Text>
	);
}
