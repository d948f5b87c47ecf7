import { Text } from "@mantine/core";
import type { User } from "powens-users";
import facts from "../common/Facts.module.css";
import { FieldText } from "./FieldText.js";
import { userFields } from "./fields.js";
import classes from "./UserFields.module.css";

interface UserFieldsProps {
	readonly user: User;
	/** Where these values come from. */
	readonly source: string;
}

/** All fields of a user, as text and nothing but text. */
export function UserFields({ user, source }: UserFieldsProps) {
	const fields = userFields(user);
	const others = fields.filter((field) => !field.known);
	return (
		<>
			<dl className={facts.facts} data-fields>
				{fields
					.filter((field) => field.known)
					.map(({ name, text }) => (
						<div key={name} className={facts.fact}>
							<dt>{name}</dt>
							<dd>
								<FieldText value={text} />
							</dd>
						</div>
					))}
			</dl>
			{others.length > 0 && (
				<>
					<Text component="h3" size="xs" fw={600} c="dimmed" mt="lg" mb={4}>
						Not in the documentation
					</Text>
					<dl className={facts.facts} data-other-fields>
						{others.map(({ name, text, block }) => (
							<div key={name} className={facts.fact} data-block={block || undefined}>
								<dt>{name}</dt>
								<dd className={facts.mono}>{block ? <pre className={classes.block}>{text}</pre> : <FieldText value={text} />}</dd>
							</div>
						))}
					</dl>
				</>
			)}
			<Text size="xs" c="dimmed" mt="md">
				{source} Times are shown as Powens gives them; their zone is not documented.
			</Text>
		</>
	);
}
