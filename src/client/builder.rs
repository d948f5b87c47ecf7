//! How a client is made.

use std::fmt;
use std::future::Future;
use std::time::{Duration, SystemTime};

use super::call::checked_timeout;
use super::client::{Client, Give};
use super::source::{self, Sources};
use super::transport::{MaybeSend, MaybeSync, Transport};
use super::users_api::UsersApi;
use crate::SourceError;
use crate::api::{
    self, ApiError, BaseUrl, BaseUrlProblem, ExtraHeaders, HeaderProblem, HeadersSource, MAX_RESPONSE_BYTES,
    MAX_RETRIES, Reason, RetryPolicy, TIMEOUT_MS, Target, Token, TokenKind, TokenProblem, TokenSource, UserId,
};

/// The options of a [`UsersApi`]. Nothing is refused before [`build`](Self::build).
///
/// ```
/// use std::time::Duration;
/// use powens_users::client::UsersApi;
/// use powens_users::api::UserId;
///
/// let builder = UsersApi::builder("acme-sandbox")
///     .users_token("users-token")
///     .user_token_from(|user_id: UserId| async move {
///         // Asked once a call, in the call's own future.
///         Ok::<_, std::io::Error>(format!("the token of {user_id}"))
///     })
///     .timeout(Duration::from_secs(10))
///     .max_retries(1);
/// // No token is shown.
/// assert!(!format!("{builder:?}").contains("users-token"));
/// ```
#[must_use = "a builder does nothing until it is built"]
pub struct UsersApiBuilder {
    place: Place,
    users_token: Given,
    user_token: Given,
    sources: Sources,
    headers: Result<ExtraHeaders, HeaderProblem>,
    timeout: Option<Duration>,
    max_retries: Option<u32>,
    max_response_bytes: Option<u64>,
    allows_insecure_http: bool,
    now: Option<Box<dyn Give<SystemTime>>>,
    random: Option<Box<dyn Give<f64>>>,
}

/// Where the API is said to be.
enum Place {
    Domain(String),
    BaseUrl(String),
}

/// A token as it was given.
type Given = Result<TokenSource, TokenProblem>;

impl UsersApiBuilder {
    pub(super) fn of_domain(domain: String) -> Self {
        Self::new(Place::Domain(domain))
    }

    pub(super) fn at(base_url: String) -> Self {
        Self::new(Place::BaseUrl(base_url))
    }

    fn new(place: Place) -> Self {
        Self {
            place,
            users_token: Ok(TokenSource::Missing),
            user_token: Ok(TokenSource::Missing),
            sources: Sources::default(),
            headers: Ok(ExtraHeaders::default()),
            timeout: None,
            max_retries: None,
            max_response_bytes: None,
            allows_insecure_http: false,
            now: None,
            random: None,
        }
    }

    /// The users token of the domain, which lists users. From the console's Settings.
    ///
    /// Source: "users token" of the Powens documentation.
    pub fn users_token(mut self, token: impl AsRef<str>) -> Self {
        self.users_token = Token::new(token.as_ref()).map(TokenSource::Fixed);
        self
    }

    /// The same, asked for exactly once a call, within its deadline. What fails there is
    /// [`TokenUnavailable`](api::ErrorKind::TokenUnavailable), with the error as its source.
    pub fn users_token_from<F, A, G, E>(mut self, source: F) -> Self
    where
        F: Fn() -> A + MaybeSend + MaybeSync + 'static,
        A: Future<Output = Result<G, E>> + MaybeSend + 'static,
        G: Into<String> + 'static,
        E: Into<SourceError> + 'static,
    {
        self.sources.users_token = Some(source::token(move |()| source()));
        self.users_token = Ok(TokenSource::Ask);
        self
    }

    /// No users token is sent: a proxy adds it. Only with [`UsersApi::at`].
    pub fn without_users_token(mut self) -> Self {
        self.users_token = Ok(TokenSource::NotSent);
        self
    }

    /// The token of one user, which gets and deletes that user.
    ///
    /// Source: "user token" of the Powens documentation.
    pub fn user_token(mut self, token: impl AsRef<str>) -> Self {
        self.user_token = Token::new(token.as_ref()).map(TokenSource::Fixed);
        self
    }

    /// The token of the user in question, asked for exactly once a call, within its deadline: a retry uses the same token, so that
    /// `delete(UserId::ME)` cannot meet another person. What fails there is
    /// [`TokenUnavailable`](api::ErrorKind::TokenUnavailable), with the error as its source.
    pub fn user_token_from<F, A, G, E>(mut self, source: F) -> Self
    where
        F: Fn(UserId) -> A + MaybeSend + MaybeSync + 'static,
        A: Future<Output = Result<G, E>> + MaybeSend + 'static,
        G: Into<String> + 'static,
        E: Into<SourceError> + 'static,
    {
        self.sources.user_token = Some(source::token(source));
        self.user_token = Ok(TokenSource::Ask);
        self
    }

    /// No user token is sent: a proxy adds it. Only with [`UsersApi::at`].
    pub fn without_user_token(mut self) -> Self {
        self.user_token = Ok(TokenSource::NotSent);
        self
    }

