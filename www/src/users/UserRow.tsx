import IconAlertTriangle from "@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs";
import IconTrash from "@tabler/icons-react/dist/esm/icons/IconTrash.mjs";
import type { User } from "powens-users";
import { memo } from "react";
import { FieldText } from "./FieldText.js";
import classes from "./UsersTable.module.css";
import { missingTokenReason } from "./user-tokens.js";

interface UserRowProps {
	readonly user: User;
	/** Place in the order shown, from 0. */
	readonly row: number;
	readonly top: number;
	readonly height: number;
	/** Whether this row is the one in the tab order. */
	readonly active: boolean;
	readonly open: boolean;
	readonly unconfirmed: boolean;
	readonly lacksToken: boolean;
}

/** One user. Has no handlers of its own: the table hears clicks and keys for all rows. */
export const UserRow = memo(function UserRow({ user, row, top, height, active, open, unconfirmed, lacksToken }: UserRowProps) {
	const reason = lacksToken ? missingTokenReason(user.id) : undefined;
	return (
		<tr
			aria-rowindex={row + 2}
			aria-selected={open}
			tabIndex={active ? 0 : -1}
			data-row={row}
			data-user={user.id}
			className={`${classes.cells} ${classes.row}`}
			style={{ height, transform: `translateY(${top}px)` }}
		>
			<td className={classes.id}>
				{user.id}
				{unconfirmed && (
					<span
						className={classes.unconfirmed}
						title="A delete was sent without a clear answer: refresh to see whether this user is still there"
					>
						<IconAlertTriangle size={14} aria-label="Deletion not confirmed" />
					</span>
				)}
			</td>
			<td className={classes.signin}>
				<FieldText value={user.signin} />
			</td>
			<td className={classes.platform}>
				<FieldText value={user.platform} />
			</td>
			<td className={classes.actions}>
				<button
					type="button"
					tabIndex={active ? 0 : -1}
					aria-disabled={lacksToken}
					aria-label={`Delete user ${user.id}${reason === undefined ? "" : `. ${reason}`}`}
					title={reason ?? `Delete user ${user.id}`}
					className={classes.delete}
				>
					<IconTrash size={16} stroke={1.75} aria-hidden />
				</button>
			</td>
		</tr>
	);
});
