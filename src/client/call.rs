//! The calls before they are made, with options of their own.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use tracing::Instrument;

use super::client::Client;
use super::driver::{Accepted, perform};
use super::source::BoxFuture;
use super::span::CallSpan;
use super::transport::Transport;
use crate::api::{ApiError, Call, Reason, TIMEOUT_MS, Token, TokenProblem, UserId};
use crate::model::{User, UsersList};

/// A call under way. It is `Send` natively and `'static`, does nothing until it is polled, and dropping it ends it.
pub type CallFuture<O> = BoxFuture<Result<O, ApiError>>;

/// What one call sets for itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    timeout: Option<Duration>,
    token: Option<Result<Token, TokenProblem>>,
}

impl Options {
    pub fn checked(self) -> Result<(Option<Duration>, Option<Token>), ApiError> {
        let timeout = self.timeout.map(checked_timeout).transpose()?;
        let token = self.token.transpose().map_err(|problem| ApiError::from(Reason::CallToken(problem)))?;
        Ok((timeout, token))
    }
}

/// A timeout within its bounds.
pub(super) fn checked_timeout(timeout: Duration) -> Result<Duration, ApiError> {
    TIMEOUT_MS.check(u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX))?;
    Ok(timeout)
}

/// Declares the options that every call has.
macro_rules! call {
    ($(#[$attribute:meta])* $name:ident { $($field:ident: $type:ty,)* }) => {
        $(#[$attribute])*
        #[must_use = "a call does nothing until its future is polled"]
        pub struct $name<T> {
            pub(super) client: Arc<Client<T>>,
            pub(super) options: Options,
            $(pub(super) $field: $type,)*
        }

        impl<T> $name<T> {
            /// The total time of this call, instead of that of the client: token, headers, attempts, waits and body. From 1 ms to
            /// some 24 days.
            pub fn timeout(mut self, timeout: Duration) -> Self {
                self.options.timeout = Some(timeout);
                self
            }

            /// The token of this call, instead of that of the client. No source is asked.
            pub fn token(mut self, token: impl AsRef<str>) -> Self {
                self.options.token = Some(Token::new(token.as_ref()));
                self
            }
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                Self { client: self.client.clone(), options: self.options.clone(), $($field: self.$field,)* }
            }
        }

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name))
                    $(.field(stringify!($field), &self.$field))*
                    .field("options", &self.options)
                    .finish_non_exhaustive()
            }
        }
    };
}

call! {
    /// A call of [`UsersApi::list`](super::UsersApi::list): await it.
    ListUsers { limit: Option<u64>, offset: Option<u64>, }
}

call! {
    /// A call of [`UsersApi::get`](super::UsersApi::get): await it.
    GetUser { user_id: UserId, }
}

call! {
    /// A call of [`UsersApi::delete`](super::UsersApi::delete): await it.
    DeleteUser { user_id: UserId, }
}

impl<T> ListUsers<T> {
    /// At most this many users: a positive integer. Passed on to Powens, which does not document it for users. With it,
    /// [`UsersList::complete`] says whether this one answer holds every user, so it is false on a last page too.
    ///
    /// Source: `limit` of other collections in the Powens documentation.
    pub const fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Skips this many users. Passed on to Powens, which does not document it for users.
    ///
    /// Source: `offset` of other collections in the Powens documentation.
    pub const fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }
}

impl<T: Transport> IntoFuture for ListUsers<T> {
    type Output = Result<UsersList, ApiError>;
    type IntoFuture = CallFuture<UsersList>;

    fn into_future(self) -> CallFuture<UsersList> {
        let call = Call::list(self.limit, self.offset);
        future(self.client, call, self.options, |accepted| accepted.exchange.read_list(&accepted.body))
    }
}

impl<T: Transport> IntoFuture for GetUser<T> {
    type Output = Result<User, ApiError>;
    type IntoFuture = CallFuture<User>;

    fn into_future(self) -> CallFuture<User> {
        let call = Ok(Call::Get(self.user_id));
        future(self.client, call, self.options, |accepted| accepted.exchange.read_user(&accepted.body))
    }
}

impl<T: Transport> IntoFuture for DeleteUser<T> {
    type Output = Result<(), ApiError>;
    type IntoFuture = CallFuture<()>;

    fn into_future(self) -> CallFuture<()> {
        future(self.client, Ok(Call::Delete(self.user_id)), self.options, |_| Ok(()))
    }
}

/// The future of a call: all of it runs there, what the caller has handed in too.
fn future<T: Transport, O: 'static>(
    client: Arc<Client<T>>,
    call: Result<Call, ApiError>,
    options: Options,
    read: fn(Accepted) -> Result<O, ApiError>,
) -> CallFuture<O> {
    Box::pin(async move {
        let call = call?;
        let mut telling = CallSpan::new(&call);
        let span = telling.span().clone();
        let performed = perform(&client, call, options, &mut telling).instrument(span).await;
        let result = performed.and_then(read);
        telling.end(result.as_ref().err());
        result
    })
}
