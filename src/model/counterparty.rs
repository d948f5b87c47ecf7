//! The other side of a transaction.

enumeration! {
    /// The scheme by which an account is identified.
    ///
    /// Source: Powens documentation.
    AccountScheme, example "const scheme: AccountScheme = \"iban\";";
    "iban",
    "bban",
    "sort_code_account_number",
    "cpan",
    "tpan",
}

enumeration! {
    /// On which side of a transaction a counterparty stands.
    ///
    /// Source: Powens documentation.
    CounterpartyType, example "const type: CounterpartyType = \"creditor\";";
    "creditor",
    "debtor",
}

object! {
    /// The other side of a transaction.
    ///
    /// Source: "counterparty" of the "Transaction object" of the Powens documentation.
    Counterparty, example "const counterparty: Counterparty = { label: \"ACME\", type: \"creditor\" };";
    documented {
        /// Label of the counterparty.
        label: String | null,
        /// The scheme of `account_identification`.
        account_scheme_name: super::AccountScheme | null,
        /// What identifies the account of the counterparty, by its scheme.
        account_identification: String | null,
        /// Whether the counterparty is the creditor or the debtor.
        kind as "type": super::CounterpartyType | null,
    }
}
