//! Where the API is.

use std::fmt;

use super::ip;
use crate::text::{cut, decimal, is_joined, joined, split_once};
use crate::words::words;

/// The prefix before `/users`, checked, without a trailing slash.
///
/// Source: the vendor's pattern for domains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    text: String,
    is_private: bool,
}

words! {
    /// Why text is no base URL.
    #[non_exhaustive]
    pub enum BaseUrlProblem {
        /// No name of a domain.
        Domain = "the domain must be the name before .biapi.pro, such as \"acme-sandbox\": lower-case letters and digits, with single hyphens between them",
        /// The name of a domain and more.
        DomainAddress = "the domain must be the name before .biapi.pro alone, such as \"acme-sandbox\"; give a whole address as base URL",
        /// A path where there is no page.
        NoOrigin = "a path needs a page with an origin; give a whole https:// address",
        /// The page itself is at no address that a path could belong to.
        Origin = "the page has no http or https origin that a path could belong to; give a whole https:// address",
        /// Neither an address nor a path.
        Start = "it starts neither with https:// nor with /",
        /// Plain http beyond loopback.
        Insecure = "plain http would send secrets in the clear; use https, or allow insecure http",
        /// Another scheme.
        Scheme = "its scheme is neither https nor http",
        /// A user name or password.
        UserInfo = "it holds a user name or password",
        /// IPv6.
        Ipv6 = "its IPv6 address is malformed",
        /// The host.
        Host = "its host name is malformed",
        /// The port.
        Port = "its port is malformed",
        /// A query or a fragment.
        Query = "it holds a query or a fragment",
        /// A character of the path.
        Character = "its path holds a character that must be percent-encoded",
        /// An empty or a dot segment.
        Segment = "its path has an empty or a dot segment",
        /// The host's own parser of URLs refuses it.
        Unreadable = "it is no address that this runtime can read",
    }
}

impl BaseUrl {
    /// `https://{domain}.biapi.pro/2.0`, for the first label of the host name.
    ///
    /// ```
    /// use powens_users::api::BaseUrl;
    ///
    /// assert_eq!(BaseUrl::from_domain("acme")?.as_str(), "https://acme.biapi.pro/2.0");
    /// assert!(BaseUrl::from_domain("acme.biapi.pro").is_err());
    /// # Ok::<(), powens_users::api::BaseUrlProblem>(())
    /// ```
    ///
    /// # Errors
    /// What does not match `[a-z\d]+(-[a-z\d]+)*` or has more than 63 characters.
    pub fn from_domain(domain: &str) -> Result<Self, BaseUrlProblem> {
        let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if is_joined(domain.as_bytes(), b'-', is_allowed) && domain.len() <= 63 {
            return Ok(Self { text: joined(&["https://", domain, ".biapi.pro/2.0"]), is_private: true });
        }
        let is_more = domain.bytes().any(|byte| byte == b'.' || byte == b'/');
        Err(if is_more { BaseUrlProblem::DomainAddress } else { BaseUrlProblem::Domain })
    }

    /// An absolute URL, or a path of `origin` (the page's, where there is one).
    ///
    /// ```
    /// use powens_users::api::BaseUrl;
    ///
    /// let proxy = BaseUrl::parse("/powens/2.0/", Some("https://admin.example"))?;
    /// assert_eq!(proxy.as_str(), "https://admin.example/powens/2.0");
    /// assert!(!BaseUrl::parse("http://example.com/2.0", None)?.is_private());
    /// # Ok::<(), powens_users::api::BaseUrlProblem>(())
    /// ```
    ///
    /// # Errors
    /// User info, a query, a fragment, dot segments, numbers that URL parsers rewrite, and schemes other than http and https.
    pub fn parse(text: &str, origin: Option<&str>) -> Result<Self, BaseUrlProblem> {
        if !text.starts_with('/') || text.starts_with("//") {
            return Self::absolute(text);
        }
        let path = checked_path(text)?;
        let origin = origin.ok_or(BaseUrlProblem::NoOrigin)?;
        // The page's own address is held to the same rules; it has no path.
        let page = Self::absolute(origin).map_err(|_| BaseUrlProblem::Origin)?;
        if page.text.len() != origin.len() || page.text.bytes().filter(|byte| *byte == b'/').count() != 2 {
            return Err(BaseUrlProblem::Origin);
        }
        Ok(Self { text: joined(&[&page.text, path]), ..page })
    }

