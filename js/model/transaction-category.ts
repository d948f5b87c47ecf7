// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.

/**
 * A category to which a transaction belongs.
 *
 * Source: "categories" of the "Transaction object" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { TransactionCategory } from "powens-users";
 *
 * const category: TransactionCategory = { code: "restaurants", parent_code: "food" };
 * ```
 */
export interface TransactionCategory {
	/**
	 * Code of the category.
	 *
	 * Source: Powens documentation.
	 */
	code?: string | null;
	/**
	 * Code of the category above it.
	 *
	 * Source: Powens documentation.
	 */
	parent_code?: string | null;
}
