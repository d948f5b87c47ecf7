//! Verification of the default mechanism: the token of the user concerned.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;

use http::HeaderMap;

use super::super::bearer::{BearerToken, compare_tokens};
use super::super::error::WebhookError;
use super::super::event::WebhookType;
use super::super::kept::Kept;
use super::super::limits::MAX_BYTES;
use super::super::reason::WebhookReason;
use super::event::{Event, user_id};
use super::headers::authorization;
use super::origin::{EventOrigin, Mechanism};
use super::scanning::{default_options, scan};
use super::verification::check_size;
use crate::check::Report;
use crate::foreign_error::{ForeignError, SourceError};
use crate::redactor::Redactor;

/// A request with a Bearer token that is not compared yet: what to look up, and then the comparison. For who cannot await while a
/// request is verified; [`verify_bearer`] does both.
///
/// ```
/// use std::collections::HashMap;
/// use http::HeaderMap;
/// use powens_users::webhook::{BearerClaim, WebhookType};
///
/// let tokens = HashMap::from([(42, "token of 42")]);
/// # let tokens = HashMap::from([(42, "t42")]);
/// # let mut headers = HeaderMap::new();
/// # headers.insert("authorization", http::HeaderValue::from_static("Bearer t42"));
/// let claim = BearerClaim::new(WebhookType::UserCreated, &headers, br#"{"id":42}"#)?;
/// let on_record = claim.user_id().and_then(|user_id| tokens.get(&user_id));
/// let event = claim.verify(on_record.copied())?;
/// assert_eq!(event.user_id(), Some(42));
/// # Ok::<(), powens_users::webhook::WebhookError>(())
/// ```
///
/// Source: "Authenticity" of the Powens documentation.
#[derive(Clone)]
pub struct BearerClaim<'a> {
    sent: BearerToken,
    webhook_type: WebhookType,
    body: &'a [u8],
    report: Report,
}

impl<'a> BearerClaim<'a> {
    /// Reads the token, then the user whom the body names. A body of more than 32 MiB is refused; compressed ones are not
    /// inflated.
    ///
    /// # Errors
    /// `bearer_missing`, `bearer_malformed`, `too_large`, and `payload_invalid`, which is not authentic, for a body of which no
    /// user can be read.
    pub fn new(webhook_type: WebhookType, headers: &HeaderMap, body: &'a [u8]) -> Result<Self, WebhookError> {
        Self::with_max_bytes(webhook_type, headers, body, MAX_BYTES.default)
    }

    /// The same with another limit, in bytes; 256 MiB at most.
    ///
    /// # Errors
    /// As [`Self::new`], and `invalid_argument` for a limit that is out of bounds.
    pub fn with_max_bytes(
        webhook_type: WebhookType,
        headers: &HeaderMap,
        body: &'a [u8],
        max_bytes: u64,
    ) -> Result<Self, WebhookError> {
        let sent = BearerToken::read(authorization(headers))?;
        check_size(body, MAX_BYTES.check(max_bytes)?)?;
        let report = scan(webhook_type, default_options(), body);
        match report.refusal {
            Some(refusal) if refusal.malformed || webhook_type.owner(&report.captured).is_none() => {
                Err(WebhookError::payload_invalid(webhook_type, refusal.issues, false))
            }
            refusal => Ok(Self { sent, webhook_type, body, report: Report { refusal, ..report } }),
        }
    }

    /// The user whose token is to be looked up. Only a `CONNECTION_DELETED` may name none: there is no token on record then.
    #[must_use]
    pub fn user_id(&self) -> Option<u64> {
        user_id(self.webhook_type, &self.report)
    }

    /// Compares the token with the one on record for that user, in constant time; `None` where there is none.
    ///
    /// # Errors
    /// `bearer_unknown_user`, `bearer_mismatch`; `payload_invalid`, which is authentic and keeps the bytes, where the token was
    /// right and the body is not what the event carries.
    pub fn verify(self, on_record: Option<&str>) -> Result<Event<'a>, WebhookError> {
        compare_tokens(self.sent.reveal(), on_record.filter(|_| self.user_id().is_some()))?;
        let origin = EventOrigin::new(Mechanism::Bearer);
        Event::new(self.webhook_type, Cow::Borrowed(self.body), self.report, origin, true)
    }

    /// What is said where the look-up fails. Whoever makes its error may have put the token into it.
    fn unavailable(&self, error: &SourceError) -> WebhookError {
        let mut redactor = Redactor::default();
        redactor.add(self.sent.reveal());
        let source = ForeignError::from_error(&**error).redacted(&redactor);
        WebhookError::new(WebhookReason::TokenUnavailable).with(Kept::source_error(source))
    }
}

/// Shows neither the token nor the body.
impl fmt::Debug for BearerClaim<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BearerClaim")
            .field("event_type", &self.webhook_type)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// Verifies a webhook of the default mechanism, `Authorization: Bearer <user token>`: finds the user whom the body names, asks once
/// for the token on record for that user, and compares the two in constant time.
///
/// A signature proves more: it covers the body, and its date. Prefer HMAC where you can register it.
///
/// ```
/// # use std::convert::Infallible;
/// # use std::pin::pin;
/// # use std::task::{Context, Poll, Waker};
/// use http::{HeaderMap, HeaderValue};
/// use powens_users::webhook::{WebhookError, WebhookType, verify_bearer};
///
/// async fn handle(headers: &HeaderMap, body: &[u8]) -> Result<Option<u64>, WebhookError> {
///     let token = |user_id| async move { Ok::<_, Infallible>((user_id == 42).then_some("t42")) };
///     let event = verify_bearer(WebhookType::UserCreated, headers, body, token).await?;
///     Ok(event.user_id())
/// }
/// # let mut headers = HeaderMap::new();
/// # headers.insert("authorization", HeaderValue::from_static("Bearer t42"));
/// # let mut handled = pin!(handle(&headers, br#"{"id":42}"#));
/// # assert_eq!(handled.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(Ok(Some(42))));
/// # use std::future::Future;
/// ```
///
/// # Errors
/// As [`BearerClaim::new`] and [`BearerClaim::verify`], and `token_unavailable`, with the `source`, where the look-up fails: with any
/// error, or text.
///
/// Source: "Authenticity" of the Powens documentation.
pub async fn verify_bearer<'a, Looked, Token, Failed>(
    webhook_type: WebhookType,
    headers: &HeaderMap,
    body: &'a [u8],
    token: impl FnOnce(u64) -> Looked,
) -> Result<Event<'a>, WebhookError>
where
    Looked: Future<Output = Result<Option<Token>, Failed>>,
    Token: AsRef<str>,
    Failed: Into<SourceError>,
{
    let claim = BearerClaim::new(webhook_type, headers, body)?;
    let Some(user_id) = claim.user_id() else { return claim.verify(None) };
    match token(user_id).await {
        Ok(on_record) => claim.verify(on_record.as_ref().map(AsRef::as_ref)),
        Err(error) => Err(claim.unavailable(&error.into())),
    }
}
