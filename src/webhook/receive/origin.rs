//! What proves the sender of an event.

use std::time::SystemTime;

use crate::words::words;

words! {
    /// What proves the sender of a webhook. Source: "Authenticity" of the Powens documentation.
    #[non_exhaustive]
    pub enum Mechanism {
        /// A signature of the body.
        Hmac = "hmac",
        /// The token of the user concerned.
        Bearer = "bearer",
        /// A token that Powens fetched from a server of yours.
        OAuth = "oauth",
    }
}

/// Where an event comes from. [`read_event`](super::read_event) takes the caller's word for it; by default OAuth2, which is proven
/// outside of this crate.
///
/// ```
/// use std::time::SystemTime;
/// use powens_users::webhook::{EventOrigin, Mechanism};
///
/// let origin = EventOrigin::new(Mechanism::Hmac).signed_at(SystemTime::UNIX_EPOCH).secret_name("2026-06");
/// # let _ = origin;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventOrigin {
    pub(super) mechanism: Mechanism,
    pub(super) signed_at: Option<SystemTime>,
    pub(super) secret_name: Option<String>,
}

impl EventOrigin {
    /// Proven in this way.
    #[must_use]
    pub const fn new(mechanism: Mechanism) -> Self {
        Self { mechanism, signed_at: None, secret_name: None }
    }

    /// When the request was signed.
    #[must_use]
    pub fn signed_at(self, signed_at: SystemTime) -> Self {
        Self { signed_at: Some(signed_at), ..self }
    }

    /// The name of the secret that signed it.
    #[must_use]
    pub fn secret_name(self, name: impl Into<String>) -> Self {
        Self { secret_name: Some(name.into()), ..self }
    }
}

impl Default for EventOrigin {
    fn default() -> Self {
        Self::new(Mechanism::OAuth)
    }
}
