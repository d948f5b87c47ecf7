import "./styles.js";
import { MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.js";
import { takeControlToken } from "./deliveries/control-token.js";
import { cssVariables, schemeOfTheSystem, theme } from "./theme.js";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element #root");
const controlToken = takeControlToken();

createRoot(root).render(
	<StrictMode>
		<MantineProvider
			theme={theme}
			defaultColorScheme="auto"
			colorSchemeManager={schemeOfTheSystem}
			cssVariablesResolver={cssVariables}
		>
			<App controlToken={controlToken} />
		</MantineProvider>
	</StrictMode>,
);