    fn absolute(text: &str) -> Result<Self, BaseUrlProblem> {
        let (scheme, rest) = split_once(text, "://").ok_or(BaseUrlProblem::Start)?;
        let (authority, path) = split_at(rest, b'/');
        let host = checked_host(authority)?;
        let (scheme, is_private) = if scheme.eq_ignore_ascii_case("https") {
            ("https://", true)
        } else if scheme.eq_ignore_ascii_case("http") {
            ("http://", is_loopback(host))
        } else {
            return Err(BaseUrlProblem::Scheme);
        };
        Ok(Self { text: joined(&[scheme, authority, checked_path(path)?]), is_private })
    }

    /// The URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether what is sent there cannot be read on its way: by https, or to this very machine.
    #[must_use]
    pub const fn is_private(&self) -> bool {
        self.is_private
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for BaseUrlProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Domain | Self::DomainAddress => f.write_str(self.as_str()),
            _ => write!(
                f,
                "the base URL must be the address before /users, such as \"https://proxy.example/2.0\": {}",
                self.as_str()
            ),
        }
    }
}

impl std::error::Error for BaseUrlProblem {}

/// What stands before the first such byte, which is ASCII, and the rest from there on.
fn split_at(text: &str, separator: u8) -> (&str, &str) {
    let before = cut(&mut text.as_bytes(), separator);
    text.split_at_checked(before.len()).unwrap_or((text, ""))
}

/// The host of `host[:port]`, with only characters that every URL parser leaves alone.
fn checked_host(authority: &str) -> Result<&str, BaseUrlProblem> {
    if authority.bytes().any(|byte| byte == b'@') {
        return Err(BaseUrlProblem::UserInfo);
    }
    let (host, port) = match authority.strip_prefix("[").and_then(|rest| split_once(rest, "]")) {
        Some((inside, port)) => {
            if ip::v6(inside).is_none() {
                return Err(BaseUrlProblem::Ipv6);
            }
            (inside, port)
        }
        None => {
            let (host, port) = split_at(authority, b':');
            let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            if !is_joined(host.as_bytes(), b'.', is_allowed) || is_rewritten_number(host.as_bytes()) {
                return Err(BaseUrlProblem::Host);
            }
            (host, port)
        }
    };
    let is_port = match port.as_bytes() {
        [b':', digits @ ..] => decimal(digits).is_some_and(|port| port <= 65_535),
        rest => rest.is_empty(),
    };
    if is_port { Ok(host) } else { Err(BaseUrlProblem::Port) }
}

/// Whether URL parsers read the host as an IPv4 address in another form than four plain decimals, such as `0x7f.1`.
fn is_rewritten_number(host: &[u8]) -> bool {
    let (mut last, mut rest) = (host, host);
    while !rest.is_empty() {
        last = cut(&mut rest, b'.');
    }
    let is_number = decimal(last).is_some() || matches!(last, [b'0', b'x' | b'X', ..]);
    is_number && ip::v4(host).is_none()
}

/// `localhost`, 127.0.0.0/8 in four plain decimals, `::1`. Not `*.localhost`, which some resolvers look up.
fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || ip::v4(host.as_bytes()).is_some_and(|address| address >> 24 == 127)
        || ip::v6(host) == Some(true)
}

/// The path without a trailing slash.
fn checked_path(path: &str) -> Result<&str, BaseUrlProblem> {
    let path = path.strip_suffix("/").unwrap_or(path);
    if path.bytes().any(|byte| matches!(byte, b'?' | b'#')) {
        return Err(BaseUrlProblem::Query);
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@%".contains(&byte);
    if !path.bytes().all(allowed) {
        return Err(BaseUrlProblem::Character);
    }
    // It is empty, or begins with a slash.
    let mut rest = path.as_bytes();
    while let [b'/', behind @ ..] = rest {
        let segment = cut(&mut { behind }, b'/');
        if is_dots(segment) {
            return Err(BaseUrlProblem::Segment);
        }
        rest = behind.get(segment.len()..).unwrap_or_default();
    }
    Ok(path)
}

/// Whether a segment is one that URL parsers drop, or empty.
fn is_dots(segment: &[u8]) -> bool {
    let (mut dots, mut rest) = (0_usize, segment);
    loop {
        rest = match rest {
            [] => return dots <= 2,
            [b'.', rest @ ..] | [b'%', b'2', b'e' | b'E', rest @ ..] => rest,
            _ => return false,
        };
        dots = dots.saturating_add(1);
    }
}
