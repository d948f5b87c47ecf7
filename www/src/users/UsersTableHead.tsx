import IconArrowDown from "@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs";
import IconArrowUp from "@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs";
import IconSelector from "@tabler/icons-react/dist/esm/icons/IconSelector.mjs";
import classes from "./UsersTable.module.css";
import type { Column, Sort } from "./user-order.js";

const COLUMNS: readonly { readonly column: Column; readonly label: string; readonly title?: string }[] = [
	{ column: "id", label: "Id" },
	{ column: "signin", label: "Sign-in", title: "Text as Powens gave it; which time zone it is in is not documented" },
	{ column: "platform", label: "Platform" },
];

interface UsersTableHeadProps {
	readonly sort: Sort;
	readonly onSort: (column: Column) => void;
}

/** The names of the columns, each a button that sorts. */
export function UsersTableHead({ sort, onSort }: UsersTableHeadProps) {
	return (
		<thead className={classes.head}>
			<tr aria-rowindex={1} className={classes.cells}>
				{COLUMNS.map(({ column, label, title }) => (
					<th scope="col" key={column} aria-sort={sort.column === column ? sort.direction : "none"} className={classes.headCell}>
						<button type="button" className={classes.sort} title={title} onClick={() => onSort(column)}>
							{label}
							<SortIcon sort={sort} column={column} />
						</button>
					</th>
				))}
				<th scope="col" aria-label="Actions" />
			</tr>
		</thead>
	);
}

function SortIcon({ sort, column }: { readonly sort: Sort; readonly column: Column }) {
	if (sort.column !== column) return <IconSelector size={14} aria-hidden className={classes.unsorted} />;
	return sort.direction === "ascending" ? <IconArrowUp size={14} aria-hidden /> : <IconArrowDown size={14} aria-hidden />;
}
