import IconLoader from "@tabler/icons-react/dist/esm/icons/IconLoader.mjs";
import IconShieldCheck from "@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs";
import IconShieldQuestion from "@tabler/icons-react/dist/esm/icons/IconShieldQuestion.mjs";
import IconShieldX from "@tabler/icons-react/dist/esm/icons/IconShieldX.mjs";
import classes from "./VerificationMark.module.css";
import type { Verification } from "./verification.js";

const ICONS = { pending: IconLoader, verified: IconShieldCheck, refused: IconShieldX, unverified: IconShieldQuestion } as const;

interface VerificationMarkProps {
	readonly verification: Verification;
	/** Whether the whole message is shown, over several lines. */
	readonly whole?: boolean;
}

/** What `powens-users` says of a delivery: by an icon, its colour, and words. */
export function VerificationMark({ verification, whole = false }: VerificationMarkProps) {
	const { status } = verification;
	const Icon = ICONS[status];
	return (
		<span className={classes.mark} title={messageOf(verification)} data-verification={status} data-whole={whole || undefined}>
			<Icon size={16} stroke={1.75} aria-hidden className={classes.icon} />
			<span className={classes.text}>
				{status === "pending" && "Verifying…"}
				{status === "verified" && "Verified"}
				{status === "unverified" && verification.reason}
				{status === "refused" && (
					<>
						<code className={classes.code}>{verification.code}</code>{" "}
						<span className={classes.message}>{verification.message}</span>
					</>
				)}
			</span>
		</span>
	);
}

/** In case that it is cut off. */
function messageOf(verification: Verification): string | undefined {
	if (verification.status === "refused") return verification.message;
	return verification.status === "unverified" ? verification.reason : undefined;
}
