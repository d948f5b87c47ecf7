import { Button, Drawer, Skeleton, Stack, Text, VisuallyHidden } from "@mantine/core";
import IconTrash from "@tabler/icons-react/dist/esm/icons/IconTrash.mjs";
import type { User, UsersApi } from "powens-users";
import { useState } from "react";
import { ErrorPanel } from "../errors/ErrorPanel.js";
import classes from "./UserDetails.module.css";
import { UserFields } from "./UserFields.js";
import { UserTokenForm } from "./UserTokenForm.js";
import { useFocusReturn } from "./use-focus-return.js";
import { useUser } from "./use-user.js";
import type { UserTokens } from "./user-tokens.js";

interface UserDetailsProps {
	readonly api: UsersApi;
	/** The user as the list has it. */
	readonly user: User;
	/** The pasted tokens where this connection needs them, else null. */
	readonly tokens: UserTokens | null;
	readonly onToken: (token: string) => void;
	readonly onForgetToken: () => void;
	readonly onDelete: () => void;
	readonly onClose: () => void;
	/** Whether a dialog lies over the panel, and Escape is the dialog's. */
	readonly covered: boolean;
	readonly onFocusLost: () => void;
}

/** One user with all fields, asked for afresh. Where the user's token has to come from the person, asks for that first. */
export function UserDetails(props: UserDetailsProps) {
	const { api, user, tokens, onToken, onForgetToken, onDelete, onClose, covered, onFocusLost } = props;
	const [round, setRound] = useState(0);
	const token = tokens?.get(user.id);
	const lacksToken = tokens !== null && token === undefined;
	const state = useUser(api, lacksToken ? null : user.id, token, round);
	useFocusReturn(onFocusLost);

	return (
		<Drawer
			opened
			onClose={onClose}
			position="right"
			size="min(28rem, 100vw)"
			title={`User ${user.id}`}
			closeOnEscape={!covered}
			trapFocus={!covered}
			returnFocus={false}
			closeButtonProps={{ "aria-label": "Close the details" }}
			overlayProps={{ backgroundOpacity: 0.25 }}
			classNames={{ content: classes.content, title: classes.title, body: classes.body }}
		>
			<div className={classes.state} aria-live="polite" aria-busy={state.status === "loading"}>
				{lacksToken && (
					<Stack gap="md">
						<UserTokenForm userId={user.id} onToken={onToken} />
						<div>
							<UserFields user={user} source="From the list; more may come with the token." />
						</div>
					</Stack>
				)}
				{state.status === "loading" && (
					<Stack gap="lg" data-loading>
						<VisuallyHidden>Loading user {user.id}…</VisuallyHidden>
						<Skeleton height={12} width="40%" />
						<Skeleton height={12} width="70%" />
						<Skeleton height={12} width="50%" />
					</Stack>
				)}
				{state.status === "failed" && (
					<ErrorPanel error={state.error} call={{ kind: "get", userId: user.id }} onRetry={() => setRound(round + 1)} />
				)}
				{state.status === "ready" && <UserFields user={state.user} source="Asked for just now." />}
				{token !== undefined && (
					<Text size="xs" c="dimmed" mt="md">
						With the token that you gave for this user.{" "}
						<button type="button" className={classes.link} onClick={onForgetToken}>
							Give another one
						</button>
					</Text>
				)}
			</div>
			<footer className={classes.footer}>
				<Button
					variant="outline"
					color="red"
					className={classes.delete}
					leftSection={<IconTrash size={16} aria-hidden />}
					disabled={lacksToken}
					aria-describedby={lacksToken ? "delete-reason" : undefined}
					onClick={onDelete}
				>
					Delete user {user.id}…
				</Button>
				{lacksToken && (
					<Text id="delete-reason" size="xs" c="dimmed">
						Deleting needs this user's token: give it above.
					</Text>
				)}
			</footer>
		</Drawer>
	);
}
