// @ts-check

/**
 * Sends one webhook, as Powens does. Its text goes into the program of the page.
 *
 * @param {import("powens-users/receiver").Receiver} receiver
 */
export async function sendOne(receiver) {
	const { createSandbox } = await import("powens-users/sandbox");
	const sandbox = createSandbox();
	sandbox.webhooks.register({
		event: "USER_CREATED",
		url: "https://app.example/powens/user-created",
		secretKey: "any text",
		handler: receiver.fetch,
	});
	sandbox.createUser();
	await sandbox.webhooks.settled();
}
