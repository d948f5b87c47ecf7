//! The list of all declarations, for what is generated from them.

use super::enumeration::Enumeration;
use super::interface::Interface;
use super::{
    AccountOwnership, AccountScheme, AccountType, AccountUsage, AuthMechanism, BankAccount, Connection,
    ConnectionDeletedPayload, ConnectionSource, ConnectionState, ConnectionSyncedPayload, Connector, ConnectorProduct,
    Counterparty, CounterpartyType, Currency, Loan, LoanType, Transaction, TransactionCategory, TransactionType, User,
    UserPayload, UserPlatform, UserSyncedPayload, UsersList,
};

/// What one file of the model declares: an object, and the enumerations that go with it.
pub(crate) struct Noun {
    pub file: &'static str,
    pub enumerations: Vec<Enumeration>,
    pub interface: Interface,
}

impl Noun {
    /// The names that it declares.
    pub fn names(&self) -> Vec<&'static str> {
        self.enumerations.iter().map(|enumeration| enumeration.name).chain([self.interface.name]).collect()
    }
}

/// All of them, in the order in which the documentation has them.
pub(crate) fn all() -> Vec<Noun> {
    vec![
        noun("user", vec![UserPlatform::enumeration()], User::interface()),
        noun("users-list", vec![], UsersList::interface()),
        noun("user-payload", vec![], UserPayload::interface()),
        noun("user-synced", vec![], UserSyncedPayload::interface()),
        noun("connection-synced", vec![], ConnectionSyncedPayload::interface()),
        noun("connection-deleted", vec![], ConnectionDeletedPayload::interface()),
        noun("connection", vec![], Connection::interface()),
        noun("connection-source", vec![ConnectionState::enumeration()], ConnectionSource::interface()),
        noun("connector", connector(), Connector::interface()),
        noun("bank-account", bank_account(), BankAccount::interface()),
        noun("currency", vec![], Currency::interface()),
        noun("loan", vec![LoanType::enumeration()], Loan::interface()),
        noun("transaction", vec![TransactionType::enumeration()], Transaction::interface()),
        noun("transaction-category", vec![], TransactionCategory::interface()),
        noun("counterparty", counterparty(), Counterparty::interface()),
    ]
}

const fn noun(file: &'static str, enumerations: Vec<Enumeration>, interface: Interface) -> Noun {
    Noun { file, enumerations, interface }
}

fn connector() -> Vec<Enumeration> {
    vec![AuthMechanism::enumeration(), ConnectorProduct::enumeration()]
}

fn bank_account() -> Vec<Enumeration> {
    vec![AccountType::enumeration(), AccountUsage::enumeration(), AccountOwnership::enumeration()]
}

fn counterparty() -> Vec<Enumeration> {
    vec![AccountScheme::enumeration(), CounterpartyType::enumeration()]
}
