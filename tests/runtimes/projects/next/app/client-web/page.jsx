"use client";

import { init, isPowensError, PowensError, UsersApi, Webhooks } from "powens-users/web";
import { useEffect } from "react";
import { exercise } from "../../../exercise.mjs";

let isRunning = false;

async function work(options) {
	await init();
	return exercise({ UsersApi, Webhooks, PowensError, isPowensError }, options);
}

export default function Page() {
	useEffect(() => {
		// In development React runs every effect twice.
		if (isRunning) return;
		isRunning = true;
		// Imported here: it looks at the page's address, and on the server there is none.
		import("../../../report.mjs").then(({ report }) => report(work));
	}, []);
	return <h1>powens-users/web in a client component</h1>;
}
