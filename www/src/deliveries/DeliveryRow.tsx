import IconSend from "@tabler/icons-react/dist/esm/icons/IconSend.mjs";
import { memo } from "react";
import classes from "./DeliveriesTable.module.css";
import { answerText, formatBytes, formatDuration, formatTime } from "./delivery-text.js";
import type { ShownDelivery } from "./shown-delivery.js";
import { VerificationMark } from "./VerificationMark.js";

interface DeliveryRowProps {
	readonly one: ShownDelivery;
	readonly onOpen: (deliveryId: number) => void;
	readonly onReplay: (deliveryId: number) => void;
}

/** One delivery. A click anywhere opens it; the keyboard has its name for that. */
export const DeliveryRow = memo(function DeliveryRow({ one, onOpen, onReplay }: DeliveryRowProps) {
	const { delivery, verification } = one;
	const { id, event, userId, attempt, outcome } = delivery;
	return (
		<tr className={classes.row} data-delivery={id} onClick={() => onOpen(id)}>
			<td className={classes.event}>
				<button type="button" className={classes.open} aria-label={`${event}, delivery ${id}: details`}>
					{event}
				</button>
			</td>
			<td className={classes.user}>{userId}</td>
			<td className={classes.verification}>
				<VerificationMark verification={verification} />
			</td>
			<td className={classes.answer} data-outcome={outcome}>
				{answerText(delivery)}
			</td>
			<td className={classes.attempt}>{attempt}</td>
			<td className={classes.number}>{formatDuration(delivery.durationMs)}</td>
			<td className={classes.number}>{formatBytes(delivery.bytes)}</td>
			<td className={classes.number}>{delivery.webhookDataId}</td>
			<td className={classes.time}>{formatTime(delivery.at)}</td>
			<td className={classes.actions}>
				<button
					type="button"
					className={classes.replay}
					aria-label={`Send delivery ${id} again`}
					title="Send again"
					onClick={(click) => {
						click.stopPropagation();
						onReplay(id);
					}}
				>
					<IconSend size={15} stroke={1.75} aria-hidden />
				</button>
			</td>
		</tr>
	);
});
