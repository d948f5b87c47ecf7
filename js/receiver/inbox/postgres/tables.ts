// Whether the tables are there, and as the inbox needs them; and how they are made where it is asked to.
import type { Connection } from "./connection.js";
import { inboxError } from "./errors.js";
import { COLUMNS, migrationOf, VERSION } from "./migration.js";
import type { Names } from "./names.js";
import { firstRow } from "./rows.js";

const LOOK =
	"SELECT obj_description(c.oid, 'pg_class') AS version," +
	" (SELECT json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)) FROM pg_attribute AS a" +
	" WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS columns" +
	" FROM pg_class AS c WHERE c.oid = to_regclass($1)";

/** Rejects where a table is missing, has another version, or lacks a column. */
export async function checkTables(connection: Connection, names: Names): Promise<void> {
	for (const which of ["table", "keptTable"] as const) {
		const table = names[which];
		const found = firstRow(await connection.query(LOOK, [table]));
		if (found === undefined) throw inboxError("tables_unfit", undefined, `The table ${table} is not there. `);
		const columns: Readonly<Record<string, unknown>> = JSON.parse(String(found.columns ?? "{}"));
		const wrong = Object.entries(COLUMNS[which]).filter(([name, type]) => columns[name] !== type);
		if (wrong.length > 0) {
			const wanted = wrong.map(([name, type]) => `${name} ${type}`).join(", ");
			throw inboxError("tables_unfit", undefined, `The table ${table} lacks: ${wanted}. `);
		}
		if (which === "table" && found.version !== VERSION) {
			throw inboxError("tables_unfit", undefined, `The comment on the table ${table} is not '${VERSION}'. `);
		}
	}
}

/** Makes the tables where they are not there. Of several that do it at once, one does it. */
export async function migrateTables(connection: Connection, names: Names): Promise<void> {
	await connection.queryAll(
		"BEGIN ISOLATION LEVEL READ COMMITTED;\n" +
			`SELECT pg_advisory_xact_lock(hashtextextended('powens-users migration', 0));\n${migrationOf(names)}COMMIT`,
	);
}
