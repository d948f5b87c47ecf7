import classes from "./ErrorFacts.module.css";
import { errorFacts } from "./error-facts.js";

/** The facts of an error, as names and values. */
export function ErrorFacts({ error }: { readonly error: unknown }) {
	const facts = errorFacts(error);
	if (facts.length === 0) return null;
	return (
		<dl className={classes.facts}>
			{facts.map(({ name, value }) => (
				<div key={`${name} ${value}`} className={classes.fact}>
					<dt>{name}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}
