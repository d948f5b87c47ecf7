//! What exactly made a call fail, as plain values: each host has its own words for it.

use std::fmt;
use std::time::Duration;

use super::base_url::BaseUrlProblem;
use super::call::{Route, TokenKind};
use super::error::{ApiError, ErrorKind};
use super::extra_headers::HeaderProblem;
use super::status::Hint;
use super::token::TokenProblem;
use super::user_id::UserIdProblem;
use crate::check::Unrepresentable;
use crate::limit::{Limit, OutOfBounds};
use crate::words::words;

/// What exactly made a call fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The user id.
    UserId(UserIdProblem),
    /// The domain or the base URL.
    BaseUrl(BaseUrlProblem),
    /// A number that is set.
    Setting(Limit),
    /// A token that is set for all calls.
    Token(TokenKind, TokenProblem),
    /// A token that is set for one call.
    CallToken(TokenProblem),
    /// No token is to be sent, and no proxy is there to add it.
    TokenNotSent(TokenKind),
    /// A set of headers.
    Headers(HeaderProblem),
    /// The token that the call needs is not set.
    TokenMissing(TokenKind),
    /// What was asked for the token failed.
    TokenFailed(TokenKind),
    /// What was asked for the token gave something else.
    TokenNoText(TokenKind),
    /// What was asked for the token gave text that is none.
    TokenRefused(TokenKind, TokenProblem),
    /// What was asked for the headers failed.
    HeadersFailed,
    /// What was asked for the headers gave something else.
    HeadersNone,
    /// What was asked for the headers gave what no request can hold.
    HeadersRefused(HeaderProblem),
    /// No answer came. Whether a refusal by CORS may look like this.
    NoAnswer(bool),
    /// The answer of this status broke off.
    BrokenOff(u16),
    /// The transport gave a value that is no answer.
    NoResponse(NoResponse),
    /// The deadline passed, after so long, and before the first request or not.
    TimedOut(Duration, bool),
    /// A status that is no success.
    Status(Route, u16, Hint),
    /// A redirect, which the transport followed against what it was told or not.
    Redirect(bool),
    /// The answer is larger than so many bytes.
    TooLarge(u64),
    /// There is not enough memory.
    OutOfMemory,
    /// So many bytes that are no JSON, and what they were declared as.
    NotJson(u64, Declared),
    /// The runtime's own parser refused what the check passed.
    Unparsable,
    /// JSON of another shape.
    WrongShape(Documented),
    /// Another user than this one.
    OtherUser(u64),
    /// A delete of unknown effect was followed by a refusal with this status.
    RefusedAfterUnknown(u16),
    /// A delete was answered with 200 and this.
    Unconfirmed(Unconfirming),
    /// The answer was accepted, and holds what the types of the model do not.
    Unrepresentable(Unrepresentable),
}

words! {
    /// A value that is no answer.
    #[non_exhaustive]
    pub enum NoResponse {
        /// No object.
        NoObject = "a value that is no object",
        /// An object without an HTTP status.
        NoStatus = "an object without an HTTP status",
    }
}

words! {
    /// What an answer says that its body is.
    #[non_exhaustive]
    pub enum Declared {
        /// JSON.
        Json = "declared as JSON",
        /// HTML.
        Html = "of HTML; a proxy in front of the API may have answered",
        /// Something else, or nothing.
        Other = "not declared as JSON",
    }
}

words! {
    /// A documented body.
    #[non_exhaustive]
    pub enum Documented {
        /// That of a list.
        UsersList = "UsersList",
        /// That of a get.
        User = "User",
    }
}

words! {
    /// A body that does not confirm a delete.
    #[non_exhaustive]
    pub enum Unconfirming {
        /// Not one unambiguous JSON object.
        NoObject = "a body that is no unambiguous JSON object; a proxy or a sign-in page may have answered",
        /// The body of an error.
        Error = "the body of an error",
        /// An object with an id that is none.
        Id = "an id that is no user's",
        /// More than is read of such a body.
        TooLarge = "a body that is too large for a confirmation",
        /// A body that broke off.
        BrokenOff = "a body that broke off",
    }
}

/// A reason as numbers: which it is, and up to three that belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts {
    /// Which reason: its place in [`Reason::NAMES`].
    pub reason: u8,
    /// Which problem, kind or hint.
    pub a: u8,
    /// A further one, or a status, a length, a time in milliseconds.
    pub n: f64,
    /// The other end of a range.
    pub m: f64,
}

