//! A category of a transaction.

object! {
    /// A category to which a transaction belongs.
    ///
    /// Source: "categories" of the "Transaction object" of the Powens documentation.
    TransactionCategory, example "const category: TransactionCategory = { code: \"restaurants\", parent_code: \"food\" };";
    documented {
        /// Code of the category.
        code: String,
        /// Code of the category above it.
        parent_code: String | null,
    }
}
