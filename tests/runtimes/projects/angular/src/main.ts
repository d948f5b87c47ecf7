import { Component, provideZoneChangeDetection } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import * as powens from "powens-users";
import { exercise } from "../../exercise.mjs";
import { report } from "../../report.mjs";
import { whoIsWho } from "./people";

@Component({ selector: "app-root", template: "<h1>powens-users in Angular</h1>" })
class App {
	constructor() {
		const task = new URLSearchParams(location.search).get("task");
		report((options) => (task === "people" ? whoIsWho(options) : exercise(powens, options)));
	}
}

bootstrapApplication(App, { providers: [provideZoneChangeDetection()] });
