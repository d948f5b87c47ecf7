//! What an event carries, as values of the model.

use super::super::event::WebhookType;
use crate::model::{
    BankAccount, Connection, ConnectionDeletedPayload, ConnectionSyncedPayload, NotHeld, Transaction, UserPayload,
    UserSyncedPayload, read,
};

/// What an event carries.
///
/// ```
/// use powens_users::webhook::{EventOrigin, Payload, WebhookType, read_event};
///
/// let body = br#"{"user":{"id":42},"connections":[{"id":7,"accounts":[{"id":12,"transactions":[{"id":99,"value":-12.5}]}]}]}"#;
/// let payload = read_event(WebhookType::UserSynced, body, EventOrigin::default())?.payload()?;
/// for found in payload.transactions() {
///     assert_eq!((found.account.id.get(), found.transaction.value), (12, Some(-12.5)));
/// }
/// let Payload::UserSynced(synced) = payload else { panic!() };
/// assert_eq!(synced.connections.len(), 1);
/// # Ok::<(), powens_users::webhook::WebhookError>(())
/// ```
///
/// Source: Powens documentation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)] // There is one of it at a time.
pub enum Payload {
    /// Of `USER_CREATED`.
    UserCreated(UserPayload),
    /// Of `USER_DELETED`.
    UserDeleted(UserPayload),
    /// Of `USER_SYNCED`.
    UserSynced(UserSyncedPayload),
    /// Of `CONNECTION_SYNCED`.
    ConnectionSynced(ConnectionSyncedPayload),
    /// Of `CONNECTION_DELETED`.
    ConnectionDeleted(ConnectionDeletedPayload),
}

/// A transaction with the account and the connection that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct SyncedTransaction<'a> {
    /// The transaction.
    pub transaction: &'a Transaction,
    /// Its account.
    pub account: &'a BankAccount,
    /// The connection of that.
    pub connection: &'a Connection,
}

impl Payload {
    /// Reads a body that a check accepted.
    pub(super) fn read(webhook_type: WebhookType, checked: &[u8]) -> Result<Self, NotHeld> {
        match webhook_type {
            WebhookType::UserCreated => read(checked).map(Self::UserCreated),
            WebhookType::UserDeleted => read(checked).map(Self::UserDeleted),
            WebhookType::UserSynced => read(checked).map(Self::UserSynced),
            WebhookType::ConnectionSynced => read(checked).map(Self::ConnectionSynced),
            WebhookType::ConnectionDeleted => read(checked).map(Self::ConnectionDeleted),
        }
    }

    /// The connections that were synced: those of a `USER_SYNCED`, and the one of a `CONNECTION_SYNCED`; else none.
    #[must_use]
    pub fn connections(&self) -> &[Connection] {
        match self {
            Self::UserSynced(payload) => &payload.connections,
            Self::ConnectionSynced(payload) => std::slice::from_ref(&payload.connection),
            Self::UserCreated(_) | Self::UserDeleted(_) | Self::ConnectionDeleted(_) => &[],
        }
    }

    /// The connection of a `CONNECTION_SYNCED`.
    #[must_use]
    pub const fn connection(&self) -> Option<&Connection> {
        match self {
            Self::ConnectionSynced(payload) => Some(&payload.connection),
            _ => None,
        }
    }

    /// Every new transaction, with its account and its connection.
    pub fn transactions(&self) -> impl Iterator<Item = SyncedTransaction<'_>> {
        self.connections().iter().flat_map(|connection| {
            let accounts = connection.accounts.iter().flatten();
            accounts.flat_map(move |account| {
                let transactions = account.transactions.iter().flatten();
                transactions.map(move |transaction| SyncedTransaction { transaction, account, connection })
            })
        })
    }
}
