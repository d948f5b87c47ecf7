//! What all calls of one client share.

use std::time::Duration;

use super::base_url::{BaseUrl, BaseUrlProblem};
use super::call::TokenKind;
use super::error::ApiError;
use super::extra_headers::ExtraHeaders;
use super::limits::{MAX_RESPONSE_BYTES, TIMEOUT_MS};
use super::reason::Reason;
use super::retry::RetryPolicy;
use super::token::Token;
use crate::redactor::Redactor;

/// Where a token comes from.
#[derive(Clone, Debug, Default)]
pub enum TokenSource {
    /// None was given.
    #[default]
    Missing,
    /// None is sent: a proxy adds the authorization.
    NotSent,
    /// The same for every call.
    Fixed(Token),
    /// The host asks for it, once a call.
    Ask,
}

/// Where extra headers come from.
#[derive(Clone, Debug)]
pub enum HeadersSource {
    /// The same for every call; mostly none.
    Fixed(ExtraHeaders),
    /// The host asks for them, once a call.
    Ask,
}

/// Where the API is.
#[derive(Clone, Debug)]
pub enum Target {
    /// At Powens.
    Domain(BaseUrl),
    /// Elsewhere: a proxy, a sandbox. Whether plain http may carry secrets.
    Address(BaseUrl, bool),
}

/// What all calls of one client share.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Client {
    /// Where the API is.
    pub target: Target,
    /// The token that lists users.
    pub users_token: TokenSource,
    /// The token of one user.
    pub user_token: TokenSource,
    /// Extra headers.
    pub headers: HeadersSource,
    /// Total time of a call; within [`TIMEOUT_MS`], as the other numbers are within theirs.
    pub timeout: Duration,
    /// How often a call is sent again.
    pub retry: RetryPolicy,
    /// The largest body that is read, in bytes.
    pub max_response_bytes: u64,
    /// Whether the host may send a request again and tell nobody, as browsers do whose connection broke (RFC 9110, 9.2.2). The
    /// refusal of a delete may then be the answer to the second of two, where the first has erased the user.
    pub may_resend: bool,
}

impl Client {
    /// A client without tokens and headers of its own, whose numbers are the defaults.
    ///
    /// ```
    /// use powens_users::api::{BaseUrl, Client, Target, Token, TokenSource};
    ///
    /// let mut client = Client::new(Target::Domain(BaseUrl::from_domain("acme-sandbox")?));
    /// client.users_token = TokenSource::Fixed(Token::new("token")?);
    /// client.check()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(target: Target) -> Self {
        Self {
            target,
            users_token: TokenSource::Missing,
            user_token: TokenSource::Missing,
            headers: HeadersSource::Fixed(ExtraHeaders::default()),
            timeout: Duration::from_millis(TIMEOUT_MS.default),
            retry: RetryPolicy::default(),
            max_response_bytes: MAX_RESPONSE_BYTES.default,
            may_resend: false,
        }
    }

    /// Whether the parts go together.
    ///
    /// # Errors
    /// `invalid_argument` for a token that only a proxy could add where there is none, and for secrets that plain http would
    /// carry.
    pub fn check(&self) -> Result<(), ApiError> {
        for kind in [TokenKind::Users, TokenKind::User] {
            if matches!((&self.target, self.token_source(kind)), (Target::Domain(_), TokenSource::NotSent)) {
                return Err(ApiError::new(Reason::TokenNotSent(kind)));
            }
        }
        let has_token = [&self.users_token, &self.user_token]
            .into_iter()
            .any(|source| matches!(source, TokenSource::Fixed(_) | TokenSource::Ask));
        let has_headers = !matches!(&self.headers, HeadersSource::Fixed(headers) if headers.is_empty());
        self.check_privacy(has_token || has_headers)
    }

    /// Refuses to carry a secret where others can read it.
    pub(super) fn check_privacy(&self, has_secret: bool) -> Result<(), ApiError> {
        match &self.target {
            Target::Address(base, false) if has_secret && !base.is_private() => Err(BaseUrlProblem::Insecure.into()),
            _ => Ok(()),
        }
    }

    pub(super) const fn base(&self) -> &BaseUrl {
        match &self.target {
            Target::Domain(base) | Target::Address(base, _) => base,
        }
    }

    pub(super) const fn token_source(&self, kind: TokenKind) -> &TokenSource {
        match kind {
            TokenKind::Users => &self.users_token,
            TokenKind::User => &self.user_token,
        }
    }

    /// Hides from errors what is known beforehand.
    pub(super) fn hide_in(&self, redactor: &mut Redactor) {
        for source in [&self.users_token, &self.user_token] {
            if let TokenSource::Fixed(token) = source {
                redactor.add(token.reveal());
            }
        }
        if let HeadersSource::Fixed(headers) = &self.headers {
            headers.hide_in(redactor);
        }
    }
}
