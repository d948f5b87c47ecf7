//! Events whose payload is what their type carries.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::time::SystemTime;

use super::super::error::WebhookError;
use super::super::event::WebhookType;
use super::super::kept::Kept;
use super::origin::{EventOrigin, Mechanism};
use super::payload::Payload;
use super::scanning::{default_options, scan};
use crate::check::{Detail, Issue, Report};
use crate::model::{NotHeld, User, read, slot};

/// A webhook whose sender is proven and whose payload was checked. The payload is read when it is asked for, and not before.
///
/// `Debug` shows what one may log: neither the body nor the user.
#[derive(Clone, PartialEq, Eq)]
pub struct Event<'a> {
    webhook_type: WebhookType,
    id: Option<i64>,
    user_id: Option<u64>,
    /// Where in the body the user is, where that is a part of it.
    user: Option<Range<usize>>,
    origin: EventOrigin,
    /// Whether the proof was made here.
    is_authentic: bool,
    body: Cow<'a, [u8]>,
}

impl<'a> Event<'a> {
    /// The event of a body that was checked.
    ///
    /// # Errors
    /// `payload_invalid`, with the bytes where the sender was proven here.
    pub(super) fn new(
        webhook_type: WebhookType,
        body: Cow<'a, [u8]>,
        report: Report,
        origin: EventOrigin,
        is_authentic: bool,
    ) -> Result<Self, WebhookError> {
        if let Some(refusal) = report.refusal {
            let error = WebhookError::payload_invalid(webhook_type, refusal.issues, is_authentic);
            return Err(error.keep(|| Kept::body(body)));
        }
        let captured = &report.captured;
        Ok(Self {
            webhook_type,
            id: captured.integer(slot::ID_WEBHOOK_DATA),
            user_id: user_id(webhook_type, &report),
            user: captured.range(slot::USER),
            origin,
            is_authentic,
            body,
        })
    }

    /// The type, as the caller named it: nothing in a request does.
    #[must_use]
    pub const fn event_type(&self) -> WebhookType {
        self.webhook_type
    }

    /// `id_webhook_data`, by which a payload that comes a second time is known; `None` where the body has none.
    ///
    /// Source: Powens documentation.
    #[must_use]
    pub const fn id(&self) -> Option<i64> {
        self.id
    }

    /// The id of the user whom it is about. Only a `CONNECTION_DELETED` may be without: there it is `id_user`, and `None` where
    /// that is absent or no id.
    #[must_use]
    pub const fn user_id(&self) -> Option<u64> {
        self.user_id
    }

    /// When it was signed; `None` for the mechanisms without a signature.
    #[must_use]
    pub const fn signed_at(&self) -> Option<SystemTime> {
        self.origin.signed_at
    }

    /// The name of the secret that signed it; `None` for a single one without a name.
    #[must_use]
    pub fn secret_name(&self) -> Option<&str> {
        self.origin.secret_name.as_deref()
    }

    /// What proved its sender.
    #[must_use]
    pub const fn mechanism(&self) -> Mechanism {
        self.origin.mechanism
    }

    /// The bytes of the payload, inflated if they came compressed. Fit for a queue: [`read_event`] makes an event of them again.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The same with bytes of its own, to be handed to another task or thread.
    #[must_use]
    pub fn into_owned(self) -> Event<'static> {
        Event { body: Cow::Owned(self.body.into_owned()), ..self }
    }

    /// The payload. Keys that no document names are in `other` of each object. A body that is nested as deep as a check lets pass, 128
    /// levels, takes up to 128 KiB of stack, and up to 512 KiB where nothing is optimised.
    ///
    /// # Errors
    /// `unrepresentable`, with the place: JSON holds texts and numbers that Rust has no value for. See [`Unrepresentable`](crate::check::Unrepresentable).
    pub fn payload(&self) -> Result<Payload, WebhookError> {
        Payload::read(self.webhook_type, &self.body).map_err(|error| self.unrepresentable(error))
    }

    /// The user alone, made of its own bytes: a first synchronisation has megabytes beside it. `None` for a
    /// `CONNECTION_DELETED`, which carries no user.
    ///
    /// # Errors
    /// `unrepresentable`, as [`Self::payload`].
    pub fn user(&self) -> Result<Option<User>, WebhookError> {
        let Some(range) = self.user.clone() else { return Ok(None) };
        let start = range.start;
        let Some(user) = self.body.get(range) else { return Ok(None) };
        let place = match self.webhook_type {
            WebhookType::UserSynced | WebhookType::ConnectionSynced => "/user",
            _ => "",
        };
        read(user).map(Some).map_err(|NotHeld { what, issue }| {
            let issue = issue.map(|issue| from_start_of_body(issue, place, start));
            self.unrepresentable(NotHeld { what, issue })
        })
    }

    #[cold]
    fn unrepresentable(&self, error: NotHeld) -> WebhookError {
        let error = WebhookError::not_held(error);
        if self.is_authentic { error.into_authentic().with(Kept::body((&*self.body).into())) } else { error }
    }
}

/// What is wrong with a part of a body, which stands at this place and begins at this byte.
fn from_start_of_body(issue: Issue, place: &str, start: usize) -> Issue {
    let detail = match issue.detail {
        Detail::At(at) => Detail::At(at.saturating_add(start as u64)),
        detail => detail,
    };
    Issue { pointer: format!("{place}{}", issue.pointer), detail, ..issue }
}

impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("event_type", &self.webhook_type)
            .field("id", &self.id)
            .field("signed_at", &self.origin.signed_at)
            .field("secret_name", &self.origin.secret_name)
            .field("mechanism", &self.origin.mechanism)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// The id of the user whom an accepted body is about.
pub(super) fn user_id(webhook_type: WebhookType, report: &Report) -> Option<u64> {
    webhook_type.owner(&report.captured).and_then(|id| u64::try_from(id).ok())
}

/// Makes an event of bytes whose sender you have proven: those that were kept after they were verified, or a request whose OAuth2
/// token you have checked. It checks the payload and **proves nothing**: for a request, use [`Webhooks`](super::Webhooks) or
/// [`verify_bearer`](super::verify_bearer). Compressed bytes are not inflated.
///
/// ```
/// use powens_users::webhook::{EventOrigin, WebhookType, read_event};
///
/// let event = read_event(WebhookType::UserCreated, br#"{"id":42,"id_webhook_data":7}"#, EventOrigin::default())?;
/// assert_eq!((event.id(), event.user_id()), (Some(7), Some(42)));
/// # Ok::<(), powens_users::webhook::WebhookError>(())
/// ```
///
/// # Errors
/// `payload_invalid`, which is not authentic, since nothing was proven here.
///
/// Source: our decision.
pub fn read_event(webhook_type: WebhookType, body: &[u8], origin: EventOrigin) -> Result<Event<'_>, WebhookError> {
    Event::new(webhook_type, Cow::Borrowed(body), scan(webhook_type, default_options(), body), origin, false)
}
