// Icons are imported one by one, by path: the package's index has 6,000 of them, and a build would read them all.
declare module "@tabler/icons-react/dist/esm/icons/*.mjs" {
	import type { TablerIcon } from "@tabler/icons-react";

	const Icon: TablerIcon;
	export default Icon;
}
