import { Button, Text } from "@mantine/core";
import IconSearch from "@tabler/icons-react/dist/esm/icons/IconSearch.mjs";
import { Callout } from "../common/Callout.js";
import { ErrorFacts } from "../errors/ErrorFacts.js";
import { ErrorPanel } from "../errors/ErrorPanel.js";
import { isRefusedAsASecond } from "../errors/error-facts.js";
import { errorText } from "../errors/error-text.js";
import classes from "./DeleteDialog.module.css";
import type { Lookup } from "./deletion.js";

interface DeleteUnconfirmedProps {
	readonly userId: number;
	/** What the delete was rejected with. */
	readonly error: unknown;
	readonly lookup: Lookup;
	readonly onLookUp: () => void;
	readonly onStartOver: () => void;
	readonly onClose: () => void;
}

/** A delete without a clear answer: neither success nor failure, until the user is looked up. */
export function DeleteUnconfirmed({ userId, error, lookup, onLookUp, onStartOver, onClose }: DeleteUnconfirmedProps) {
	const title = `User ${userId} may or may not have been deleted`;
	const cause = errorText(error, { kind: "delete", userId });
	const asked = lookup.state !== "not-asked" && lookup.state !== "asking";
	const lookUpLabel = asked ? "Look up again" : `Look up user ${userId}`;
	return (
		<>
			<div aria-live="polite" className={classes.lookup} data-lookup={lookup.state}>
				<LookupResult userId={userId} lookup={lookup} />
			</div>
			<Callout tone="warning" title={title} urgent about="unconfirmed">
				<Text size="sm">
					{isRefusedAsASecond(error)
						? "The delete was refused, but browsers may send a request twice unseen: the first one may have been carried out."
						: "The delete was sent, but no clear answer came back."}
					{!asked && " Do not count on either: look the user up before you go on."}
				</Text>
				{cause.title !== title && (
					<Text size="sm" mt={4}>
						What happened: {cause.title.toLowerCase()}.
					</Text>
				)}
				<ErrorFacts error={error} />
			</Callout>
			<div className={classes.buttons}>
				<Button variant="default" onClick={onClose} disabled={lookup.state === "asking"}>
					Close
				</Button>
				{lookup.state === "still-there" && (
					<Button variant="default" onClick={onStartOver}>
						Start over
					</Button>
				)}
				{lookup.state !== "not-listed" && (
					<Button leftSection={<IconSearch size={16} aria-hidden />} loading={lookup.state === "asking"} onClick={onLookUp}>
						{lookUpLabel}
					</Button>
				)}
			</div>
		</>
	);
}

function LookupResult({ userId, lookup }: { readonly userId: number; readonly lookup: Lookup }) {
	switch (lookup.state) {
		case "not-asked":
			return null;
		case "asking":
			return <Text size="sm">Loading the list again…</Text>;
		case "still-there":
			return (
				<Callout tone="info" title={`User ${userId} is still there`} about="lookup">
					<Text size="sm">
						If Powens is still working on the request, it may yet go through. Wait a moment and look up again before you delete
						once more.
					</Text>
				</Callout>
			);
		case "not-listed":
			return (
				<Callout tone="info" title={`User ${userId} is not in the list any more`} about="lookup">
					<Text size="sm">
						The list was loaded just now and is complete. Powens never confirmed the delete itself, so note the request id if you
						need proof.
					</Text>
				</Callout>
			);
		case "unclear":
			return (
				<Callout tone="warning" title="Still not clear" about="lookup">
					<Text size="sm">
						User {userId} is not in the list, but the list is not complete, and Powens does not open the user either. Ask their
						support, with the request id.
					</Text>
				</Callout>
			);
		case "failed":
			return <ErrorPanel error={lookup.error} call={{ kind: "list" }} />;
	}
}
