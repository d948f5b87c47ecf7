import { Button, CloseButton, Text, TextInput } from "@mantine/core";
import IconRefresh from "@tabler/icons-react/dist/esm/icons/IconRefresh.mjs";
import IconSearch from "@tabler/icons-react/dist/esm/icons/IconSearch.mjs";
import { useRef } from "react";
import { formatClock, formatCount, formatUsers } from "./format.js";
import classes from "./UsersToolbar.module.css";

interface UsersToolbarProps {
	readonly query: string;
	readonly onQuery: (query: string) => void;
	readonly shown: number;
	readonly total: number;
	readonly loadedAt: Date | null;
	readonly loading: boolean;
	readonly onRefresh: () => void;
}

/** Search, how many users there are, and a fresh list. */
export function UsersToolbar({ query, onQuery, shown, total, loadedAt, loading, onRefresh }: UsersToolbarProps) {
	const input = useRef<HTMLInputElement>(null);
	const clear = () => {
		onQuery("");
		input.current?.focus();
	};
	return (
		<div className={classes.toolbar}>
			<search className={classes.search}>
				<TextInput
					ref={input}
					type="text"
					aria-label="Search users"
					placeholder="Search by id or any text"
					leftSection={<IconSearch size={16} aria-hidden />}
					rightSection={query !== "" && <CloseButton size="sm" aria-label="Clear the search" onClick={clear} />}
					value={query}
					onChange={(event) => onQuery(event.currentTarget.value)}
					onKeyDown={(event) => event.key === "Escape" && clear()}
					autoComplete="off"
					spellCheck={false}
					disabled={total === 0}
				/>
			</search>
			<Text component="output" size="sm" aria-live="polite" className={classes.count} data-count>
				{loadedAt === null ? (loading ? "Loading users…" : "") : countText(shown, total)}
			</Text>
			<Text size="xs" c="dimmed" className={classes.time}>
				{loadedAt !== null && `As of ${formatClock(loadedAt)}`}
			</Text>
			<Button
				variant="default"
				leftSection={<IconRefresh size={16} aria-hidden className={loading ? classes.turning : undefined} />}
				aria-busy={loading}
				onClick={onRefresh}
				className={classes.refresh}
			>
				Refresh
			</Button>
		</div>
	);
}

function countText(shown: number, total: number): string {
	return shown === total ? formatUsers(total) : `${formatCount(shown)} of ${formatCount(total)}`;
}
