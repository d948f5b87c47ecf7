import { ActionIcon, Title } from "@mantine/core";
import IconChevronDown from "@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs";
import IconChevronUp from "@tabler/icons-react/dist/esm/icons/IconChevronUp.mjs";
import { useState } from "react";
import { ControlTokenForm } from "./ControlTokenForm.js";
import classes from "./DeliveriesPanel.module.css";
import { LiveDeliveries } from "./LiveDeliveries.js";
import type { ControlHandle } from "./use-control.js";

interface DeliveriesPanelProps {
	readonly handle: ControlHandle;
	/** The user to synchronise. */
	readonly userId: number;
	readonly onUserCreated: () => void;
}

/** The webhooks that the sandbox sends. Needs the token of its control, and asks for it where there is none. */
export function DeliveriesPanel({ handle, userId, onUserCreated }: DeliveriesPanelProps) {
	const { control, open } = handle;
	const [isFolded, setFolded] = useState(false);
	const Icon = isFolded ? IconChevronUp : IconChevronDown;

	return (
		<section
			className={classes.panel}
			aria-labelledby="deliveries-title"
			data-deliveries
			data-size={isFolded ? "folded" : control === null ? "small" : "full"}
		>
			<div className={classes.head}>
				<Title order={2} id="deliveries-title">
					Webhook deliveries
				</Title>
				<ActionIcon
					variant="subtle"
					color="gray"
					size="sm"
					aria-label="Webhook deliveries"
					aria-expanded={!isFolded}
					onClick={() => setFolded(!isFolded)}
				>
					<Icon size={16} aria-hidden />
				</ActionIcon>
			</div>
			{/* Folded, it goes on listening. */}
			<div className={classes.content} hidden={isFolded}>
				{control === null ? (
					<ControlTokenForm onToken={open} />
				) : (
					<LiveDeliveries control={control} userId={userId} onUserCreated={onUserCreated} onToken={open} />
				)}
			</div>
		</section>
	);
}
