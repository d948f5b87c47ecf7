import classes from "./Brand.module.css";

/** The page's mark and name. */
export function Brand() {
	return (
		<span className={classes.brand}>
			<svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true" focusable="false">
				<rect width="32" height="32" rx="8" fill="#3b5bdb" />
				<circle cx="16" cy="11.5" r="4.5" fill="#fff" />
				<path d="M7 25.5a9 9 0 0 1 18 0z" fill="#fff" />
			</svg>
			<span data-brand-name>Powens users</span>
		</span>
	);
}
