//! The documented objects, one file a noun.
//!
//! Each is declared once. The declaration gives the table that [`check`](crate::check) reads, the TypeScript interface
//! with its documentation, the table in `docs/payloads.md`, and the Rust struct. Keys that no document names are
//! kept in `other`; they may come at any time, as may further values of an enumeration.

#[macro_use]
mod object;
#[macro_use]
mod enumeration;
mod bank_account;
mod connection;
mod connection_deleted;
mod connection_source;
mod connection_synced;
mod connector;
mod counterparty;
mod currency;
#[cfg(feature = "internals")]
mod interface;
mod loan;
#[cfg(feature = "internals")]
mod nouns;
mod read;
mod scalar;
pub(crate) mod slot;
#[cfg(feature = "internals")]
pub(crate) mod tables;
mod transaction;
mod transaction_category;
#[cfg(feature = "internals")]
pub(crate) mod typescript;
mod user;
mod user_payload;
mod user_synced;
pub(crate) mod users_list;

pub(crate) use read::{NotHeld, read};

pub use bank_account::{AccountOwnership, AccountType, AccountUsage, BankAccount};
pub use connection::Connection;
pub use connection_deleted::ConnectionDeletedPayload;
pub use connection_source::{ConnectionSource, ConnectionState};
pub use connection_synced::ConnectionSyncedPayload;
pub use connector::{AuthMechanism, Connector, ConnectorProduct};
pub use counterparty::{AccountScheme, Counterparty, CounterpartyType};
pub use currency::Currency;
pub use loan::{Loan, LoanType};
pub use scalar::{Anything, Date, DateTime, Integer, IntegerOrBoolean, Object, ObjectOrText, OwnId, TextOrObject};
pub use scalar::{InvalidInteger, InvalidOwnId};
pub use transaction::{Transaction, TransactionType};
pub use transaction_category::TransactionCategory;
pub use user::{User, UserPlatform};
pub use user_payload::UserPayload;
pub use user_synced::UserSyncedPayload;
pub use users_list::UsersList;
