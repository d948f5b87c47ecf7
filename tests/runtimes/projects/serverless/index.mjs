// An Express application as a function of AWS Lambda.
import express from "express";
import * as powens from "powens-users";
import serverless from "serverless-http";
import { exercise } from "../exercise.mjs";

const webhooks = new powens.Webhooks({ secretKey: "serverless-secret" });
const app = express();

app.get("/exercise", async ({ query }, response) => {
	response.json(await exercise(powens, { baseUrl: query.sandbox, usersToken: query.token }));
});
app.post("/hooks/user-created", async (request, response) => {
	try {
		const event = await webhooks.verifyNode("USER_CREATED", request);
		response.json(event.user.id);
	} catch (error) {
		if (!powens.isPowensError(error)) throw error;
		response.status(error.httpStatus).json(error.code);
	}
});

export const handler = serverless(app);
