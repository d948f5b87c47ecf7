import { useEffect, useState } from "react";
import { Control } from "./control.js";
import { takeControlToken } from "./control-token.js";

/** The control of the sandbox, as soon as there is a token for it. In memory only. */
export interface ControlHandle {
	readonly control: Control | null;
	/** Tries a token, also one that was tried before. */
	readonly open: (token: string) => void;
	readonly forget: () => void;
}

/** Keeps the control; an address with another token that is opened in the same tab replaces it. */
export function useControl(initialToken: string | null): ControlHandle {
	const [control, setControl] = useState(() => (initialToken === null ? null : new Control(initialToken)));
	useEffect(() => {
		const take = () => {
			const token = takeControlToken();
			if (token !== null) setControl(new Control(token));
		};
		addEventListener("hashchange", take);
		return () => removeEventListener("hashchange", take);
	}, []);
	return { control, open: (token) => setControl(new Control(token)), forget: () => setControl(null) };
}
