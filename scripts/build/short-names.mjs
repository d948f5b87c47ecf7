// @ts-check
// Properties that never leave the package, and are long: the entries have short names in their place, the same in each of them.
// A page is spared a part of its JavaScript by it. No name of what users see may stand here, nor one of a platform's.
const names = [
	"allowsInsecureHttp",
	"anyAge",
	"asked",
	"bodies",
	"checkOptions",
	"checkSignal",
	"handleIn",
	"isAscii",
	"isList",
	"isMalformed",
	"isReadable",
	"isRefused",
	"isStrict",
	"isWanted",
	"keyOf",
	"listener",
	"members",
	"nameOf",
	"noText",
	"nodeRequest",
	"ofBytes",
	"ofText",
	"openWindow",
	"optionalNumber",
	"parsePart",
	"receiver",
	"refusal",
	"release",
	"remainingMs",
	"saysGzip",
	"secrets",
	"separator",
	"signedAtMs",
	"startLength",
	"target",
	"texts",
	"tolerance",
	"wanted",
	"within",
	"writeTo",
];

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** @type {{ mangleProps: RegExp, mangleCache: Record<string, string> }} */
export const shortNames = {
	mangleProps: new RegExp(`^(${names.join("|")})$`),
	mangleCache: Object.fromEntries(names.map((name, index) => [name, letters.charAt(index)])),
};
