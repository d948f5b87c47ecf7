import { Modal } from "@mantine/core";
import type { User, UsersApi, UsersList } from "powens-users";
import { useEffect, useRef, useState } from "react";
import classes from "./DeleteDialog.module.css";
import { DeleteForm } from "./DeleteForm.js";
import { DeleteUnconfirmed } from "./DeleteUnconfirmed.js";
import { afterRejection, type Deletion, lookUpUser, mayDismiss } from "./deletion.js";
import { useFocusReturn } from "./use-focus-return.js";

interface DeleteDialogProps {
	readonly api: UsersApi;
	readonly user: User;
	/** The user's token where the person gave one; else the connection knows. */
	readonly token: string | undefined;
	/** Loads the list again. */
	readonly load: () => Promise<UsersList>;
	/** The user may or may not be gone. */
	readonly onUnconfirmed: () => void;
	/** Powens confirmed that the user is gone. */
	readonly onDeleted: () => void;
	readonly onClose: () => void;
	readonly onFocusLost: () => void;
}

/** Asks, deletes, and says what became of it. A deletion under way, or one without a clear answer, can't be waved away. */
export function DeleteDialog({ api, user, token, load, onUnconfirmed, onDeleted, onClose, onFocusLost }: DeleteDialogProps) {
	const [deletion, setDeletion] = useState<Deletion>({ step: "asking" });
	const content = useRef<HTMLDivElement>(null);
	const dismissible = mayDismiss(deletion);
	useFocusReturn(onFocusLost);
	useStayWhile(deletion.step === "deleting");

	const send = async () => {
		setDeletion({ step: "deleting" });
		content.current?.focus();
		try {
			await api.delete(user.id, { token });
		} catch (error) {
			const next = afterRejection(error);
			setDeletion(next);
			if (next.step === "unconfirmed") onUnconfirmed();
			return;
		}
		onDeleted();
	};

	const lookUp = async (error: unknown) => {
		setDeletion({ step: "unconfirmed", error, lookup: { state: "asking" } });
		content.current?.focus();
		const lookup = await lookUpUser(api, load, user.id, token).then(
			(state) => ({ state }) as const,
			(failure: unknown) => ({ state: "failed", error: failure }) as const,
		);
		setDeletion({ step: "unconfirmed", error, lookup });
		if (lookup.state !== "not-listed") onUnconfirmed();
	};

	return (
		<Modal
			opened
			onClose={onClose}
			title={deletion.step === "unconfirmed" ? `Deletion of user ${user.id} not confirmed` : `Delete user ${user.id}?`}
			size="md"
			centered
			closeOnEscape={dismissible}
			closeOnClickOutside={dismissible}
			withCloseButton={dismissible}
			returnFocus={false}
			closeButtonProps={{ "aria-label": "Close" }}
			classNames={{ title: classes.title }}
		>
			<div ref={content} tabIndex={-1} className={classes.content}>
				{deletion.step === "unconfirmed" ? (
					<DeleteUnconfirmed
						userId={user.id}
						error={deletion.error}
						lookup={deletion.lookup}
						onLookUp={() => void lookUp(deletion.error)}
						onStartOver={() => setDeletion({ step: "asking" })}
						onClose={onClose}
					/>
				) : (
					<DeleteForm user={user} deletion={deletion} onDelete={() => void send()} onCancel={onClose} />
				)}
			</div>
		</Modal>
	);
}

/** Asks before the page is left, as long as it should not be. */
function useStayWhile(busy: boolean): void {
	useEffect(() => {
		if (!busy) return;
		const ask = (event: BeforeUnloadEvent) => event.preventDefault();
		window.addEventListener("beforeunload", ask);
		return () => window.removeEventListener("beforeunload", ask);
	}, [busy]);
}