    /// Adds a header to every request: a CSRF token, a trace id. `Authorization` is refused, since a token is given as a token, and
    /// so is a name given twice.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.headers = self.headers.and_then(|mut headers| {
            headers.add(name.as_ref(), value.as_ref())?;
            Ok(headers)
        });
        self
    }

    /// Adds headers that are asked for exactly once a call, within its deadline, to those of [`header`](Self::header). What fails
    /// there is [`HeadersUnavailable`](api::ErrorKind::HeadersUnavailable).
    ///
    /// ```
    /// use powens_users::client::UsersApi;
    ///
    /// let builder = UsersApi::at("https://proxy.example/powens/2.0")
    ///     .without_users_token()
    ///     .headers_from(|| async { Ok::<_, std::io::Error>([("X-Request-Id", "7f3c")]) });
    /// ```
    pub fn headers_from<F, A, G, N, V, E>(mut self, source: F) -> Self
    where
        F: Fn() -> A + MaybeSend + MaybeSync + 'static,
        A: Future<Output = Result<G, E>> + MaybeSend + 'static,
        G: IntoIterator<Item = (N, V)> + 'static,
        N: Into<String> + 'static,
        V: Into<String> + 'static,
        E: Into<SourceError> + 'static,
    {
        self.sources.headers = Some(source::headers(source));
        self
    }

    /// The total time of a call: token, headers, attempts, waits and reading the body. There is no time limit per attempt. 30 s unless
    /// set; from 1 ms to some 24 days, in whole milliseconds.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How often a call is sent again after a network failure, 408, 429, 500, 502, 503 or 504. 2 unless set; at most 10.
    pub const fn max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = Some(max_retries);
        self
    }

    /// The largest body of an answer that is read, in bytes; a larger one is refused while it comes. 64 MiB unless set; at most
    /// 256 MiB.
    pub const fn max_response_bytes(mut self, max_response_bytes: u64) -> Self {
        self.max_response_bytes = Some(max_response_bytes);
        self
    }

    /// Allows `http://` beyond loopback with [`UsersApi::at`]. Tokens then travel in the clear.
    pub const fn allow_insecure_http(mut self) -> Self {
        self.allows_insecure_http = true;
        self
    }

    /// The date and time, for a `Retry-After` that is a date; that of the transport unless set. Deadlines and waits use the steady
    /// clock of the transport.
    pub fn now(mut self, now: impl Fn() -> SystemTime + MaybeSend + MaybeSync + 'static) -> Self {
        self.now = Some(Box::new(now));
        self
    }

    /// A number from 0 up to 1, for the jitter of the waits between attempts; that of the transport unless set.
    pub fn random(mut self, random: impl Fn() -> f64 + MaybeSend + MaybeSync + 'static) -> Self {
        self.random = Some(Box::new(random));
        self
    }

    /// The client, over this transport. Sends nothing.
    ///
    /// # Errors
    /// [`InvalidArgument`](api::ErrorKind::InvalidArgument), with a text that names what is allowed.
    pub fn build<T: Transport>(self, transport: T) -> Result<UsersApi<T>, ApiError> {
        let target = self.target(&transport)?;
        let token = |kind, given: Given| given.map_err(|problem| ApiError::from(Reason::Token(kind, problem)));
        let users_token = token(TokenKind::Users, self.users_token)?;
        let user_token = token(TokenKind::User, self.user_token)?;
        let timeout = self.timeout.map(checked_timeout).transpose()?;
        let max_retries = self.max_retries.map(|retries| MAX_RETRIES.check(retries.into())).transpose()?;
        let max_response_bytes = self.max_response_bytes.map(|bytes| MAX_RESPONSE_BYTES.check(bytes)).transpose()?;
        let headers = self.headers.map_err(|problem| ApiError::from(Reason::Headers(problem)))?;
        let source = match self.sources.headers {
            Some(_) => HeadersSource::Ask,
            None => HeadersSource::Fixed(headers.clone()),
        };
        // Exact: at most 10.
        #[allow(clippy::cast_possible_truncation)]
        let retry = RetryPolicy { max_retries: max_retries.unwrap_or(MAX_RETRIES.default) as u32 };
        let api = api::Client {
            target,
            users_token,
            user_token,
            headers: source,
            timeout: timeout.unwrap_or(Duration::from_millis(TIMEOUT_MS.default)),
            retry,
            max_response_bytes: max_response_bytes.unwrap_or(MAX_RESPONSE_BYTES.default),
            may_resend: transport.may_resend(),
        };
        api.check()?;
        let (now, random) = (self.now, self.random);
        Ok(UsersApi::of(Client { transport, api, sources: self.sources, headers, now, random }))
    }

    fn target(&self, transport: &impl Transport) -> Result<Target, ApiError> {
        let (target, base) = match &self.place {
            Place::Domain(domain) => {
                let base = BaseUrl::from_domain(domain)?;
                (Target::Domain(base.clone()), base)
            }
            Place::BaseUrl(text) => {
                let base = BaseUrl::parse(text, transport.origin().as_deref())?;
                (Target::Address(base.clone(), self.allows_insecure_http), base)
            }
        };
        let is_readable = base.as_str().parse::<http::Uri>().is_ok() && transport.can_send_to(base.as_str());
        if is_readable { Ok(target) } else { Err(BaseUrlProblem::Unreadable.into()) }
    }
}

impl fmt::Debug for UsersApiBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is refused may hold a password, or a token in a query.
        let place = match &self.place {
            Place::Domain(domain) => BaseUrl::from_domain(domain),
            Place::BaseUrl(text) => BaseUrl::parse(text, None),
        };
        f.debug_struct("UsersApiBuilder")
            .field("at", &place)
            .field("users_token", &self.users_token)
            .field("user_token", &self.user_token)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}
