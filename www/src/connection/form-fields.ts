/** The text of a field of a form, "" where there is none. */
export function fieldText(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === "string" ? value : "";
}

/** Props that ask browsers and password managers not to keep what is typed. */
export const KEEP_OUT_OF_MANAGERS = {
	autoComplete: "off",
	"data-1p-ignore": true,
	"data-lpignore": "true",
	"data-bwignore": true,
} as const;
