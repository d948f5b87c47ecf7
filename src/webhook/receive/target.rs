//! Which path a request was signed for, as a caller has it.

use super::super::endpoint::Endpoint;
use super::super::error::WebhookError;

/// The path that is registered at Powens, or the URI of the request that came. Text is a path.
///
/// ```
/// use powens_users::webhook::Target;
///
/// let fixed = Target::from("/hooks/user-created");
/// let uri = http::Uri::from_static("/hooks/user-created?tenant=1");
/// let asked_for = Target::from(&uri);
/// let public = Target::url("https://example.com/hooks/user-created?tenant=1");
/// # let _ = (fixed, asked_for, public);
/// ```
///
/// Source: "endpoint" in the formula of the Powens documentation; the rest is our decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'a> {
    pub(super) text: &'a str,
    pub(super) is_url: bool,
}

impl<'a> Target<'a> {
    /// The path as it is registered at Powens, verbatim: it starts with `/`, and has no `?` and no `#`. The safest, since the
    /// sender of a request has no part in it.
    #[must_use]
    pub const fn path(path: &'a str) -> Self {
        Self { text: path, is_url: false }
    }

    /// A URL as text, or what a request line names. Cut as text before `?` (but where the query is signed, see
    /// [`WebhooksBuilder::sign_query`](super::WebhooksBuilder::sign_query)) and `#`; nothing is normalised.
    #[must_use]
    pub const fn url(url: &'a str) -> Self {
        Self { text: url, is_url: true }
    }

    /// What is signed of it.
    pub(super) fn endpoint(self, sign_query: bool) -> Result<Endpoint<'a>, WebhookError> {
        if self.is_url { Endpoint::url(self.text, sign_query) } else { Endpoint::path(self.text) }
    }
}

impl<'a> From<&'a str> for Target<'a> {
    fn from(path: &'a str) -> Self {
        Self::path(path)
    }
}

impl<'a> From<&'a String> for Target<'a> {
    fn from(path: &'a String) -> Self {
        Self::path(path)
    }
}

/// Path and query of a URI. Where a framework has taken a prefix off it, ask for the original one.
impl<'a> From<&'a http::Uri> for Target<'a> {
    fn from(uri: &'a http::Uri) -> Self {
        Self::url(uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str))
    }
}
