//! The Users API.

use std::fmt;
use std::sync::Arc;

use super::builder::UsersApiBuilder;
use super::call::{DeleteUser, GetUser, ListUsers, Options};
use super::client::Client;
use crate::api::UserId;

/// The Powens Users API: list the users of a domain, get one, delete one.
///
/// One object serves any number of concurrent calls; a clone of it is the same one. A call is made with what belongs to it, and does
/// nothing until it is awaited:
///
/// ```no_run
/// # #[cfg(feature = "reqwest")]
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use powens_users::client::{Reqwest, UsersApi};
/// use powens_users::api::UserId;
///
/// let api = UsersApi::builder("acme-sandbox")
///     .users_token(std::env::var("POWENS_USERS_TOKEN")?)
///     .user_token(std::env::var("POWENS_USER_TOKEN")?)
///     .build(Reqwest::new()?)?;
/// let list = api.list().limit(100).await?;
/// let user = api.get(UserId::new(42)?).await?;
/// api.delete(UserId::ME).timeout(Duration::from_secs(5)).await?;
/// # Ok(())
/// # }
/// ```
///
/// Whatever a caller hands in (sources of tokens and headers, the clock, the transport) runs in the future of the call that it is
/// run for, so that it sees the task-locals of that call, and no call can hold up another. A panic of it goes through.
///
/// Dropping the future of a call ends the call at any point, and drops what it waited for. A delete of which a request was sent may
/// then have erased the user or not: it is not known.
///
/// Source: the "Users management" section of the Powens documentation.
pub struct UsersApi<T> {
    client: Arc<Client<T>>,
}

impl UsersApi<()> {
    /// Begins a client of the API at Powens, `https://{domain}.biapi.pro/2.0`. `domain` is the first label of the host name, such as
    /// `acme-sandbox`.
    pub fn builder(domain: impl Into<String>) -> UsersApiBuilder {
        UsersApiBuilder::of_domain(domain.into())
    }

    /// Begins a client of the API elsewhere: at a proxy of yours, at a sandbox. The base URL is the prefix before `/users`:
    /// `https://…`, `http://` on loopback, or, in a page, a path of its origin such as `/powens/2.0`.
    pub fn at(base_url: impl Into<String>) -> UsersApiBuilder {
        UsersApiBuilder::at(base_url.into())
    }
}

impl<T> UsersApi<T> {
    pub(super) fn of(client: Client<T>) -> Self {
        Self { client: Arc::new(client) }
    }

    /// Lists the users of the domain: `GET /users`, with the users token.
    ///
    /// [`complete`](crate::model::UsersList::complete) is false when the answer itself tells of more users than it holds. Keys of the
    /// answer that no document names are kept.
    ///
    /// Source: "List users" of the Powens documentation.
    pub fn list(&self) -> ListUsers<T> {
        ListUsers { client: self.client.clone(), options: Options::default(), limit: None, offset: None }
    }

    /// Gets one user: `GET /users/{userId}`, with that user's token. An answer with another id is
    /// [`IdMismatch`](crate::api::ErrorKind::IdMismatch).
    ///
    /// Source: "Get a user" of the Powens documentation.
    pub fn get(&self, user_id: UserId) -> GetUser<T> {
        GetUser { client: self.client.clone(), options: Options::default(), user_id }
    }

    /// Deletes one user and all their data at Powens, for good: `DELETE /users/{userId}`, with that user's token.
    ///
    /// It is `Ok` only when the API confirmed it: 204, or 200 with an empty body or one JSON object that is no error and holds no
    /// other user's id. Every error says in [`effect`](crate::api::ApiError::effect) whether an attempt may have erased the user all
    /// the same. After its future was dropped, treat the effect as unknown.
    ///
    /// Source: "Delete a user" of the Powens documentation.
    pub fn delete(&self, user_id: UserId) -> DeleteUser<T> {
        DeleteUser { client: self.client.clone(), options: Options::default(), user_id }
    }
}

impl<T> Clone for UsersApi<T> {
    fn clone(&self) -> Self {
        Self { client: self.client.clone() }
    }
}

impl<T> fmt::Debug for UsersApi<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}
