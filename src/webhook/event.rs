//! The events whose payloads are covered.

use super::error::{WebhookError, WebhookErrorCode};
use crate::check::ObjectShape;
use crate::model::{UserPayload, UserSyncedPayload};

/// An event about users.
///
/// ```
/// use powens_users::webhook::WebhookType;
///
/// assert_eq!(WebhookType::parse("USER_CREATED")?, WebhookType::UserCreated);
/// let refused = WebhookType::parse("CONNECTION_SYNCED").unwrap_err();
/// assert!(refused.message.contains("verifySignature"));
/// # Ok::<(), powens_users::webhook::WebhookError>(())
/// ```
///
/// Source: "Webhooks" in "Users" of the Powens documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WebhookType {
    /// A permanent user was created.
    UserCreated,
    /// A user was deleted.
    UserDeleted,
    /// Connections of a user were synced. Deprecated by Powens in favour of `CONNECTION_SYNCED`.
    UserSynced,
}

/// Other events that can be registered in the console of Powens.
const NOT_COVERED: [&str; 14] = [
    "CONNECTION_SYNCED",
    "CONNECTION_DELETED",
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

impl WebhookType {
    /// Every type there is.
    pub const ALL: [Self; 3] = [Self::UserCreated, Self::UserDeleted, Self::UserSynced];

    /// Takes a name as Powens writes it.
    ///
    /// # Errors
    /// `unknown_event`, which lists the known names, and names the way for an event that is not covered.
    pub fn parse(name: &str) -> Result<Self, WebhookError> {
        if let Some(known) = Self::ALL.into_iter().find(|known| known.name() == name) {
            return Ok(known);
        }
        let names = Self::ALL.map(Self::name).join(", ");
        let message = if NOT_COVERED.contains(&name) {
            format!(
                "The payload of {name} is not covered; {names} are. For every other event verifySignature proves the sender and gives the bytes."
            )
        } else {
            format!(
                "The type of event must be one of {names}. The body does not name it: it is the one of the URL that Powens calls."
            )
        };
        Err(WebhookError::new(WebhookErrorCode::UnknownEvent, message))
    }

    /// The name as Powens writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UserCreated => "USER_CREATED",
            Self::UserDeleted => "USER_DELETED",
            Self::UserSynced => "USER_SYNCED",
        }
    }

    /// What its payload must be.
    #[must_use]
    pub const fn shape(self) -> &'static ObjectShape {
        match self {
            Self::UserCreated | Self::UserDeleted => UserPayload::SHAPE,
            Self::UserSynced => UserSyncedPayload::SHAPE,
        }
    }
}
