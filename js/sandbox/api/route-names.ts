// The calls of the API, by the names that documents, faults and the record have for them.

export const ROUTE_NAMES = [
	"GET /users",
	"GET /users/{id}",
	"DELETE /users/{id}",
	"POST /auth/init",
	"POST /auth/renew",
	"DELETE /auth/token",
	"GET /webhooks/auth",
	"POST /webhooks/auth",
	"DELETE /webhooks/auth/{id}",
] as const;

export type RouteName = (typeof ROUTE_NAMES)[number];
