// What `import … from "powens-users/receiver/postgres"` offers.
export type { InboxErrorCode } from "./errors.js";
export { type PostgresTableOptions, postgresInboxMigration } from "./migration.js";
export type { PostgresInboxOptions } from "./options.js";
export type { ClientOf, PostgresClient, PostgresPool, PostgresResult } from "./pool.js";
export { type PostgresContext, type PostgresInbox, type PruneOptions, postgresInbox } from "./postgres-inbox.js";
