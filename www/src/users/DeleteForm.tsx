import { Button, Text, TextInput } from "@mantine/core";
import type { User } from "powens-users";
import { type SubmitEvent, useState } from "react";
import { ErrorPanel } from "../errors/ErrorPanel.js";
import classes from "./DeleteDialog.module.css";
import { type Deletion, isConfirmed } from "./deletion.js";
import { FieldText } from "./FieldText.js";

interface DeleteFormProps {
	readonly user: User;
	readonly deletion: Exclude<Deletion, { step: "unconfirmed" }>;
	readonly onDelete: () => void;
	readonly onCancel: () => void;
}

/** The consequence, and the id typed as a confirmation; after a refusal also why nothing was deleted. */
export function DeleteForm({ user, deletion, onDelete, onCancel }: DeleteFormProps) {
	const [typed, setTyped] = useState("");
	const deleting = deletion.step === "deleting";
	const confirmed = isConfirmed(typed, user.id);

	const submit = (event: SubmitEvent<HTMLFormElement>) => {
		event.preventDefault();
		if (confirmed && !deleting) onDelete();
	};

	return (
		<form onSubmit={submit} autoComplete="off" className={classes.content}>
			<div>
				<Text className={classes.consequence}>
					Everything Powens holds of this user is erased: connections, accounts, transactions.{" "}
					<strong>This cannot be undone.</strong>
				</Text>
				<p className={classes.who}>
					User {user.id}, sign-in <FieldText value={user.signin} />, platform <FieldText value={user.platform} />
				</p>
			</div>
			{deletion.step === "refused" && (
				<ErrorPanel error={deletion.error} call={{ kind: "delete", userId: user.id }}>
					<Text size="sm" fw={600} mt={4}>
						Nothing was deleted: user {user.id} is as before.
					</Text>
				</ErrorPanel>
			)}
			<TextInput
				label={
					<>
						Type <strong>{user.id}</strong> to confirm
					</>
				}
				value={typed}
				onChange={(event) => setTyped(event.currentTarget.value)}
				readOnly={deleting}
				inputMode="numeric"
				autoComplete="off"
				spellCheck={false}
				data-autofocus
			/>
			<div className={classes.buttons}>
				<Button variant="default" onClick={onCancel} disabled={deleting}>
					Cancel
				</Button>
				<Button type="submit" color="red.9" disabled={!confirmed} loading={deleting}>
					Delete user {user.id}
				</Button>
			</div>
			<output className={classes.who} hidden={!deleting} aria-live="polite">
				{deleting && `Deleting user ${user.id}. This dialog stays until Powens answers.`}
			</output>
		</form>
	);
}
