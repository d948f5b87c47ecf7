import { checkObject } from "../../argument.js";
import { type Names, readNames } from "./names.js";

/** Where the inbox has its tables. */
export interface PostgresTableOptions {
	/**
	 * The schema of the tables.
	 *
	 * @defaultValue `"public"`
	 */
	readonly schema?: string | undefined;
	/**
	 * The table of the keys; that of kept bodies has the same name and `_kept` behind it. Taken as it is, in quotes. At most 48
	 * characters.
	 *
	 * @defaultValue `"powens_inbox"`
	 */
	readonly table?: string | undefined;
}

/** Of what the tables look like; told by a comment on the table of the keys. */
export const VERSION = "powens-users inbox, version 1";

/** The columns that the inbox uses, with their types as PostgreSQL writes them. A table may have more, where they have defaults. */
export const COLUMNS: Readonly<Record<"table" | "keptTable", Readonly<Record<string, string>>>> = {
	table: {
		key: "text",
		body_hash: "bytea",
		claimed_at: "timestamp with time zone",
		done_at: "timestamp with time zone",
		attempts: "integer",
		backend: "integer",
		is_kept: "boolean",
		token: "text",
	},
	keptTable: {
		key: "text",
		kept_at: "timestamp with time zone",
		signed_at_ms: "bigint",
		route: "text",
		event: "text",
		source: "text",
		reason: "text",
		code: "text",
		body: "bytea",
	},
};

/**
 * The SQL that makes the tables of a `postgresInbox`, for the migrations of your service. It may be run again, and inside of a
 * transaction; it changes nothing that is there already.
 *
 * @throws {PowensError} `invalid_argument`, with a message that names what is allowed.
 *
 * @example
 * ```ts
 * await writeFile("migrations/0007_powens_inbox.sql", postgresInboxMigration());
 * ```
 */
export function postgresInboxMigration(options: PostgresTableOptions = {}): string {
	checkObject(options, "The options of postgresInboxMigration must be an object.");
	return migrationOf(readNames(options));
}

export function migrationOf({ schema, isOwnSchema, table, keptTable, ageIndex, keptIndex }: Names): string {
	const ownSchema = isOwnSchema ? `CREATE SCHEMA IF NOT EXISTS ${schema};\n\n` : "";
	return `${ownSchema}CREATE TABLE IF NOT EXISTS ${table} (
	claimed_at timestamptz NOT NULL,
	done_at timestamptz,
	attempts integer NOT NULL,
	backend integer,
	is_kept boolean NOT NULL DEFAULT false,
	key text COLLATE "C" PRIMARY KEY,
	body_hash bytea NOT NULL,
	token text
) WITH (fillfactor = 90);

CREATE INDEX IF NOT EXISTS ${ageIndex} ON ${table} (claimed_at) WHERE NOT is_kept;

CREATE TABLE IF NOT EXISTS ${keptTable} (
	kept_at timestamptz NOT NULL,
	signed_at_ms bigint,
	key text COLLATE "C" PRIMARY KEY,
	route text NOT NULL,
	event text,
	source text NOT NULL,
	reason text NOT NULL,
	code text NOT NULL,
	body bytea NOT NULL
);

CREATE INDEX IF NOT EXISTS ${keptIndex} ON ${keptTable} (kept_at, key);

COMMENT ON TABLE ${table} IS '${VERSION}';
`;
}
