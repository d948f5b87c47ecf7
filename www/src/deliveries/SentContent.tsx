import { Skeleton, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import facts from "../common/Facts.module.css";
import { formatCount } from "../users/format.js";
import { type BodyText, bodyText } from "./body-text.js";
import type { Control } from "./control.js";
import { ControlError, messageOf } from "./control-error.js";
import classes from "./DeliveryDetails.module.css";

type Content =
	| { readonly status: "loading" }
	| { readonly status: "ready"; readonly headers: readonly (readonly [string, string])[]; readonly body: BodyText }
	| { readonly status: "failed"; readonly message: string };

/** Headers and body of a delivery. Asked for when it is looked at: a body can have megabytes, and the page keeps none. */
export function SentContent({ control, deliveryId }: { readonly control: Control; readonly deliveryId: number }) {
	const content = useContent(control, deliveryId);
	if (content.status === "loading") return <Skeleton height={120} aria-label="Loading what was sent" />;
	if (content.status === "failed")
		return (
			<Text size="sm" c="dimmed" role="status">
				{content.message}
			</Text>
		);
	const { headers, body } = content;
	return (
		<>
			<section>
				<h3 className={classes.heading}>Headers</h3>
				<dl className={facts.facts} data-delivery-headers>
					{headers.map(([name, value]) => (
						<div key={name} className={facts.fact}>
							<dt>{name}</dt>
							<dd className={facts.mono}>{value}</dd>
						</div>
					))}
				</dl>
			</section>
			<section>
				<h3 className={classes.heading}>Body</h3>
				{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to reach it */}
				<pre className={classes.json} tabIndex={0} data-delivery-body>
					{body.text}
				</pre>
				{body.cut > 0 && (
					<Text size="xs" c="dimmed" mt={4}>
						{formatCount(body.cut)} more characters are not shown.
					</Text>
				)}
			</section>
		</>
	);
}

function useContent(control: Control, deliveryId: number): Content {
	const [content, setContent] = useState<Content>({ status: "loading" });
	useEffect(() => {
		let isCurrent = true;
		const load = async (): Promise<Content> => {
			const sent = await control.request(deliveryId);
			return { status: "ready", headers: Object.entries(sent.headers).map(shownHeader), body: await bodyText(sent) };
		};
		const failed = (error: unknown): Content => ({ status: "failed", message: reasonOf(error) });
		void load()
			.catch(failed)
			.then((next) => isCurrent && setContent(next));
		return () => {
			isCurrent = false;
		};
	}, [control, deliveryId]);
	return content;
}

/** A token of a user is nobody's to read over a shoulder. */
function shownHeader([name, value]: [string, string]): readonly [string, string] {
	return [name, name === "authorization" ? value.replace(/ .*/s, " … (a token, not shown)") : value];
}

function reasonOf(error: unknown): string {
	if (error instanceof ControlError && error.status === 404) return "Nothing was sent, or it is not kept any more.";
	return `What was sent cannot be shown: ${messageOf(error)}`;
}
