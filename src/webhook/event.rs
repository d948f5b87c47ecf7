//! The events whose payloads are covered.

use super::error::WebhookError;
use super::reason::WebhookReason;
use crate::check::{Captured, ObjectShape};
use crate::model::{ConnectionDeletedPayload, ConnectionSyncedPayload, UserPayload, UserSyncedPayload, slot};

/// An event about users.
///
/// ```
/// use powens_users::webhook::{WebhookErrorKind, WebhookType};
///
/// assert_eq!(WebhookType::parse("USER_CREATED")?, WebhookType::UserCreated);
/// let refused = WebhookType::parse("ACCOUNT_FOUND").unwrap_err();
/// assert_eq!(refused.kind(), WebhookErrorKind::UnknownEvent);
/// # Ok::<(), powens_users::webhook::WebhookError>(())
/// ```
///
/// Source: "Webhooks" in "Users" and in "Connections" of the Powens documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WebhookType {
    /// A permanent user was created.
    UserCreated,
    /// A user was deleted.
    UserDeleted,
    /// Connections of a user were synced. Deprecated by Powens in favour of `CONNECTION_SYNCED`.
    UserSynced,
    /// A connection was synced.
    ConnectionSynced,
    /// A connection was deleted.
    ConnectionDeleted,
}

/// Another event that can be registered in the console of Powens, as far as they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OtherEvent(u8);

impl OtherEvent {
    /// Their names.
    pub const NAMES: [&'static str; 12] = [
        "ACCOUNTS_FETCHED",
        "ACCOUNT_SYNCED",
        "ACCOUNT_FOUND",
        "ACCOUNT_ENABLED",
        "ACCOUNT_DISABLED",
        "ACCOUNT_CATEGORIZED",
        "ACCOUNT_OWNERSHIPS_FOUND",
        "SUBSCRIPTION_FOUND",
        "SUBSCRIPTION_SYNCED",
        "TRANSACTIONS_CLUSTERED",
        "TRANSACTION_ATTACHMENTS_FOUND",
        "PAYMENT_STATE_UPDATED",
    ];

    /// The name as Powens writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// Its place among the names.
    #[must_use]
    #[doc(hidden)]
    pub const fn number(self) -> u8 {
        self.0
    }

    fn parse(name: &str) -> Option<Self> {
        let place = Self::NAMES.iter().position(|known| *known == name)?;
        u8::try_from(place).ok().map(Self)
    }
}

impl WebhookType {
    /// Every type there is.
    pub const ALL: [Self; 5] =
        [Self::UserCreated, Self::UserDeleted, Self::UserSynced, Self::ConnectionSynced, Self::ConnectionDeleted];

    /// Takes a name as Powens writes it.
    ///
    /// # Errors
    /// `unknown_event`, which tells an event that is not covered from one that does not exist.
    pub fn parse(name: &str) -> Result<Self, WebhookError> {
        let known = Self::ALL.into_iter().find(|known| known.name() == name);
        let reason = || OtherEvent::parse(name).map_or(WebhookReason::UnknownEvent, WebhookReason::EventNotCovered);
        known.ok_or_else(|| WebhookError::new(reason()))
    }

    /// The name as Powens writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UserCreated => "USER_CREATED",
            Self::UserDeleted => "USER_DELETED",
            Self::UserSynced => "USER_SYNCED",
            Self::ConnectionSynced => "CONNECTION_SYNCED",
            Self::ConnectionDeleted => "CONNECTION_DELETED",
        }
    }

    /// The id of the user whom its payload is about, as a check has captured it.
    #[must_use]
    #[doc(hidden)]
    pub fn owner(self, captured: &Captured) -> Option<i64> {
        captured.integer(match self {
            Self::ConnectionDeleted => slot::ID_USER,
            _ => slot::USER,
        })
    }

    /// What its payload must be.
    #[must_use]
    pub const fn shape(self) -> &'static ObjectShape {
        match self {
            Self::UserCreated | Self::UserDeleted => UserPayload::SHAPE,
            Self::UserSynced => UserSyncedPayload::SHAPE,
            Self::ConnectionSynced => ConnectionSyncedPayload::SHAPE,
            Self::ConnectionDeleted => ConnectionDeletedPayload::SHAPE,
        }
    }
}
