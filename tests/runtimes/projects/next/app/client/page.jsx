"use client";

import * as powens from "powens-users";
import { useEffect } from "react";
import { exercise } from "../../../exercise.mjs";

let isRunning = false;

export default function Page() {
	useEffect(() => {
		// In development React runs every effect twice.
		if (isRunning) return;
		isRunning = true;
		// Imported here: it looks at the page's address, and on the server there is none.
		import("../../../report.mjs").then(({ report }) => report((options) => exercise(powens, options)));
	}, []);
	return <h1>powens-users in a client component</h1>;
}
