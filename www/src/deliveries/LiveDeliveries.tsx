import { Button, Text } from "@mantine/core";
import IconRefreshDot from "@tabler/icons-react/dist/esm/icons/IconRefreshDot.mjs";
import IconUserPlus from "@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs";
import { useCallback, useRef, useState } from "react";
import { ControlFailure } from "./ControlFailure.js";
import type { Control } from "./control.js";
import classes from "./DeliveriesPanel.module.css";
import { DeliveriesTable } from "./DeliveriesTable.js";
import { DeliveryDetails } from "./DeliveryDetails.js";
import { counted } from "./delivery-text.js";
import { LinkState } from "./LinkState.js";
import { MOST_SHOWN, type ShownDelivery } from "./shown-delivery.js";
import { useDeliveries } from "./use-deliveries.js";
import { useSandboxActions } from "./use-sandbox-actions.js";

interface LiveDeliveriesProps {
	readonly control: Control;
	/** The user to synchronise. */
	readonly userId: number;
	readonly onUserCreated: () => void;
	readonly onToken: (token: string) => void;
}

/** The deliveries as they happen, and what makes them happen. */
export function LiveDeliveries({ control, userId, onUserCreated, onToken }: LiveDeliveriesProps) {
	const { link, shown } = useDeliveries(control);
	const { report, createUser, sync, replay } = useSandboxActions(control, onUserCreated);
	const [openId, setOpenId] = useState<number | null>(null);
	const open = shown.find(({ delivery }) => delivery.id === openId);
	const create = useRef<HTMLButtonElement>(null);
	const focusHere = useCallback(() => create.current?.focus(), []);

	if (link.status === "refused") return <ControlFailure error={link.error} onToken={onToken} />;
	return (
		<>
			<div className={classes.bar}>
				<Button ref={create} size="xs" leftSection={<IconUserPlus size={15} aria-hidden />} onClick={createUser}>
					Create a user
				</Button>
				<Button size="xs" variant="default" leftSection={<IconRefreshDot size={15} aria-hidden />} onClick={() => sync(userId)}>
					Synchronise user {userId}
				</Button>
				<Text component="output" size="sm" aria-live="polite" className={classes.report} data-report={report?.tone}>
					{report?.text}
				</Text>
				<Text component="output" size="sm" aria-live="polite" className={classes.summary} data-summary>
					{summaryText(shown)}
				</Text>
				<LinkState status={link.status} />
			</div>
			<DeliveriesTable shown={shown} onOpen={setOpenId} onReplay={replay} />
			{open !== undefined && (
				<DeliveryDetails control={control} one={open} onReplay={replay} onClose={() => setOpenId(null)} onFocusLost={focusHere} />
			)}
		</>
	);
}

function summaryText(shown: readonly ShownDelivery[]): string {
	const count = (status: ShownDelivery["verification"]["status"]) =>
		shown.filter(({ verification }) => verification.status === status).length;
	if (shown.length === 0) return "";
	const refused = count("refused");
	const total =
		shown.length === MOST_SHOWN ? `The last ${MOST_SHOWN} deliveries` : counted(shown.length, "delivery", "deliveries");
	return `${total}: ${count("verified")} verified${refused === 0 ? "" : `, ${refused} refused`}`;
}
