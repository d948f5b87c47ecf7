//! What an answer means.

use std::time::Duration;

use super::call::Call;
use super::error::ApiError;
use super::error_body::ErrorBody;
use super::reason::{Declared, Documented, Reason, Unconfirming};
use super::status;
use crate::check::{self, Report};
use crate::model::slot;

/// How much of a body is read that is no success, or that only confirms one.
const MAX_SMALL_BODY_BYTES: u64 = 65_536;

/// What came back for a request, before its body.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Head {
    /// HTTP status; 0 for a redirect that a browser hides.
    pub status: u16,
    /// Whether a redirect was answered or followed.
    pub redirect: Redirect,
    /// The header `X-Request-Id`.
    pub request_id: Option<String>,
    /// The header `Retry-After`, as a time from now on.
    pub retry_after: Option<Duration>,
    /// The header `Content-Type`. Only explains why a body is no JSON.
    pub declared: Declared,
    /// The header `Content-Length`.
    pub content_length: Option<u64>,
}

/// How a redirect showed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Redirect {
    /// It did not, unless the status says so.
    #[default]
    None,
    /// A browser hid it: type `opaqueredirect`, status 0.
    Hidden,
    /// The transport followed it against what it was told.
    Followed,
}

/// What is to be done with a body, as its head tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Nobody reads it.
    Discard,
    /// It is larger than allowed: nobody reads it.
    TooLarge,
    /// It is read whole, if it has at most so many bytes, and then judged.
    Collect(u64),
    /// It is checked while it is read, if it has at most so many bytes, and is what the caller gets.
    Check(u64),
}

/// How a body that was to be collected came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collected<'a> {
    /// All of it.
    Bytes(&'a [u8]),
    /// It was not read, or is larger than allowed.
    TooLarge,
    /// It broke off.
    BrokenOff,
}

impl Head {
    /// A head without headers.
    #[must_use]
    pub const fn new(status: u16) -> Self {
        Self {
            status,
            redirect: Redirect::None,
            request_id: None,
            retry_after: None,
            declared: Declared::Other,
            content_length: None,
        }
    }

    /// The status, where there was one.
    #[must_use]
    pub fn shown_status(&self) -> Option<u16> {
        Some(self.status).filter(|status| *status != 0)
    }

    /// Whether it is a redirect, and if so, whether the transport followed it.
    pub(super) const fn redirected(&self) -> Option<bool> {
        match self.redirect {
            Redirect::Followed => Some(true),
            Redirect::Hidden => Some(false),
            Redirect::None if matches!(self.status, 300..=303 | 305..=399) => Some(false),
            Redirect::None => None,
        }
    }

    /// Whether the status alone is that of a success.
    pub(super) const fn is_success(&self, call: &Call) -> bool {
        self.redirected().is_none() && (self.status == 200 || self.status == 204 && call.is_delete())
    }

    /// Whether the body is what the caller gets, so that it is checked, rather than collected.
    pub(super) const fn is_checked(&self, call: &Call) -> bool {
        self.redirected().is_none() && self.status == 200 && !call.is_delete()
    }

    /// What is to be done with the body.
    #[must_use]
    pub fn plan(&self, call: &Call, max_response_bytes: u64) -> Plan {
        if self.redirected().is_some() || self.status == 204 {
            return Plan::Discard;
        }
        let plan = if self.is_checked(call) {
            Plan::Check(max_response_bytes)
        } else {
            Plan::Collect(max_response_bytes.min(MAX_SMALL_BODY_BYTES))
        };
        match plan {
            Plan::Check(most) | Plan::Collect(most) if self.content_length.is_some_and(|length| length > most) => {
                Plan::TooLarge
            }
            plan => plan,
        }
    }

    /// An error that carries what is known of this answer.
    pub(super) fn error(&self, reason: Reason) -> ApiError {
        let mut error = ApiError::new(reason);
        let fields = error.fields();
        fields.status = self.shown_status();
        fields.request_id.clone_from(&self.request_id);
        fields.retry_after = self.retry_after;
        error
    }

    /// The error of an answer that is no success; `body` as far as it is known.
    pub(super) fn status_error(&self, call: &Call, body: &[u8]) -> ApiError {
        let mut error = self.error(match self.redirected() {
            Some(followed) => Reason::Redirect(followed),
            None => Reason::Status(call.route(), self.status, status::hint(call.route(), self.status)),
        });
        if let Some(body) = ErrorBody::read(check::strip_bom(body)) {
            body.describe(error.fields());
        }
        error
    }

    /// Whether the body that was checked is what the call asked for.
    pub(super) fn judge_checked(&self, call: &Call, report: Report, length: u64) -> Result<(), ApiError> {
        if let Some(refusal) = report.refusal {
            let documented = match call {
                Call::List { .. } => Documented::UsersList,
                Call::Get(_) | Call::Delete(_) => Documented::User,
            };
            let mut error = self.error(if refusal.malformed {
                Reason::NotJson(length, self.declared)
            } else {
                Reason::WrongShape(documented)
            });
            error.fields().issues = refusal.issues;
            return Err(error);
        }
        match call.asked() {
            Some(asked) if report.captured.integer(slot::USER).is_none_or(|id| u64::try_from(id) != Ok(asked)) => {
                Err(self.error(Reason::OtherUser(asked)))
            }
            _ => Ok(()),
        }
    }

    /// What an answer says whose body was collected, or discarded; at most so many bytes are read of one that is checked.
    pub(super) fn judge_collected(&self, call: &Call, body: Collected<'_>, most: u64) -> Result<(), ApiError> {
        match (call, self.status, self.redirected()) {
            (Call::Delete(_), 204, None) => Ok(()),
            (Call::Delete(_), 200, None) => self.confirm_delete(call, body),
            (_, 200, None) => Err(self.error(Reason::TooLarge(most))),
            _ => {
                // A status says what is needed, with a body or without.
                let bytes = if let Collected::Bytes(bytes) = body { bytes } else { &[] };
                Err(self.status_error(call, bytes))
            }
        }
    }

    /// Whether an answer with status 200 confirms a delete: an empty body, or one unambiguous object that is no error body, and
    /// whose id, where it has one, is that of the user asked for. A portal, a gateway or an application's catch-all page
    /// answers 200 to every method.
    fn confirm_delete(&self, call: &Call, body: Collected<'_>) -> Result<(), ApiError> {
        let unconfirmed = |what| Err(self.error(Reason::Unconfirmed(what)));
        let bytes = match body {
            Collected::Bytes(bytes) => check::strip_bom(bytes),
            Collected::TooLarge => return unconfirmed(Unconfirming::TooLarge),
            Collected::BrokenOff => return unconfirmed(Unconfirming::BrokenOff),
        };
        if bytes.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {
            return Ok(());
        }
        let Some(body) = ErrorBody::read(bytes) else { return unconfirmed(Unconfirming::NoObject) };
        if !body.code.is_empty() {
            let mut error = self.error(Reason::Unconfirmed(Unconfirming::Error));
            body.describe(error.fields());
            return Err(error);
        }
        if body.id.is_empty() {
            return Ok(());
        }
        let id = check::raw_integer(body.id).and_then(|id| u64::try_from(id).ok()).filter(|id| *id > 0);
        match (id, call.asked()) {
            (None, _) => unconfirmed(Unconfirming::Id),
            (Some(id), Some(asked)) if id != asked => Err(self.error(Reason::OtherUser(asked))),
            _ => Ok(()),
        }
    }
}
