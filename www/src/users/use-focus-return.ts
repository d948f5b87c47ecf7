import { useEffect, useState } from "react";

/** Gives the focus back, when a panel or dialog goes, to where it was before; or elsewhere, where that is gone. */
export function useFocusReturn(elsewhere: () => void): void {
	const [before] = useState(() => (document.activeElement instanceof HTMLElement ? document.activeElement : null));

	useEffect(
		() => () => {
			// After the commit in which the panel went, and the row perhaps with it.
			setTimeout(() => {
				if (document.activeElement !== document.body && document.activeElement !== null) return;
				if (before?.isConnected && before !== document.body) before.focus({ preventScroll: true });
				else elsewhere();
			});
		},
		[before, elsewhere],
	);
}
