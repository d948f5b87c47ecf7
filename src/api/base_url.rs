//! Where the API is.

use std::fmt;

use super::error::ApiError;
use super::ip;
use crate::text;

/// The segments that URL parsers drop, and the empty one.
const DOT_SEGMENTS: [&str; 7] = ["", ".", "%2e", "..", ".%2e", "%2e.", "%2e%2e"];

/// The prefix before `/users`, checked, without a trailing slash.
///
/// Source: the vendor's pattern for domains; what a base URL may be is our decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// `https://{domain}.biapi.pro/2.0`, for the first label of the host name.
    ///
    /// ```
    /// use powens_users::api::BaseUrl;
    ///
    /// assert_eq!(BaseUrl::from_domain("acme")?.to_string(), "https://acme.biapi.pro/2.0");
    /// assert!(BaseUrl::from_domain("acme.biapi.pro").is_err());
    /// # Ok::<(), powens_users::api::ApiError>(())
    /// ```
    ///
    /// # Errors
    /// `invalid_argument` for what does not match `[a-z\d]+(-[a-z\d]+)*` or has more than 63 characters.
    pub fn from_domain(domain: &str) -> Result<Self, ApiError> {
        let well_formed = domain.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
        if well_formed && domain.len() <= 63 {
            return Ok(Self(format!("https://{domain}.biapi.pro/2.0")));
        }
        let hint = if domain.contains('.') || domain.contains('/') {
            " Give the first label alone, or a whole address as baseUrl."
        } else {
            ""
        };
        Err(ApiError::invalid_argument(format!(
            "domain must be the name before .biapi.pro, such as \"acme-sandbox\": lower-case letters and digits, with single hyphens between them.{hint}"
        )))
    }

    /// An absolute URL, or a path of `origin` (the page's, where there is one).
    ///
    /// ```
    /// use powens_users::api::BaseUrl;
    ///
    /// let proxy = BaseUrl::parse("/powens/2.0/", false, Some("https://admin.example"))?;
    /// assert_eq!(proxy.to_string(), "https://admin.example/powens/2.0");
    /// assert!(BaseUrl::parse("http://example.com/2.0", false, None).is_err());
    /// # Ok::<(), powens_users::api::ApiError>(())
    /// ```
    ///
    /// # Errors
    /// `invalid_argument` for user info, a query, a fragment, dot segments, numbers that URL parsers rewrite, and plain
    /// `http:` beyond loopback unless `allow_insecure_http`.
    pub fn parse(text: &str, allow_insecure_http: bool, origin: Option<&str>) -> Result<Self, ApiError> {
        if text.starts_with('/') && !text.starts_with("//") {
            let path = checked_path(text)?;
            let Some(origin) = origin else {
                return Err(refused("a path needs a page with an origin; here, give a whole https:// address"));
            };
            return Ok(Self(format!("{origin}{path}")));
        }
        let Some((scheme, rest)) = text::split_once(text, "://") else {
            return Err(refused("it starts neither with https:// nor with /"));
        };
        let (authority, path) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        let scheme = scheme.to_ascii_lowercase();
        let host = checked_host(authority)?;
        match scheme.as_str() {
            "https" => {}
            "http" if allow_insecure_http || is_loopback(host) => {}
            "http" => {
                return Err(refused(
                    "plain http would send the token in the clear; use https, or set allowInsecureHttp: true",
                ));
            }
            _ => return Err(refused("its scheme is neither https nor http")),
        }
        Ok(Self(format!("{scheme}://{authority}{}", checked_path(path)?)))
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn refused(reason: &str) -> ApiError {
    ApiError::invalid_argument(format!(
        "baseUrl must be the address before /users, such as \"https://proxy.example/2.0\": {reason}."
    ))
}

/// The host of `host[:port]`, with only characters that every URL parser leaves alone.
fn checked_host(authority: &str) -> Result<&str, ApiError> {
    if authority.contains('@') {
        return Err(refused("it holds a user name or password"));
    }
    let (host, port) = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((inside, port)) => {
            if ip::v6(inside).is_none() {
                return Err(refused("its IPv6 address is malformed"));
            }
            (inside, port)
        }
        None => {
            let (host, port) = match authority.find(':') {
                Some(at) => authority.split_at(at),
                None => (authority, ""),
            };
            let well_formed = host.split('.').all(|label| {
                !label.is_empty()
                    && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            });
            if !well_formed || is_rewritten_number(host) {
                return Err(refused("its host name is malformed"));
            }
            (host, port)
        }
    };
    let port_well_formed = match port.strip_prefix(':') {
        None => port.is_empty(),
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.parse::<u16>().is_ok(),
    };
    if port_well_formed { Ok(host) } else { Err(refused("its port is malformed")) }
}

/// Whether URL parsers read the host as an IPv4 address in another form than four plain decimals, such as `0x7f.1`.
fn is_rewritten_number(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let number = last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x") || last.starts_with("0X");
    number && ip::v4(host).is_none()
}

/// `localhost`, 127.0.0.0/8 in four plain decimals, `::1`. Not `*.localhost`, which some resolvers look up.
fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || matches!(ip::v4(host), Some([127, ..]))
        || matches!(ip::v6(host), Some([0, 0, 0, 0, 0, 0, 0, 1]))
}

/// The path without a trailing slash.
fn checked_path(path: &str) -> Result<&str, ApiError> {
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.contains(['?', '#']) {
        return Err(refused("it holds a query or a fragment"));
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@%".contains(&byte);
    if !path.bytes().all(allowed) {
        return Err(refused("its path holds a character that must be percent-encoded"));
    }
    let is_dots = |segment: &str| DOT_SEGMENTS.iter().any(|dots| segment.eq_ignore_ascii_case(dots));
    if path.split('/').skip(1).any(is_dots) {
        return Err(refused("its path has an empty or a dot segment"));
    }
    Ok(path)
}
