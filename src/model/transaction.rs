//! A transaction of a bank account.

enumeration! {
    /// The type of a transaction. Two have two spellings in the documentation: `loan_repayment` and `summary_card` where it
    /// lists the types, `loan_payment` and `card_summary` elsewhere in it.
    ///
    /// Source: Powens documentation.
    TransactionType, example "const type: TransactionType = \"card\";";
    "transfer",
    "order",
    "check",
    "deposit",
    "payback",
    "withdrawal",
    "loan_repayment",
    "loan_payment",
    "bank",
    "card",
    "deferred_card",
    "summary_card",
    "card_summary",
    "unknown",
    "market_order",
    "market_fee",
    "arbitrage",
    "profit",
    "refund",
    "payout",
    "payment",
    "fee",
}

object! {
    /// A transaction of a bank account. Amounts are in the currency of the account where the field does not say otherwise.
    ///
    /// Source: "Transaction object" of the Powens documentation.
    Transaction, example "const transaction: Transaction = { id: 99, id_account: 12, date: \"2020-06-01\", value: -12.5, type: \"card\", wording: \"Lunch\" };";
    required {
        /// ID of the transaction: a positive safe integer.
        id: super::OwnId,
    }
    documented {
        /// ID of the account to which the transaction belongs.
        id_account: super::Integer,
        /// Day on which the transaction is applied, such as `2020-06-01`.
        application_date: super::Date | null,
        /// Day of the transaction, such as `2020-06-01`.
        date: super::Date,
        /// Moment of the transaction, in UTC, such as `2020-06-01 12:34:56`.
        datetime: super::DateTime | null,
        /// Value day of the transaction, such as `2020-06-01`.
        vdate: super::Date | null,
        /// Value moment of the transaction, in UTC, such as `2020-06-01 12:34:56`.
        vdatetime: super::DateTime | null,
        /// Day for which `rdatetime` gives the moment, such as `2020-06-01`.
        rdate: super::Date,
        /// The moment of `rdate`, in UTC, such as `2020-06-01 12:34:56`.
        rdatetime: super::DateTime | null,
        /// Day for which `bdatetime` gives the moment, such as `2020-06-01`.
        bdate: super::Date | null | deprecated,
        /// The moment of `bdate`, in UTC, such as `2020-06-01 12:34:56`.
        bdatetime: super::DateTime | null | deprecated,
        /// Amount, in the currency of the account.
        value: f64 | null,
        /// Gross amount, in the currency of the account.
        gross_value: f64 | null,
        /// Type of the transaction.
        kind as "type": super::TransactionType,
        /// Wording of the transaction as it was found.
        original_wording: String,
        /// Wording of the transaction, simplified.
        simplified_wording: String,
        /// Wording of the transaction.
        wording: String | null,
        /// Categories of the transaction. Usually absent in practice.
        categories: Vec<super::TransactionCategory>,
        /// When the transaction was scraped, such as `2020-06-01 12:34:56`; the zone is not documented.
        date_scraped: super::DateTime,
        /// Whether the transaction is still to come.
        coming: bool,
        /// Whether the transaction is active.
        active: bool,
        /// ID of the cluster to which the transaction belongs.
        id_cluster: super::Integer | null,
        /// A comment.
        comment: String | null,
        /// When the transaction was last updated, such as `2020-06-01 12:34:56`; the zone is not documented.
        last_update: super::DateTime | null,
        /// When the transaction was deleted, such as `2020-06-01 12:34:56`; the zone is not documented.
        deleted: super::DateTime | null,
        /// Amount in the original currency, `original_currency`.
        original_value: f64 | null,
        /// Gross amount in the original currency, `original_currency`.
        original_gross_value: f64 | null,
        /// The original currency.
        original_currency: super::Currency | null,
        /// Commission, in `commission_currency`.
        commission: f64 | null,
        /// Currency of the commission.
        commission_currency: super::Currency | null,
        /// Country of the transaction.
        country: String | null | deprecated,
        /// Card of the transaction.
        card: String | null,
        /// The other side of the transaction: documented as an object, text in an older description of the API.
        counterparty: super::ObjectOrText<super::Counterparty> | null,
    }
    seen {
        /// ID of a category.
        id_category: "number",
        /// State of the transaction.
        state: "string",
        /// Wording of the transaction, stemmed.
        stemmed_wording: "string",
        /// Amount, as text for people.
        formatted_value: "string",
        /// ID of the transaction on the website of the bank.
        webid: "string",
        /// How many documents belong to the transaction.
        documents_count: "number",
        /// Whether the transaction is new.
        new: "boolean",
        /// Further information on the transaction.
        informations: "Readonly<Record<string, unknown>>",
        /// Details of the transaction.
        details: "Readonly<Record<string, unknown>>",
        /// Whether the transaction is not to be purged, by its name.
        nopurge: "unknown",
        /// ID of the provider.
        id_provider: "unknown",
    }
}
