// Reads nothing of the request: were it made at build time, it would show the users of that moment for good.
import { UsersApi } from "powens-users";

export default async function Page() {
	const { SANDBOX_URL: baseUrl, SANDBOX_TOKEN: usersToken } = process.env;
	const { users } = await new UsersApi({ baseUrl, usersToken }).list();
	return <h1>{`${users.length} users`}</h1>;
}
