//! What an answer means.

use super::call::Call;
use super::error::{ApiError, ErrorCode};
use super::error_body::ErrorBody;
use super::retry::retry_after_ms;
use super::status;
use crate::check::{self, Member};
use crate::model::{User, UsersList};
use crate::text;

/// Most issues of a body that are told. Our decision.
const MAX_ISSUES: usize = 100;

/// What came back for a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// HTTP status; 0 for a redirect that a browser hides.
    pub status: u16,
    /// Whether a redirect was answered or followed.
    pub redirect: Redirect,
    /// The header `X-Request-Id`.
    pub request_id: Option<String>,
    /// The header `Retry-After`, in milliseconds from now.
    pub retry_after_ms: Option<f64>,
    /// The header `Content-Type`. Only explains why a body is no JSON.
    pub content_type: Option<String>,
    /// The body.
    pub body: Body,
}

/// How a redirect showed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Redirect {
    /// It did not, unless the status says so.
    #[default]
    None,
    /// A browser hid it: type `opaqueredirect`, status 0.
    Hidden,
    /// `fetch` followed it against what it was told.
    Followed,
}

/// The body of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// All of it.
    Bytes(Vec<u8>),
    /// It was not asked for, or broke off.
    Unread,
}

impl Answer {
    /// An answer without headers.
    #[must_use]
    pub const fn new(status: u16, body: Vec<u8>) -> Self {
        Self {
            status,
            redirect: Redirect::None,
            request_id: None,
            retry_after_ms: None,
            content_type: None,
            body: Body::Bytes(body),
        }
    }

    /// Takes the header `Retry-After`, as seconds or as a date.
    pub fn set_retry_after(&mut self, header: &str, now_ms: f64) {
        self.retry_after_ms = retry_after_ms(header, now_ms);
    }

    /// The status, where there was one.
    #[must_use]
    pub fn shown_status(&self) -> Option<u16> {
        Some(self.status).filter(|status| *status != 0)
    }

    /// Whether there is a body to read: not for 204, nor for a redirect.
    #[must_use]
    pub fn has_body(&self) -> bool {
        self.status != 204 && refuse_redirect(self).is_ok()
    }

    fn bytes(&self) -> &[u8] {
        match &self.body {
            Body::Bytes(bytes) => check::strip_bom(bytes),
            Body::Unread => &[],
        }
    }

    /// An error that carries what is known of this answer.
    pub(super) fn error(&self, code: ErrorCode, message: String) -> ApiError {
        let mut error = ApiError::new(code, message);
        error.status = self.shown_status();
        error.request_id.clone_from(&self.request_id);
        error.retry_after_ms = self.retry_after_ms;
        error
    }
}

/// A success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted<'a> {
    /// The checked body: a `UsersList` for a list, a `User` for a get.
    Json(&'a [u8]),
    /// The user is gone.
    Deleted,
}

#[cfg(not(target_arch = "wasm32"))]
impl Accepted<'_> {
    /// The user of a get; `None` for the other calls, and for what JavaScript can hold but serde_json cannot: lone surrogates,
    /// numbers beyond a float, 128 levels.
    #[must_use]
    pub fn user(&self) -> Option<User> {
        self.parse()
    }

    /// The users of a list; `None` likewise.
    #[must_use]
    pub fn users_list(&self) -> Option<UsersList> {
        self.parse()
    }

    fn parse<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        match self {
            Self::Json(body) => serde_json::from_slice(body).ok(),
            Self::Deleted => None,
        }
    }
}

/// Reads the answer to `call`: a checked body, or why it is none.
///
/// 200 is success for a list and a get; 204 and 200 for a delete, whose body is looked at only for another user's id.
///
/// # Errors
/// `redirect`, `http_status`, `invalid_json`, `invalid_shape`, `id_mismatch`.
///
/// Source: Powens documentation for the statuses and the error body; the rest is our decision.
pub fn accept<'a>(call: &Call, answer: &'a Answer) -> Result<Accepted<'a>, ApiError> {
    refuse_redirect(answer)?;
    match (call, answer.status) {
        (Call::Delete(_), 204) => Ok(Accepted::Deleted),
        (Call::Delete(_), 200) => refuse_other_user(call, answer).map(|()| Accepted::Deleted),
        (Call::List { .. } | Call::Get(_), 200) => {
            refuse_wrong_body(call, answer)?;
            refuse_other_user(call, answer)?;
            Ok(Accepted::Json(answer.bytes()))
        }
        _ => Err(status_error(call, answer)),
    }
}

fn refuse_redirect(answer: &Answer) -> Result<(), ApiError> {
    let what = match answer.redirect {
        Redirect::Followed => "The fetch that was given followed a redirect, against redirect: \"manual\"",
        Redirect::Hidden => "The API answered with a redirect",
        Redirect::None if matches!(answer.status, 300..=303 | 305..=399) => "The API answered with a redirect",
        Redirect::None => return Ok(()),
    };
    let message = format!("{what}. A redirect is never followed with a token: correct domain or baseUrl.");
    Err(answer.error(ErrorCode::Redirect, message))
}

fn status_error(call: &Call, answer: &Answer) -> ApiError {
    let body = ErrorBody::read(answer.bytes()).unwrap_or_default();
    let message = format!(
        "{} {} was answered with status {}. {}",
        call.method().as_str(),
        call.path_pattern(),
        answer.status,
        status::hint(call, answer.status),
    );
    let mut error = answer.error(ErrorCode::HttpStatus, message);
    error.api_code = body.code;
    error.api_description = body.description;
    error.api_message = body.message;
    if body.request_id.is_some() {
        error.request_id = body.request_id;
    }
    error
}

fn refuse_wrong_body(call: &Call, answer: &Answer) -> Result<(), ApiError> {
    let (shape, name) = match call {
        Call::List { .. } => (UsersList::SHAPE, "UsersList"),
        Call::Get(_) | Call::Delete(_) => (User::SHAPE, "User"),
    };
    let Err(refusal) = check::check(answer.bytes(), shape, MAX_ISSUES) else { return Ok(()) };
    let (code, message) = if refusal.malformed {
        (ErrorCode::InvalidJson, format!("The body of the answer is no JSON ({}).", describe(answer)))
    } else {
        (ErrorCode::InvalidShape, format!("The body of the answer is no {name}."))
    };
    let mut error = answer.error(code, message);
    error.issues = refusal.issues;
    Err(error)
}

/// Length and declared type of a body, without a byte of it or of a header.
fn describe(answer: &Answer) -> String {
    let length = answer.bytes().len();
    let declared = answer.content_type.as_deref().unwrap_or_default().to_ascii_lowercase();
    let declares = |kind| text::split_once(&declared, kind).is_some();
    if declares("html") {
        return format!("{length} bytes of HTML; a proxy in front of the API may have answered");
    }
    let declared = if declares("json") { "declared as JSON" } else { "not declared as JSON" };
    format!("{length} bytes, {declared}")
}

fn refuse_other_user(call: &Call, answer: &Answer) -> Result<(), ApiError> {
    let Some(asked) = call.user_id().and_then(|user_id| user_id.number()) else { return Ok(()) };
    let [id] = check::members(answer.bytes(), ["id"]).unwrap_or([Member::Absent]);
    match id.integer() {
        Some(id) if u64::try_from(id) != Ok(asked) => Err(answer.error(
            ErrorCode::IdMismatch,
            format!("The answer holds another user than the one asked for, {asked}. Do not use it; tell Powens, with the request id."),
        )),
        _ => Ok(()),
    }
}
