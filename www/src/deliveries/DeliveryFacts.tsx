import type { Delivery } from "powens-users/sandbox";
import classes from "../common/Facts.module.css";
import { formatCount } from "../users/format.js";
import { answerText, formatDuration } from "./delivery-text.js";

const REASONS: Readonly<Record<Delivery["reason"], string>> = {
	event: "by itself",
	replay: "sent again by hand",
	test: "a test",
};

/** What is known of a delivery, as names and values. */
export function DeliveryFacts({ delivery }: { readonly delivery: Delivery }) {
	const facts: readonly (readonly [string, string | number | null])[] = [
		["Event", delivery.event],
		["User", delivery.userId],
		["id_webhook_data", delivery.webhookDataId],
		["URL", delivery.url],
		["Attempt", `${delivery.attempt} (${REASONS[delivery.reason]})`],
		["Answer", answerText(delivery)],
		["Latency", formatDuration(delivery.durationMs)],
		["Size", `${formatCount(delivery.bytes)} bytes`],
		["Sent", new Date(delivery.at).toISOString()],
		["Fault, on purpose", delivery.fault],
	];
	return (
		<dl className={classes.facts} data-delivery-facts>
			{facts.map(
				([name, value]) =>
					value !== null && (
						<div key={name} className={classes.fact}>
							<dt>{name}</dt>
							<dd>{value}</dd>
						</div>
					),
			)}
		</dl>
	);
}
