import { memo } from "react";
import classes from "./DeliveriesTable.module.css";
import { DeliveryRow } from "./DeliveryRow.js";
import type { ShownDelivery } from "./shown-delivery.js";

interface DeliveriesTableProps {
	/** The newest first. */
	readonly shown: readonly ShownDelivery[];
	readonly onOpen: (deliveryId: number) => void;
	readonly onReplay: (deliveryId: number) => void;
}

/** The deliveries, the newest on top. */
export const DeliveriesTable = memo(function DeliveriesTable({ shown, onOpen, onReplay }: DeliveriesTableProps) {
	return (
		<section className={classes.scroller} aria-label="Deliveries, the newest first">
			<table className={classes.table} aria-label="Webhook deliveries">
				<thead>
					<tr>
						<th scope="col" className={classes.event}>
							Event
						</th>
						<th scope="col" className={classes.user}>
							User
						</th>
						<th scope="col" className={classes.verification}>
							Verification
						</th>
						<th scope="col" className={classes.answer}>
							Answer
						</th>
						<th scope="col" className={classes.attempt}>
							Attempt
						</th>
						<th scope="col" className={classes.number}>
							Latency
						</th>
						<th scope="col" className={classes.number}>
							Size
						</th>
						<th scope="col" className={classes.number}>
							id_webhook_data
						</th>
						<th scope="col" className={classes.time}>
							Sent (UTC)
						</th>
						<th scope="col" className={classes.actions} aria-label="Send again" />
					</tr>
				</thead>
				<tbody>
					{shown.map((one) => (
						<DeliveryRow key={one.delivery.id} one={one} onOpen={onOpen} onReplay={onReplay} />
					))}
				</tbody>
			</table>
			{shown.length === 0 && (
				<p className={classes.empty} data-no-deliveries>
					No deliveries yet. Create or synchronise a user, and the webhooks appear here.
				</p>
			)}
		</section>
	);
});
