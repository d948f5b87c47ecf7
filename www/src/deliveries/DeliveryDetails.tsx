import { Button, Drawer, Text } from "@mantine/core";
import IconSend from "@tabler/icons-react/dist/esm/icons/IconSend.mjs";
import { useFocusReturn } from "../users/use-focus-return.js";
import type { Control } from "./control.js";
import classes from "./DeliveryDetails.module.css";
import { DeliveryFacts } from "./DeliveryFacts.js";
import { SentContent } from "./SentContent.js";
import type { ShownDelivery } from "./shown-delivery.js";
import { VerificationMark } from "./VerificationMark.js";

interface DeliveryDetailsProps {
	readonly control: Control;
	readonly one: ShownDelivery;
	readonly onReplay: (deliveryId: number) => void;
	readonly onClose: () => void;
	readonly onFocusLost: () => void;
}

/** One delivery: what became of it, and what was sent. */
export function DeliveryDetails({ control, one, onReplay, onClose, onFocusLost }: DeliveryDetailsProps) {
	const { delivery, verification } = one;
	useFocusReturn(onFocusLost);
	return (
		<Drawer
			opened
			onClose={onClose}
			position="right"
			size="min(38rem, 100vw)"
			title={`Delivery ${delivery.id}`}
			returnFocus={false}
			closeButtonProps={{ "aria-label": "Close the delivery" }}
			overlayProps={{ backgroundOpacity: 0.25 }}
			classNames={{ title: classes.title, body: classes.body }}
		>
			<div className={classes.verification}>
				<VerificationMark verification={verification} whole />
				<Text size="xs" c="dimmed">
					By <code>powens-users</code> in this browser, from the bytes that were sent.
				</Text>
			</div>
			<DeliveryFacts delivery={delivery} />
			<SentContent control={control} deliveryId={delivery.id} />
			<div>
				<Button
					variant="default"
					size="xs"
					leftSection={<IconSend size={14} aria-hidden />}
					onClick={() => onReplay(delivery.id)}
				>
					Send again
				</Button>
			</div>
		</Drawer>
	);
}
