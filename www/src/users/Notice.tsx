import { Notification } from "@mantine/core";
import IconCheck from "@tabler/icons-react/dist/esm/icons/IconCheck.mjs";
import { useEffect } from "react";
import classes from "./Notice.module.css";

/** A notice; each is a new object, so that the same text counts as another one. */
export interface NoticeText {
	readonly text: string;
}

const SHOWN_MS = 8000;

/** Tells of a success, aloud too, and leaves by itself. */
export function Notice({ notice, onClose }: { readonly notice: NoticeText | null; readonly onClose: () => void }) {
	// biome-ignore lint/correctness/useExhaustiveDependencies: the time runs per notice, not per render
	useEffect(() => {
		if (notice === null) return;
		const timer = setTimeout(onClose, SHOWN_MS);
		return () => clearTimeout(timer);
	}, [notice]);

	// The region is there before its text: only changes of it are read aloud.
	return (
		<output className={classes.region} aria-live="polite" data-notice>
			{notice !== null && (
				<Notification
					role="presentation"
					color="teal"
					icon={<IconCheck size={16} aria-hidden />}
					withBorder
					onClose={onClose}
					closeButtonProps={{ "aria-label": "Close the notice" }}
				>
					{notice.text}
				</Notification>
			)}
		</output>
	);
}
