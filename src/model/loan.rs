//! A loan: what an account that is one has on top.

enumeration! {
    /// The type of a loan.
    ///
    /// Source: Powens documentation.
    LoanType, example "const type: LoanType = \"mortgage\";";
    "mortgage",
    "consumercredit",
    "revolvingcredit",
    "loan",
}

object! {
    /// A loan. Amounts are in the currency of the account.
    ///
    /// Source: "Loan object" of the Powens documentation.
    Loan, example "const loan: Loan = { type: \"mortgage\", total_amount: 200000, rate: 1.45, maturity_date: \"2040-06-01\" };";
    documented {
        /// Total amount of the loan.
        total_amount: f64 | null,
        /// Amount that is available.
        available_amount: f64 | null,
        /// Amount that is used.
        used_amount: f64 | null,
        /// Amount of the next payment.
        next_payment_amount: f64 | null,
        /// Rate of the loan.
        rate: f64 | null,
        /// Amount of the last payment.
        last_payment_amount: f64 | null,
        /// Amount of the insurance.
        insurance_amount: f64 | null,
        /// Rate of the insurance.
        insurance_rate: f64 | null,
        /// Day on which the loan was subscribed to, such as `2020-06-01`.
        subscription_date: super::Date | null,
        /// Day on which the loan matures, such as `2020-06-01`.
        maturity_date: super::Date | null,
        /// Day on which repayment starts, such as `2020-06-01`.
        start_repayment_date: super::Date | null,
        /// Day of the next payment, such as `2020-06-01`.
        next_payment_date: super::Date | null,
        /// Day of the last payment, such as `2020-06-01`.
        last_payment_date: super::Date | null,
        /// How many payments are left.
        nb_payments_left: super::Integer | null,
        /// How many payments are done.
        nb_payments_done: super::Integer | null,
        /// How many payments there are in total.
        nb_payments_total: super::Integer | null,
        /// How long the loan runs. The unit is not documented.
        duration: super::Integer | null,
        /// Label of the account.
        account_label: String | null,
        /// Label of the insurance.
        insurance_label: String | null,
        /// Whether or how payments are deferred. Its type is not documented, so it is not looked at.
        deferred: super::Anything | null,
        /// Type of the loan.
        kind as "type": super::LoanType | null,
    }
}
