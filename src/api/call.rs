//! The three calls.

use super::base_url::BaseUrl;
use super::error::ApiError;
use super::user_id::{MAX_SAFE_INTEGER, UserId};

/// How much of the body of an error is read. Our decision.
const MAX_ERROR_BODY_BYTES: u64 = 65_536;

/// HTTP method of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Erases.
    Delete,
}

impl Method {
    /// As HTTP writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Delete => "DELETE",
        }
    }
}

/// Which of the two tokens a call needs. Source: Powens documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// The users token of the domain, from the console's Settings.
    Users,
    /// The token of one user.
    User,
}

impl TokenKind {
    /// The option of `UsersApi` that holds it.
    #[must_use]
    pub const fn option_name(self) -> &'static str {
        match self {
            Self::Users => "usersToken",
            Self::User => "userToken",
        }
    }
}

/// One call of the Users API.
///
/// Source: "Users management" of the Powens documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// `GET /users`.
    List {
        /// At most this many users; not documented for users by Powens.
        limit: Option<u64>,
        /// Skip this many users; not documented for users by Powens.
        offset: Option<u64>,
    },
    /// `GET /users/{userId}`.
    Get(UserId),
    /// `DELETE /users/{userId}`.
    Delete(UserId),
}

impl Call {
    /// A list of the page that `limit` and `offset` ask for.
    ///
    /// # Errors
    /// `invalid_argument` unless `limit` is a positive and `offset` a non-negative safe integer.
    pub fn list(limit: Option<f64>, offset: Option<f64>) -> Result<Self, ApiError> {
        Ok(Self::List {
            limit: limit.map(|number| whole("limit", number, 1)).transpose()?,
            offset: offset.map(|number| whole("offset", number, 0)).transpose()?,
        })
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> Method {
        match self {
            Self::List { .. } | Self::Get(_) => Method::Get,
            Self::Delete(_) => Method::Delete,
        }
    }

    /// The token that the call needs.
    #[must_use]
    pub const fn token_kind(&self) -> TokenKind {
        match self {
            Self::List { .. } => TokenKind::Users,
            Self::Get(_) | Self::Delete(_) => TokenKind::User,
        }
    }

    /// The user concerned, if it is about one.
    #[must_use]
    pub const fn user_id(&self) -> Option<UserId> {
        match self {
            Self::List { .. } => None,
            Self::Get(user_id) | Self::Delete(user_id) => Some(*user_id),
        }
    }

    /// The path as a pattern, fit for logs and metrics.
    #[must_use]
    pub const fn path_pattern(&self) -> &'static str {
        match self {
            Self::List { .. } => "/users",
            Self::Get(_) | Self::Delete(_) => "/users/{userId}",
        }
    }

    /// The full URL.
    #[must_use]
    pub fn url(&self, base: &BaseUrl) -> String {
        match self {
            Self::List { limit, offset } => {
                let mut url = format!("{base}/users");
                let mut mark = '?';
                for (name, value) in [("limit", limit), ("offset", offset)] {
                    if let Some(value) = value {
                        url.push_str(&format!("{mark}{name}={value}"));
                        mark = '&';
                    }
                }
                url
            }
            Self::Get(user_id) | Self::Delete(user_id) => format!("{base}/users/{user_id}"),
        }
    }

    /// Whether an answer with this status is nothing without its body.
    #[must_use]
    pub const fn needs_body(&self, status: u16) -> bool {
        status == 200 && !self.is_delete()
    }

    /// How much of a body with this status is read, at most: all that the caller allows of a success, else what an error
    /// needs. In bytes.
    #[must_use]
    pub fn body_limit(&self, status: u16, max_response_bytes: u64) -> u64 {
        if self.needs_body(status) { max_response_bytes } else { max_response_bytes.min(MAX_ERROR_BODY_BYTES) }
    }

    /// Whether the call erases, so that its failures carry an effect.
    #[must_use]
    pub const fn is_delete(&self) -> bool {
        matches!(self, Self::Delete(_))
    }
}

fn whole(name: &str, number: f64, least: u64) -> Result<u64, ApiError> {
    if number.fract() == 0.0 && (0.0..=MAX_SAFE_INTEGER).contains(&number) {
        // Exact: the range was just checked.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let whole = number as u64;
        if whole >= least {
            return Ok(whole);
        }
    }
    Err(ApiError::invalid_argument(format!("{name} must be an integer from {least} to 9007199254740991.")))
}
