import { Button, Code, Skeleton, Text, Title } from "@mantine/core";
import IconKey from "@tabler/icons-react/dist/esm/icons/IconKey.mjs";
import IconUsers from "@tabler/icons-react/dist/esm/icons/IconUsers.mjs";
import IconZoomCancel from "@tabler/icons-react/dist/esm/icons/IconZoomCancel.mjs";
import { isPowensError, type UsersList } from "powens-users";
import type { ReactNode } from "react";
import { Callout } from "../common/Callout.js";
import type { Connection } from "../connection/connection.js";
import { ErrorPanel } from "../errors/ErrorPanel.js";
import { formatClock, formatCount, formatUsers } from "./format.js";
import classes from "./ListStates.module.css";

/** Rows to come. */
export function ListLoading() {
	return (
		<div className={classes.loading} aria-hidden data-loading>
			{Array.from({ length: 14 }, (_, row) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and stay
				<Skeleton key={row} height={12} width={`${88 - ((row * 17) % 36)}%`} radius="sm" />
			))}
		</div>
	);
}

interface ListFailureProps {
	readonly error: unknown;
	readonly connection: Connection;
	readonly loadedAt: Date | null;
	readonly loading: boolean;
	readonly onRetry: () => void;
}

/** Why there is no list, or no newer one. */
export function ListFailure({ error, connection, loadedAt, loading, onRetry }: ListFailureProps) {
	return (
		<ErrorPanel error={error} call={{ kind: "list" }} onRetry={onRetry} retrying={loading}>
			{loadedAt !== null && <Text size="sm">The list below is the one of {formatClock(loadedAt)}.</Text>}
			{connection.kind === "sandbox" && isNoSandbox(error) && (
				<Text size="sm" mt={4}>
					This page does not seem to be served by a sandbox. Run <Code>npm start</Code> in the project's folder and open the
					address that it prints.
				</Text>
			)}
		</ErrorPanel>
	);
}

/** Whether this is what a page gets where no sandbox stands behind it: nothing, another server's 404, or its index page. */
function isNoSandbox(error: unknown): boolean {
	if (!isPowensError(error)) return false;
	if (error.code === "http_status") return error.apiCode === null;
	return error.code === "network" || error.code === "invalid_json" || error.code === "invalid_shape" || error.code === "redirect";
}

/** What to know about a list before relying on it. */
export function ListHints({ list, asksForToken }: { readonly list: UsersList; readonly asksForToken: boolean }) {
	return (
		<>
			{!list.complete && (
				<Callout tone="warning" title="This is not every user" about="incomplete">
					<Text size="sm">
						The answer holds {formatUsers(list.users.length)} and tells of{" "}
						{typeof list.total === "number" ? `${formatCount(list.total)} in all` : "more"}. Search, sort and counts cover only
						these.
					</Text>
				</Callout>
			)}
			{asksForToken && (
				<Text size="sm" c="dimmed" className={classes.hint} data-token-hint>
					<IconKey size={16} aria-hidden />
					<span>Details and deletion need each user's own token: select a user to give it.</span>
				</Text>
			)}
		</>
	);
}

/** A domain without users. */
export function NoUsers() {
	return (
		<Empty icon={<IconUsers size={32} stroke={1.5} aria-hidden />} title="No users yet">
			The domain answered, and it has no users. They appear here once your application creates them.
		</Empty>
	);
}

/** A search without a match. */
export function NoMatch({ query, onClear }: { readonly query: string; readonly onClear: () => void }) {
	return (
		<Empty icon={<IconZoomCancel size={32} stroke={1.5} aria-hidden />} title="No user matches">
			<span className={classes.query}>Nothing in the list holds “{query.trim()}”.</span>
			<Button variant="default" size="xs" mt="sm" onClick={onClear}>
				Clear the search
			</Button>
		</Empty>
	);
}

interface EmptyProps {
	readonly icon: ReactNode;
	readonly title: string;
	readonly children: ReactNode;
}

function Empty({ icon, title, children }: EmptyProps) {
	return (
		<div className={classes.empty} data-empty>
			{icon}
			<Title order={2}>{title}</Title>
			<Text size="sm" component="div" className={classes.emptyText}>
				{children}
			</Text>
		</div>
	);
}
