//! A bank account.

enumeration! {
    /// The type of a bank account. `joint` is deprecated by Powens.
    ///
    /// Source: Powens documentation.
    AccountType, example "const type: AccountType = \"checking\";";
    "article83",
    "capitalisation",
    "card",
    "cat",
    "cel",
    "checking",
    "crowdlending",
    "csl",
    "deposit",
    "joint",
    "ldds",
    "lifeinsurance",
    "livret_a",
    "livret_b",
    "loan",
    "madelin",
    "market",
    "pea",
    "pee",
    "per",
    "perco",
    "perp",
    "pel",
    "real_estate",
    "rsp",
    "savings",
    "unknown",
}

enumeration! {
    /// What a bank account is used for: by a private person (`PRIV`), an organisation (`ORGA`) or an association (`ASSO`), as
    /// the names have it.
    ///
    /// Source: Powens documentation.
    AccountUsage, example "const usage: AccountUsage = \"PRIV\";";
    "PRIV",
    "ORGA",
    "ASSO",
}

enumeration! {
    /// How a user stands to a bank account.
    ///
    /// Source: Powens documentation.
    AccountOwnership, example "const ownership: AccountOwnership = \"co-owner\";";
    "owner",
    "co-owner",
    "attorney",
}

object! {
    /// A bank account of a connection. One that was newly found is disabled and carries few of these fields.
    ///
    /// Source: "BankAccount object" of the Powens documentation.
    BankAccount, example "const account: BankAccount = { id: 12, balance: 1234.56, type: \"checking\", currency: { id: \"EUR\" }, disabled: null };";
    required {
        /// ID of the account: a positive safe integer.
        id: super::OwnId,
    }
    documented {
        /// ID of the connection to which the account belongs.
        id_connection: super::Integer | null,
        /// ID of the user to whom the account belongs.
        id_user: super::Integer | null,
        /// ID of the source that the account comes from.
        id_source: super::Integer | null,
        /// ID of the account to which this one belongs.
        id_parent: super::Integer | null,
        /// Number of the account.
        number: String | null,
        /// Name of the account as it was found.
        original_name: String,
        /// Balance, in the currency of the account.
        balance: f64 | null,
        /// Amount that is still to come, in the currency of the account.
        coming: f64 | null,
        /// Whether the account is to be displayed.
        display: bool,
        /// When the account was last updated, such as `2020-06-01 12:34:56`; the zone is not documented.
        last_update: super::DateTime | null,
        /// When the account was deleted, such as `2020-06-01 12:34:56`; the zone is not documented. A moment, not a flag.
        deleted: super::DateTime | null,
        /// When the account was disabled, such as `2020-06-01 12:34:56`; the zone is not documented. A moment, not a flag.
        disabled: super::DateTime | null,
        /// IBAN of the account.
        iban: String | null,
        /// Currency of the account.
        currency: super::Currency | null,
        /// Type of the account: documented as an object, text in practice.
        kind as "type": super::TextOrObject<super::AccountType>,
        /// ID of the type of the account.
        id_type: super::Integer,
        /// Whether the account is bookmarked: documented as an integer or true or false, 0 or 1 in practice.
        bookmarked: super::IntegerOrBoolean,
        /// Name of the account.
        name: String,
        /// What went wrong with the account.
        error: String | null,
        /// What the account is used for.
        usage: super::AccountUsage | null,
        /// How the user stands to the account.
        ownership: super::AccountOwnership | null | deprecated,
        /// Name of the company.
        company_name: String | null,
        /// The loan, of an account that is one.
        loan: super::Loan | null,
        /// The transactions of the account that are new.
        transactions: Vec<super::Transaction>,
    }
    seen {
        /// BIC of the account.
        bic: "string",
        /// ID of the account on the website of the bank.
        webid: "string",
        /// Balance, as text for people.
        formatted_balance: "string",
        /// Balance with what is still to come, in the currency of the account.
        coming_balance: "number",
        /// Valuation, in the currency of the account.
        valuation: "number",
        /// Difference, in the currency of the account. To what is not documented.
        diff: "number",
        /// The difference, in percent.
        diff_percent: "number",
        /// Previous difference, in the currency of the account.
        prev_diff: "number",
        /// The previous difference, in percent.
        prev_diff_percent: "number",
        /// When the account was opened, such as `2020-06-01 12:34:56`.
        opening_date: "string",
        /// Further information on the account.
        information: "Readonly<Record<string, unknown>>",
        /// What was calculated.
        calculated: "readonly unknown[]",
        /// Investments of the account.
        investments: "readonly unknown[]",
        /// Recipients of transfers from the account.
        recipients: "unknown",
        /// Transfers from the account.
        transfers: "unknown",
        /// Market orders of the account.
        market_orders: "unknown",
        /// Whether transfers can be made from the account.
        able_to_transfer: "unknown",
    }
}
