//! The default mechanism: the Bearer token of the user concerned.

use std::fmt;

use sha2::{Digest, Sha256};

use super::error::WebhookError;
use super::mac::Mac;
use super::reason::{BearerFault, WebhookReason};
use super::request::Values;

/// The token of a header `Authorization`. Never shown by `Debug`.
///
/// Source: `Authorization: Bearer <user token>` of the Powens documentation; RFC 6750 for its form.
#[derive(Clone, PartialEq, Eq)]
pub struct BearerToken(String);

impl BearerToken {
    /// Reads the header.
    ///
    /// # Errors
    /// `bearer_missing`, `bearer_malformed`.
    pub fn read(authorization: Values<'_>) -> Result<Self, WebhookError> {
        let refused = |reason| Err(WebhookError::new(reason));
        match authorization {
            Values::One(text) => match strip_scheme(text).filter(|token| is_token(token)) {
                Some(token) => Ok(Self(token.to_owned())),
                None => refused(WebhookReason::Bearer(BearerFault::Form)),
            },
            Values::None => refused(WebhookReason::NoBearer),
            Values::Many => refused(WebhookReason::Bearer(BearerFault::Many)),
            Values::NotText => refused(WebhookReason::Bearer(BearerFault::NotText)),
        }
    }

    /// The token itself. Keep it out of messages and logs.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BearerToken([redacted])")
    }
}

/// Whether a header `Authorization` says that it is a Bearer token, well-formed or not. Source: our decision.
#[must_use]
pub fn is_bearer(authorization: &str) -> bool {
    strip_scheme(authorization).is_some()
}

fn strip_scheme(text: &str) -> Option<&str> {
    let (scheme, token) = text.split_at_checked("bearer ".len())?;
    scheme.eq_ignore_ascii_case("bearer ").then_some(token)
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether the token that was sent is the one on record for the user; `None` stands for no record. In time that depends on
/// neither of them but for their lengths.
///
/// ```
/// # #[cfg(feature = "internals")] {
/// use powens_users::webhook::WebhookErrorKind;
/// use powens_users::internals::compare_tokens;
///
/// assert!(compare_tokens("abc", Some("abc")).is_ok());
/// assert_eq!(compare_tokens("abc", Some("abd")).unwrap_err().kind(), WebhookErrorKind::BearerMismatch);
/// assert_eq!(compare_tokens("abc", None).unwrap_err().kind(), WebhookErrorKind::BearerUnknownUser);
/// # }
/// ```
///
/// # Errors
/// `bearer_mismatch`, `bearer_unknown_user`.
///
/// Source: our decision.
pub fn compare_tokens(sent: &str, on_record: Option<&str>) -> Result<(), WebhookError> {
    let digest = |token: &str| Mac::from_bytes(Sha256::digest(token.as_bytes()).into());
    match on_record {
        Some(on_record) if digest(sent).is(&digest(on_record)) => Ok(()),
        Some(_) => Err(WebhookError::new(WebhookReason::OtherToken)),
        None => Err(WebhookError::new(WebhookReason::UnknownUser)),
    }
}
