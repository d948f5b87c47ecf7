import * as powens from "powens-users";
import * as receiver from "powens-users/receiver";
import { exerciseReceiver } from "../../../receiver-exercise.mjs";

export const dynamic = "force-dynamic";

export async function GET() {
	return Response.json(await exerciseReceiver(powens, receiver));
}
