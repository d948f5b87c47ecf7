// Made for each request, whose query it reads; what it fetches is another matter.
import { UsersApi } from "powens-users";

export default async function Page({ searchParams }) {
	const { q } = await searchParams;
	const { SANDBOX_URL: baseUrl, SANDBOX_TOKEN: usersToken } = process.env;
	const { users } = await new UsersApi({ baseUrl, usersToken }).list();
	return <h1>{`${users.length} users for ${q}`}</h1>;
}
