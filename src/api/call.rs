//! The three calls.

use super::base_url::BaseUrl;
use super::error::ApiError;
use super::limits::{PAGE_LIMIT, PAGE_OFFSET};
use super::user_id::UserId;
use crate::text::push_decimal;
use crate::words::words;

words! {
    /// HTTP method of a call.
    pub enum Method {
        /// Reads.
        Get = "GET",
        /// Erases.
        Delete = "DELETE",
    }
}

words! {
    /// Which of the two tokens a call needs. Source: Powens documentation.
    pub enum TokenKind {
        /// The users token of the domain, from the console's Settings.
        Users = "users token",
        /// The token of one user.
        User = "user token",
    }
}

words! {
    /// Method and path of a call, fit for logs and metrics.
    pub enum Route {
        /// Of a list.
        List = "GET /users",
        /// Of a get.
        Get = "GET /users/{userId}",
        /// Of a delete.
        Delete = "DELETE /users/{userId}",
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
    /// `invalid_argument` unless `limit` is a positive integer, both up to 2^53-1.
    pub fn list(limit: Option<u64>, offset: Option<u64>) -> Result<Self, ApiError> {
        let limit = limit.map(|number| PAGE_LIMIT.check(number)).transpose()?;
        let offset = offset.map(|number| PAGE_OFFSET.check(number)).transpose()?;
        Ok(Self::List { limit, offset })
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

    /// The number of the user asked for; `None` for a list and for `me`.
    pub(super) fn asked(&self) -> Option<u64> {
        self.user_id().and_then(UserId::number)
    }

    /// Method and path as a pattern.
    #[must_use]
    pub const fn route(&self) -> Route {
        match self {
            Self::List { .. } => Route::List,
            Self::Get(_) => Route::Get,
            Self::Delete(_) => Route::Delete,
        }
    }

    /// The full URL.
    #[must_use]
    pub fn url(&self, base: &BaseUrl) -> String {
        let mut url = base.as_str().to_owned();
        url.push_str("/users");
        match self {
            Self::List { limit, offset } => {
                let mut mark = '?';
                for (name, value) in [("limit=", limit), ("offset=", offset)] {
                    if let Some(value) = value {
                        url.push(mark);
                        url.push_str(name);
                        push_decimal(&mut url, *value);
                        mark = '&';
                    }
                }
            }
            Self::Get(user_id) | Self::Delete(user_id) => {
                url.push('/');
                user_id.push_to(&mut url);
            }
        }
        url
    }

    /// Whether the call erases, so that its failures carry an effect.
    #[must_use]
    pub const fn is_delete(&self) -> bool {
        matches!(self, Self::Delete(_))
    }
}
