// Text as bytes, and bytes as text: what every runtime has, though its types are not known everywhere.
declare const TextEncoder: new () => {
	encode(text: string): Uint8Array<ArrayBuffer>;
	encodeInto(text: string, into: Uint8Array): { read: number; written: number };
};
declare const TextDecoder: new (
	encoding: "utf-8",
	options: { ignoreBOM: boolean; fatal?: boolean },
) => { decode(bytes: Uint8Array): string };

export const encoder = new TextEncoder();

/** A byte order mark is a character like any other. */
export const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
