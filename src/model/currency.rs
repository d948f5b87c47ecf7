//! A currency.

object! {
    /// A currency.
    ///
    /// Source: "Currency object" of the Powens documentation.
    Currency, example "const currency: Currency = { id: \"EUR\", name: \"Euro\", symbol: \"€\", precision: 2 };";
    documented {
        /// Code of the currency by ISO 4217, such as `EUR`.
        id: String,
        /// Name of the currency.
        name: String,
        /// Symbol of the currency, such as `€`.
        symbol: String,
        /// Whether it is a cryptocurrency.
        crypto: bool | deprecated,
        /// How many decimals an amount has.
        precision: super::Integer,
    }
    seen {
        /// Whether the symbol is a prefix: stands in front of an amount.
        prefix: "boolean",
        /// Market capitalisation.
        marketcap: "unknown",
        /// A moment. Of what is not documented.
        datetime: "unknown",
    }
}