impl Reason {
    /// The names of the reasons, in the order of their numbers.
    #[doc(hidden)]
    pub const NAMES: &'static [&'static str] = &[
        "UserId",
        "BaseUrl",
        "Setting",
        "Token",
        "CallToken",
        "TokenNotSent",
        "Headers",
        "TokenMissing",
        "TokenFailed",
        "TokenNoText",
        "TokenRefused",
        "HeadersFailed",
        "HeadersNone",
        "HeadersRefused",
        "NoAnswer",
        "BrokenOff",
        "NoResponse",
        "TimedOut",
        "Status",
        "Redirect",
        "TooLarge",
        "OutOfMemory",
        "NotJson",
        "Unparsable",
        "WrongShape",
        "OtherUser",
        "RefusedAfterUnknown",
        "Unconfirmed",
        "Unrepresentable",
    ];

    /// The kind that it is of.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::UserId(_)
            | Self::BaseUrl(_)
            | Self::Setting(_)
            | Self::Token(..)
            | Self::CallToken(_)
            | Self::TokenNotSent(_)
            | Self::Headers(_) => ErrorKind::InvalidArgument,
            Self::TokenMissing(_) | Self::TokenFailed(_) | Self::TokenNoText(_) | Self::TokenRefused(..) => {
                ErrorKind::TokenUnavailable
            }
            Self::HeadersFailed | Self::HeadersNone | Self::HeadersRefused(_) => ErrorKind::HeadersUnavailable,
            Self::NoAnswer(_) | Self::BrokenOff(_) => ErrorKind::Network,
            Self::NoResponse(_) => ErrorKind::InvalidResponse,
            Self::TimedOut(..) => ErrorKind::Timeout,
            Self::Status(..) => ErrorKind::HttpStatus,
            Self::Redirect(_) => ErrorKind::Redirect,
            Self::TooLarge(_) | Self::OutOfMemory => ErrorKind::TooLarge,
            Self::NotJson(..) | Self::Unparsable => ErrorKind::InvalidJson,
            Self::WrongShape(_) => ErrorKind::InvalidShape,
            Self::OtherUser(_) => ErrorKind::IdMismatch,
            Self::RefusedAfterUnknown(_) | Self::Unconfirmed(_) => ErrorKind::DeleteUnconfirmed,
            Self::Unrepresentable(_) => ErrorKind::Unrepresentable,
        }
    }

    /// The reason as numbers, for a host with words of its own.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // Limits and lengths are far below 2^53, as are ids.
    #[doc(hidden)]
    pub const fn parts(&self) -> Parts {
        const fn of(reason: u8, a: u8, n: f64, m: f64) -> Parts {
            Parts { reason, a, n, m }
        }
        const fn ms(time: Duration) -> f64 {
            time.as_secs() as f64 * 1_000.0 + time.subsec_millis() as f64
        }
        match *self {
            Self::UserId(problem) => of(0, problem as u8, 0.0, 0.0),
            Self::BaseUrl(problem) => of(1, problem as u8, 0.0, 0.0),
            Self::Setting(limit) => of(2, limit.setting as u8, limit.least as f64, limit.most as f64),
            Self::Token(kind, problem) => of(3, kind as u8, problem as u8 as f64, 0.0),
            Self::CallToken(problem) => of(4, 0, problem as u8 as f64, 0.0),
            Self::TokenNotSent(kind) => of(5, kind as u8, 0.0, 0.0),
            Self::Headers(problem) => of(6, problem as u8, 0.0, 0.0),
            Self::TokenMissing(kind) => of(7, kind as u8, 0.0, 0.0),
            Self::TokenFailed(kind) => of(8, kind as u8, 0.0, 0.0),
            Self::TokenNoText(kind) => of(9, kind as u8, 0.0, 0.0),
            Self::TokenRefused(kind, problem) => of(10, kind as u8, problem as u8 as f64, 0.0),
            Self::HeadersFailed => of(11, 0, 0.0, 0.0),
            Self::HeadersNone => of(12, 0, 0.0, 0.0),
            Self::HeadersRefused(problem) => of(13, problem as u8, 0.0, 0.0),
            Self::NoAnswer(cors) => of(14, cors as u8, 0.0, 0.0),
            Self::BrokenOff(status) => of(15, 0, status as f64, 0.0),
            Self::NoResponse(what) => of(16, what as u8, 0.0, 0.0),
            Self::TimedOut(after, before_first) => of(17, before_first as u8, ms(after), 0.0),
            Self::Status(route, status, hint) => of(18, hint as u8, status as f64, route as u8 as f64),
            Self::Redirect(followed) => of(19, followed as u8, 0.0, 0.0),
            Self::TooLarge(most) => of(20, 0, most as f64, 0.0),
            Self::OutOfMemory => of(21, 0, 0.0, 0.0),
            Self::NotJson(length, declared) => of(22, declared as u8, length as f64, 0.0),
            Self::Unparsable => of(23, 0, 0.0, 0.0),
            Self::WrongShape(documented) => of(24, documented as u8, 0.0, 0.0),
            Self::OtherUser(asked) => of(25, 0, asked as f64, 0.0),
            Self::RefusedAfterUnknown(status) => of(26, 0, status as f64, 0.0),
            Self::Unconfirmed(what) => of(27, what as u8, 0.0, 0.0),
            Self::Unrepresentable(what) => of(28, what as u8, 0.0, 0.0),
        }
    }
}

