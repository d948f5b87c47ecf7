import { useMediaQuery } from "@mantine/hooks";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import type { User } from "powens-users";
import {
	type KeyboardEvent,
	type MouseEvent,
	memo,
	type ReactNode,
	type Ref,
	useCallback,
	useEffect,
	useImperativeHandle,
	useRef,
	useState,
} from "react";
import { UserRow } from "./UserRow.js";
import classes from "./UsersTable.module.css";
import { UsersTableHead } from "./UsersTableHead.js";
import type { Column, Sort } from "./user-order.js";

/** What the page may ask of the table. */
export interface UsersTableHandle {
	/** Puts the focus on the row where it last was, or on its neighbour. */
	focus(): void;
}

interface UsersTableProps {
	readonly ref: Ref<UsersTableHandle>;
	readonly users: readonly User[];
	/** Positions in `users`, in the order shown. */
	readonly rows: Uint32Array;
	readonly sort: Sort;
	readonly onSort: (column: Column) => void;
	readonly openId: number | null;
	/** Users whose deletion was not confirmed. */
	readonly unconfirmed: ReadonlySet<number>;
	readonly lacksToken: (userId: number) => boolean;
	readonly onOpen: (user: User) => void;
	readonly onDelete: (user: User) => void;
	/** Shown in place of rows. */
	readonly children?: ReactNode;
}

const HEAD_HEIGHT = 36;
const ROW_HEIGHT = 36;
const TOUCH_ROW_HEIGHT = 44;

/** A grid of users of which only the rows in view exist. One row at a time takes part in the tab order; arrow keys move it. */
export const UsersTable = memo(function UsersTable(props: UsersTableProps) {
	const { ref, users, rows, sort, onSort, openId, unconfirmed, lacksToken, onOpen, onDelete, children } = props;
	const rowHeight = useMediaQuery("(pointer: coarse)") ? TOUCH_ROW_HEIGHT : ROW_HEIGHT;
	const scroller = useRef<HTMLDivElement>(null);
	const body = useRef<HTMLTableSectionElement>(null);
	const [chosen, setChosen] = useState(0);
	const active = Math.min(chosen, rows.length - 1);
	const focusDue = useRef(false);

	// The active row stays in the document wherever the table is scrolled to, or the focus would be lost with it.
	const rangeExtractor = useCallback(
		(range: Range) => {
			const shown = defaultRangeExtractor(range);
			if (active < 0 || shown.includes(active)) return shown;
			return [...shown, active].sort((a, b) => a - b);
		},
		[active],
	);
	const virtualizer = useVirtualizer({
		count: rows.length,
		getScrollElement: () => scroller.current,
		estimateSize: () => rowHeight,
		overscan: 12,
		scrollMargin: HEAD_HEIGHT,
		scrollPaddingStart: HEAD_HEIGHT,
		rangeExtractor,
	});

	// biome-ignore lint/correctness/useExhaustiveDependencies: another order or search starts at the top
	useEffect(() => {
		scroller.current?.scrollTo({ top: 0 });
		setChosen(0);
	}, [sort]);

	// biome-ignore lint/correctness/useExhaustiveDependencies: sizes are kept until asked again
	useEffect(() => virtualizer.measure(), [rowHeight]);

	const focusActive = () => {
		const row = body.current?.querySelector<HTMLElement>(`[data-row="${active}"]`);
		if (!focusDue.current || !row) return;
		focusDue.current = false;
		row.focus({ preventScroll: true });
	};
	useEffect(focusActive);

	const goTo = (row: number) => {
		const target = Math.max(0, Math.min(row, rows.length - 1));
		virtualizer.scrollToIndex(target);
		focusDue.current = true;
		setChosen(target);
		// Where it is the active row already, nothing renders again.
		if (target === active) focusActive();
	};

	useImperativeHandle(ref, () => ({ focus: () => goTo(active) }));

	const userAt = (element: EventTarget): { user: User; row: number; onDelete: boolean } | null => {
		if (!(element instanceof Element)) return null;
		const row = Number(element.closest<HTMLElement>("[data-row]")?.dataset.row ?? "NaN");
		const user = users[rows[row] ?? -1];
		return user === undefined ? null : { user, row, onDelete: element.closest("button") !== null };
	};

	const click = (event: MouseEvent) => {
		const at = userAt(event.target);
		if (at === null) return;
		setChosen(at.row);
		if (!at.onDelete) onOpen(at.user);
		else if (!lacksToken(at.user.id)) onDelete(at.user);
	};

	const press = (event: KeyboardEvent) => {
		const at = userAt(event.target);
		if (at === null || event.altKey || event.ctrlKey || event.metaKey) return;
		const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD_HEIGHT) / rowHeight) - 1);
		const steps: Record<string, number> = {
			ArrowDown: 1,
			ArrowUp: -1,
			PageDown: page,
			PageUp: -page,
			Home: -rows.length,
			End: rows.length,
		};
		const step = steps[event.key];
		if (step !== undefined) goTo(at.row + step);
		else if (!at.onDelete && (event.key === "Enter" || event.key === " ")) onOpen(at.user);
		else return;
		event.preventDefault();
	};

	return (
		<div ref={scroller} className={classes.scroller} data-scroller>
			{/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take the focus and open, which is a grid */}
			<table role="grid" aria-label="Users" aria-rowcount={rows.length + 1} aria-colcount={4} className={classes.grid}>
				<UsersTableHead sort={sort} onSort={onSort} />
				<tbody
					ref={body}
					className={classes.body}
					style={{ height: virtualizer.getTotalSize() }}
					onClick={click}
					onKeyDown={press}
				>
					{virtualizer.getVirtualItems().map(({ index, start }) => {
						const user = users[rows[index] ?? -1];
						if (user === undefined) return null;
						return (
							<UserRow
								key={user.id}
								user={user}
								row={index}
								top={start - HEAD_HEIGHT}
								height={rowHeight}
								active={index === active}
								open={user.id === openId}
								unconfirmed={unconfirmed.has(user.id)}
								lacksToken={lacksToken(user.id)}
							/>
						);
					})}
				</tbody>
			</table>
			{children}
		</div>
	);
});
