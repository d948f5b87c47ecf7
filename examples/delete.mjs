// Deletes one user, and says what is known when that fails: node examples/delete.mjs 42
import { isPowensError } from "powens-users";
import { connect, userIdArgument } from "./connect.mjs";

const userId = userIdArgument("node examples/delete.mjs <user id, or me>");
try {
	await connect().delete(userId);
	console.log(`User ${userId} is deleted, with all data that Powens held.`);
} catch (error) {
	if (!isPowensError(error)) throw error;
	console.error(error.message);
	console.error(
		error.effect === "unknown"
			? `User ${userId} may or may not be deleted: look before you go on.`
			: `User ${userId} is as before.`,
	);
	process.exitCode = 1;
}
