//! Which path was signed.

use super::error::WebhookError;
use crate::text::split_once;

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
            return Err(refused("path", "it does not start with /"));
        }
        if path.contains(['?', '#']) {
            return Err(refused("path", "it holds a query or a fragment; give such text as url, which is cut"));
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
        let cut = |text: &'a str, at: char| text.split(at).next().unwrap_or_default();
        let without_fragment = cut(url, '#');
        let text = if sign_query { without_fragment } else { cut(without_fragment, '?') };
        if text.starts_with('/') {
            return Ok(Self(text));
        }
        let Some((_, rest)) = split_once(text, "://").filter(|(scheme, _)| is_scheme(scheme)) else {
            return Err(refused("url", "it starts neither with / nor with a scheme such as https://"));
        };
        match rest.find(['/', '?']).and_then(|at| rest.get(at..)) {
            Some(path) if path.starts_with('/') => Ok(Self(path)),
            Some(_) => Err(refused("url", "it has a query right behind its host")),
            None => Ok(Self("/")),
        }
    }

    /// The text that is signed.
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.0
    }
}

fn is_scheme(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn refused(option: &str, reason: &str) -> WebhookError {
    WebhookError::invalid_argument(format!(
        "{option} must be the path of the URL that is registered at Powens, such as \"/hooks/user-created\": {reason}."
    ))
}
