import { type CSSVariablesResolver, createTheme, type MantineColorSchemeManager } from "@mantine/core";

/** A calm, dense look: system fonts, small corners, slate greys in the dark. */
export const theme = createTheme({
	primaryColor: "indigo",
	primaryShade: { light: 8, dark: 7 },
	defaultRadius: "sm",
	cursorType: "pointer",
	respectReducedMotion: true,
	fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
	headings: { fontWeight: "600", sizes: { h1: { fontSize: "1.25rem" }, h2: { fontSize: "1rem" }, h3: { fontSize: "0.875rem" } } },
	colors: {
		dark: ["#d5d9e0", "#b3bac5", "#9099a8", "#6b7482", "#39414d", "#2b323c", "#21262e", "#191d23", "#13161b", "#0d0f13"],
	},
	components: {
		InputWrapper: { styles: { description: { fontSize: "var(--mantine-font-size-xs)" } } },
		Modal: { defaultProps: { transitionProps: { duration: 120 } } },
		Drawer: { defaultProps: { transitionProps: { duration: 160 } } },
		Code: { styles: { root: { whiteSpace: "nowrap", fontSize: "0.92em" } } },
	},
});

/** Colours of our own, and those of Mantine whose contrast is below 4.5:1. */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
	variables: {},
	light: {
		"--mantine-color-dimmed": "#5a626b",
		"--mantine-color-placeholder": "#6b737c",
		"--mantine-color-error": colors.red[9],
		"--page-backdrop": colors.gray[0],
		"--page-surface": colors.gray[0],
		"--page-row-hover": colors.gray[0],
		"--page-row-line": colors.gray[2],
		"--page-row-open": colors.indigo[0],
		"--page-accent": colors.indigo[8],
		"--page-warning": "#a65300",
		"--page-danger": colors.red[9],
		"--page-success": "#087f5b",
	},
	dark: {
		"--mantine-color-dimmed": colors.dark[1],
		"--mantine-color-placeholder": colors.dark[2],
		"--mantine-color-error": colors.red[4],
		"--page-backdrop": colors.dark[8],
		"--page-surface": colors.dark[6],
		"--page-row-hover": colors.dark[6],
		"--page-row-line": colors.dark[5],
		"--page-row-open": "#232b45",
		"--page-accent": colors.indigo[3],
		"--page-warning": colors.yellow[4],
		"--page-danger": colors.red[4],
		"--page-success": colors.teal[4],
	},
});

/** The system decides between light and dark; nothing is stored. */
export const schemeOfTheSystem: MantineColorSchemeManager = {
	get: () => "auto",
	set: () => {},
	subscribe: () => {},
	unsubscribe: () => {},
	clear: () => {},
};
