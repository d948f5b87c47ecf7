// Who asks is in a cookie. The first requests wait for one promise, as in a cold start, and go on together.
import { cookies } from "next/headers";
import { UsersApi } from "powens-users";

let warm;

async function userToken() {
	const person = (await cookies()).get("person")?.value;
	return `sandbox-user-token-${person}`;
}

export default async function Page() {
	warm ??= new Promise((resolve) => setTimeout(resolve, 500));
	await warm;
	const { id } = await new UsersApi({ baseUrl: process.env.SANDBOX_URL, userToken }).get("me");
	return <h1>{`user ${id}`}</h1>;
}
