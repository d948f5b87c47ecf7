import { useCallback, useState } from "react";
import type { Control } from "./control.js";
import { messageOf } from "./control-error.js";
import { counted } from "./delivery-text.js";

/** What the person made happen last, and what became of it. */
export interface ActionReport {
	readonly tone: "success" | "danger";
	readonly text: string;
}

/** What a person can make happen in the sandbox. */
export interface SandboxActions {
	readonly report: ActionReport | null;
	readonly createUser: () => void;
	readonly sync: (userId: number) => void;
	readonly replay: (deliveryId: number) => void;
}

/** The actions, each with a report of its end. */
export function useSandboxActions(control: Control, onUserCreated: () => void): SandboxActions {
	const [report, setReport] = useState<ActionReport | null>(null);

	const run = useCallback((act: () => Promise<string>) => {
		setReport(null);
		act().then(
			(text) => setReport({ tone: "success", text }),
			(error: unknown) => setReport({ tone: "danger", text: messageOf(error) }),
		);
	}, []);

	const createUser = () =>
		run(async () => {
			const { id } = await control.createUser();
			onUserCreated();
			return `User ${id} was created.`;
		});
	const sync = (userId: number) =>
		run(async () => {
			const { connections, transactions } = await control.sync(userId);
			const found = `${counted(connections, "connection")}, ${counted(transactions, "new transaction")}`;
			return `User ${userId} was synchronised: ${found}.`;
		});
	const replay = useCallback(
		(deliveryId: number) =>
			run(async () => {
				const { id } = await control.replay(deliveryId);
				return `Delivery ${deliveryId} was sent again, as delivery ${id}.`;
			}),
		[control, run],
	);
	return { report, createUser, sync, replay };
}
