import { VisuallyHidden } from "@mantine/core";
import type { User, UsersApi } from "powens-users";
import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import { asksPersonForToken, type Connection } from "../connection/connection.js";
import { DeliveriesPanel } from "../deliveries/DeliveriesPanel.js";
import type { ControlHandle } from "../deliveries/use-control.js";
import { DeleteDialog } from "./DeleteDialog.js";
import { ListFailure, ListHints, ListLoading, NoMatch, NoUsers } from "./ListStates.js";
import { Notice, type NoticeText } from "./Notice.js";
import { UserDetails } from "./UserDetails.js";
import classes from "./UsersPage.module.css";
import { UsersTable, type UsersTableHandle } from "./UsersTable.js";
import { UsersToolbar } from "./UsersToolbar.js";
import { ignore, useUsersList } from "./use-users-list.js";
import { nextSort, type Sort, sortUsers } from "./user-order.js";
import { searchTexts, searchUsers } from "./user-search.js";
import { NO_TOKENS, withoutToken, withToken } from "./user-tokens.js";

interface UsersPageProps {
	readonly connection: Connection;
	readonly api: UsersApi;
	/** Of the sandbox, for where that is what the page is connected to. */
	readonly control: ControlHandle;
}

const NO_USERS: readonly User[] = [];

/** The users of a connection: the list, one of them in detail, and the deletion of one. */
export function UsersPage({ connection, api, control }: UsersPageProps) {
	const list = useUsersList(api);
	const users: readonly User[] = list.list?.users ?? NO_USERS;
	const [query, setQuery] = useState("");
	const [sort, setSort] = useState<Sort>({ column: "id", direction: "ascending" });
	const rows = useRows(users, query, sort);

	const [open, setOpen] = useState<User | null>(null);
	const [lastOpened, setLastOpened] = useState<number | null>(null);
	const [toDelete, setToDelete] = useState<User | null>(null);
	const [notice, setNotice] = useState<NoticeText | null>(null);
	const [tokens, setTokens] = useState(NO_TOKENS);
	const [unconfirmed, setUnconfirmed] = useState<ReadonlySet<number>>(new Set());
	const table = useRef<UsersTableHandle>(null);

	const asksForToken = asksPersonForToken(connection);
	const lacksToken = useCallback((userId: number) => asksForToken && !tokens.has(userId), [asksForToken, tokens]);
	const changeSort = useCallback((column: Sort["column"]) => setSort((current) => nextSort(current, column)), []);

	const load = useCallback(async () => {
		const loaded = await list.load();
		setUnconfirmed(new Set());
		return loaded;
	}, [list.load]);
	const refresh = () => void load().catch(ignore);
	const openUser = useCallback((user: User) => {
		setOpen(user);
		setLastOpened(user.id);
	}, []);
	const focusTable = useCallback(() => table.current?.focus(), []);

	const closeDialog = () => {
		setToDelete(null);
		// Looking the user up may have shown that there is nothing left to show.
		if (open !== null && !users.some((user) => user.id === open.id)) setOpen(null);
	};

	const deleted = (user: User) => {
		list.remove(user.id);
		setTokens((current) => withoutToken(current, user.id));
		setToDelete(null);
		setOpen(null);
		setLastOpened(null);
		setNotice({ text: `User ${user.id} was deleted.` });
	};

	return (
		<main className={classes.page} aria-labelledby="users-title">
			{/* The header says it to the eye; this is for those who go by headings. */}
			<VisuallyHidden>
				<h1 id="users-title">Users</h1>
			</VisuallyHidden>
			<UsersToolbar
				query={query}
				onQuery={setQuery}
				shown={rows.length}
				total={users.length}
				loadedAt={list.loadedAt}
				loading={list.loading}
				onRefresh={refresh}
			/>
			{list.list !== null && <ListHints list={list.list} asksForToken={asksForToken} />}
			{list.error !== null && (
				<ListFailure
					error={list.error}
					connection={connection}
					loadedAt={list.loadedAt}
					loading={list.loading}
					onRetry={refresh}
				/>
			)}
			{list.list === null && list.loading && list.error === null && <ListLoading />}
			{list.list !== null && users.length === 0 && <NoUsers />}
			{users.length > 0 && (
				<UsersTable
					ref={table}
					users={users}
					rows={rows}
					sort={sort}
					onSort={changeSort}
					openId={open?.id ?? null}
					unconfirmed={unconfirmed}
					lacksToken={lacksToken}
					onOpen={openUser}
					onDelete={setToDelete}
				>
					{rows.length === 0 && <NoMatch query={query} onClear={() => setQuery("")} />}
				</UsersTable>
			)}
			{connection.kind === "sandbox" && (
				<DeliveriesPanel handle={control} userId={lastOpened ?? users[0]?.id ?? 1} onUserCreated={refresh} />
			)}
			{open !== null && (
				<UserDetails
					api={api}
					user={open}
					tokens={asksForToken ? tokens : null}
					onToken={(token) => setTokens((current) => withToken(current, open.id, token))}
					onForgetToken={() => setTokens((current) => withoutToken(current, open.id))}
					onDelete={() => setToDelete(open)}
					onClose={() => setOpen(null)}
					covered={toDelete !== null}
					onFocusLost={focusTable}
				/>
			)}
			{toDelete !== null && (
				<DeleteDialog
					api={api}
					user={toDelete}
					token={tokens.get(toDelete.id)}
					load={load}
					onUnconfirmed={() => setUnconfirmed((current) => new Set(current).add(toDelete.id))}
					onDeleted={() => deleted(toDelete)}
					onClose={closeDialog}
					onFocusLost={focusTable}
				/>
			)}
			<Notice notice={notice} onClose={() => setNotice(null)} />
		</main>
	);
}

/** The positions of the users to show. Typing stays ahead of it: it follows a deferred query and a deferred sort. */
function useRows(users: readonly User[], query: string, sort: Sort): Uint32Array {
	const deferredQuery = useDeferredValue(query);
	const deferredSort = useDeferredValue(sort);
	const order = useMemo(() => sortUsers(users, deferredSort), [users, deferredSort]);
	const texts = useMemo(() => searchTexts(users), [users]);
	return useMemo(() => searchUsers(users, texts, order, deferredQuery), [users, texts, order, deferredQuery]);
}
