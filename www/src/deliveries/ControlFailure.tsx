import { Text } from "@mantine/core";
import { Callout } from "../common/Callout.js";
import { ControlTokenForm } from "./ControlTokenForm.js";
import { ControlError, messageOf } from "./control-error.js";

interface ControlFailureProps {
	readonly error: unknown;
	readonly onToken: (token: string) => void;
}

/** Why the control does not let this page in, and the way to try another token. */
export function ControlFailure({ error, onToken }: ControlFailureProps) {
	const status = error instanceof ControlError ? error.status : null;
	return (
		<>
			<Callout tone="danger" title={TITLES[String(status)] ?? "The sandbox's control refused"} urgent about="control">
				<Text size="sm">{ADVICE[String(status)] ?? messageOf(error)}</Text>
			</Callout>
			<ControlTokenForm onToken={onToken} />
		</>
	);
}

const TITLES: Readonly<Record<string, string>> = {
	"401": "The sandbox does not accept this control token",
	"404": "This sandbox has no control",
};

const ADVICE: Readonly<Record<string, string>> = {
	"401": "It is mistyped, or of an earlier start: each start prints another one.",
	"404": "It was started without one. Run npm start in the project's folder and open the address that it prints.",
};
