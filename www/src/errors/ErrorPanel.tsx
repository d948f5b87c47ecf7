import { Button, Text } from "@mantine/core";
import IconRefresh from "@tabler/icons-react/dist/esm/icons/IconRefresh.mjs";
import type { ReactNode } from "react";
import { Callout } from "../common/Callout.js";
import { ErrorFacts } from "./ErrorFacts.js";
import classes from "./ErrorPanel.module.css";
import { type Call, errorText } from "./error-text.js";

interface ErrorPanelProps {
	readonly error: unknown;
	readonly call: Call;
	/** Sends the same call again. */
	readonly onRetry?: () => void;
	readonly retrying?: boolean;
	/** Further sentences, such as what it means for the user in question. */
	readonly children?: ReactNode;
}

/** Any error of a call: what happened, what to do next, and the facts that a support request needs. */
export function ErrorPanel({ error, call, onRetry, retrying = false, children }: ErrorPanelProps) {
	const text = errorText(error, call);
	return (
		<Callout tone="danger" title={text.title} urgent about="error">
			<Text size="sm">{text.advice}</Text>
			{text.quote !== null && <blockquote className={classes.quote}>{text.quote}</blockquote>}
			{children}
			<ErrorFacts error={error} />
			{onRetry !== undefined && text.mayRetry && (
				<div>
					<Button
						size="xs"
						mt={6}
						variant="default"
						leftSection={<IconRefresh size={14} aria-hidden />}
						loading={retrying}
						onClick={onRetry}
					>
						Try again
					</Button>
				</div>
			)}
		</Callout>
	);
}
