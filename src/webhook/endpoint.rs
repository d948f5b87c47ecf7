//! Which path was signed.

use super::error::WebhookError;
use super::reason::{TargetFault, WebhookReason};

/// The path of the URL that is registered at Powens, as text. Never through a URL parser, which would rewrite `%2e` and `\`.
///
/// Source: "endpoint" in the formula of the Powens documentation; that a query is not part of it unless asked for, and that a
/// trailing slash counts, is our decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint<'a>(&'a str);

impl<'a> Endpoint<'a> {
    /// A path as it is registered.
    ///
    /// ```
    /// use powens_users::webhook::Endpoint;
    ///
    /// assert_eq!(Endpoint::path("/hooks/%2e/é")?.as_str(), "/hooks/%2e/é");
    /// for refused in ["hooks", "", "/hooks?a=b", "/hooks#a", "https://example.com/hooks"] {
    ///     assert!(Endpoint::path(refused).is_err());
    /// }
    /// # Ok::<(), powens_users::webhook::WebhookError>(())
    /// ```
    ///
    /// # Errors
    /// `invalid_argument` for text that does not start with `/`, and for `?` and `#`.
    pub fn path(path: &'a str) -> Result<Self, WebhookError> {
        if !path.starts_with('/') {
            return Err(refused(TargetFault::NoSlash));
        }
        // To its end in any case: many bytes at once are faster than the first one.
        if path.bytes().fold(false, |found, byte| found | matches!(byte, b'?' | b'#')) {
            return Err(refused(TargetFault::Query));
        }
        Ok(Self(path))
    }

    /// The path of what a request line names, such as `req.originalUrl` of Express, or of a whole URL. Cut before `?` and `#`;
    /// with `sign_query`, before `#` only.
    ///
    /// ```
    /// use powens_users::webhook::Endpoint;
    ///
    /// assert_eq!(Endpoint::url("/hooks?tenant=1", false)?.as_str(), "/hooks");
    /// assert_eq!(Endpoint::url("/hooks?tenant=1", true)?.as_str(), "/hooks?tenant=1");
    /// assert_eq!(Endpoint::url("https://example.com/hooks#a", false)?.as_str(), "/hooks");
    /// assert_eq!(Endpoint::url("https://example.com", false)?.as_str(), "/");
    /// # Ok::<(), powens_users::webhook::WebhookError>(())
    /// ```
    ///
    /// # Errors
    /// `invalid_argument` for text that is neither.
    pub fn url(url: &'a str, sign_query: bool) -> Result<Self, WebhookError> {
        let without_fragment = before(url, |byte| byte == b'#');
        let text = if sign_query { without_fragment } else { before(without_fragment, |byte| byte == b'?') };
        if text.starts_with('/') {
            return Ok(Self(text));
        }
        let scheme = before(text, |byte| !byte.is_ascii_alphanumeric());
        let behind_scheme = text.get(scheme.len()..).and_then(|rest| rest.strip_prefix("://"));
        let Some(rest) = behind_scheme.filter(|_| !scheme.is_empty()) else {
            return Err(refused(TargetFault::NoScheme));
        };
        let host = before(rest, |byte| matches!(byte, b'/' | b'?'));
        match rest.get(host.len()..) {
            Some(path) if path.starts_with('/') => Ok(Self(path)),
            Some("") | None => Ok(Self("/")),
            Some(_) => Err(refused(TargetFault::NoPath)),
        }
    }

    /// The text that is signed.
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.0
    }
}

/// What stands before the first byte of a kind that is ASCII.
fn before(text: &str, is_end: impl Fn(u8) -> bool) -> &str {
    let end = text.bytes().position(is_end).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

fn refused(fault: TargetFault) -> WebhookError {
    WebhookError::new(WebhookReason::Target(fault))
}
