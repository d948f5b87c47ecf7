// A library that is CommonJS, and takes objects of the package from whoever uses it.
import type { UsersApi, Webhooks } from "powens-users";

export const count = async (api: UsersApi): Promise<number> => (await api.list()).users.length;
export const sign = (webhooks: Webhooks, body: string): object => webhooks.sign({ path: "/", body });