impl From<OutOfBounds> for Reason {
    fn from(OutOfBounds(limit): OutOfBounds) -> Self {
        Self::Setting(limit)
    }
}

impl From<OutOfBounds> for ApiError {
    fn from(error: OutOfBounds) -> Self {
        Self::new(error)
    }
}

impl From<BaseUrlProblem> for ApiError {
    fn from(problem: BaseUrlProblem) -> Self {
        Self::new(Reason::BaseUrl(problem))
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UserId(problem) => {
                write!(f, "the user id must be a positive integer up to 9007199254740991, or \"me\": {}", problem.as_str())
            }
            Self::BaseUrl(problem) => problem.fmt(f),
            Self::Setting(limit) => OutOfBounds(*limit).fmt(f),
            Self::Token(kind, problem) => write!(f, "the {} {}", kind.as_str(), problem.as_str()),
            Self::CallToken(problem) => problem.fmt(f),
            Self::TokenNotSent(kind) => {
                write!(f, "the {} must be given with a domain: only a proxy can add the authorization itself", kind.as_str())
            }
            Self::Headers(problem) => problem.fmt(f),
            Self::TokenMissing(kind) => write!(f, "this call needs the {}, which was not given", kind.as_str()),
            Self::TokenFailed(kind) => write!(f, "the source of the {} failed", kind.as_str()),
            Self::TokenNoText(kind) => write!(f, "the source of the {} gave no text", kind.as_str()),
            Self::TokenRefused(kind, problem) => {
                write!(f, "the source of the {} gave no token that can be sent: it {}", kind.as_str(), problem.as_str())
            }
            Self::HeadersFailed => f.write_str("the source of the headers failed"),
            Self::HeadersNone => f.write_str("the source of the headers gave what is no set of headers"),
            Self::HeadersRefused(problem) => write!(f, "the source of the headers failed: its set {}", problem.as_str()),
            Self::NoAnswer(false) => f.write_str("no answer came from the API; check the network and the host name"),
            Self::NoAnswer(true) => f.write_str(
                "no answer came from the API; in a browser the usual cause is CORS: the origin of the page must be listed in biapi.allowed_origins of the domain's configuration",
            ),
            Self::BrokenOff(status) => write!(f, "the answer, of status {status}, broke off before its end"),
            Self::NoResponse(what) => write!(f, "the transport gave {}", what.as_str()),
            Self::TimedOut(after, before_first) => {
                let when = if *before_first { " before the first request" } else { "" };
                write!(f, "the call was not done within {after:?}{when}")
            }
            Self::Status(route, status, hint) => {
                write!(f, "{} was answered with status {status}: {}", route.as_str(), hint.as_str())
            }
            Self::Redirect(true) => f.write_str("the transport followed a redirect, which must not be followed with a token"),
            Self::Redirect(false) => {
                f.write_str("the API answered with a redirect, which is never followed with a token: correct the domain or base URL")
            }
            Self::TooLarge(most) => write!(f, "the answer is larger than allowed ({most} bytes)"),
            Self::OutOfMemory => f.write_str("there is not enough memory for the answer"),
            Self::NotJson(length, declared) => {
                write!(f, "the body of the answer is no JSON ({length} bytes {})", declared.as_str())
            }
            Self::Unparsable => f.write_str("the body of the answer could not be made an object"),
            Self::WrongShape(documented) => write!(f, "the body of the answer is no {}", documented.as_str()),
            Self::OtherUser(asked) => {
                write!(f, "the answer holds another user than the one asked for, {asked}; do not use it")
            }
            Self::RefusedAfterUnknown(status) => write!(
                f,
                "it is not known whether the user was deleted: an attempt got no clear answer, and the next one was refused with status {status}, as it would be if the user were gone; look the user up before you go on"
            ),
            Self::Unconfirmed(what) => write!(
                f,
                "it is not known whether the user was deleted: the answer has status 200 and {}; look the user up before you go on",
                what.as_str()
            ),
            Self::Unrepresentable(what) => write!(f, "the answer holds {}", what.as_str()),
        }
    }
}
