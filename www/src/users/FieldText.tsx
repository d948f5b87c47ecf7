import { VisuallyHidden } from "@mantine/core";
import classes from "./FieldText.module.css";

/** A value as it came: text as it is, null and absent told apart. */
export function FieldText({ value }: { readonly value: string | null | undefined }) {
	if (value === undefined)
		return (
			<span className={classes.absent} title="Not in Powens' answer">
				<span aria-hidden>—</span>
				<VisuallyHidden>absent</VisuallyHidden>
			</span>
		);
	if (value === null)
		return (
			<span className={classes.none} title="Powens' answer has null here">
				not given
			</span>
		);
	return value;
}
