import { Title } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs";
import IconCircleX from "@tabler/icons-react/dist/esm/icons/IconCircleX.mjs";
import IconInfoCircle from "@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs";
import type { ReactNode } from "react";
import classes from "./Callout.module.css";

const ICONS = { danger: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle } as const;

interface CalloutProps {
	readonly tone: keyof typeof ICONS;
	readonly title: string;
	/** Whether it is read aloud at once when it appears. */
	readonly urgent?: boolean;
	/** What it is about, for tests and styles. */
	readonly about: string;
	readonly children: ReactNode;
}

/** A message with a title that stands out from what is around it, by more than its colour. */
export function Callout({ tone, title, urgent = false, about, children }: CalloutProps) {
	const Icon = ICONS[tone];
	return (
		<div role={urgent ? "alert" : undefined} className={classes.callout} data-tone={tone} data-callout={about}>
			<Icon size={20} stroke={1.75} aria-hidden className={classes.icon} />
			<div className={classes.body}>
				<Title order={2} size="h3">
					{title}
				</Title>
				{children}
			</div>
		</div>
	);
}
