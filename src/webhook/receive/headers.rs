//! The headers that count, as `http` has them.

use http::header::{AUTHORIZATION, CONTENT_ENCODING, HOST};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::super::bearer::is_bearer;
use super::super::request::{SignatureHeaders, Values};

static SIGNATURE: HeaderName = HeaderName::from_static("bi-signature");
static SIGNATURE_DATE: HeaderName = HeaderName::from_static("bi-signature-date");

/// The headers of a signature.
pub(super) fn signature_headers(headers: &HeaderMap) -> SignatureHeaders<'_> {
    let signature = values(headers, &SIGNATURE);
    SignatureHeaders {
        signature,
        date: values(headers, &SIGNATURE_DATE),
        // Nobody asks for it where there is a signature.
        has_bearer: signature == Values::None && matches!(authorization(headers), Values::One(text) if is_bearer(text)),
    }
}

/// The header `Authorization`.
pub(super) fn authorization(headers: &HeaderMap) -> Values<'_> {
    values(headers, &AUTHORIZATION)
}

/// The header `Host`, where it is text.
pub(super) fn host(headers: &HeaderMap) -> Option<&str> {
    headers.get(HOST)?.to_str().ok()
}

/// Whether a header says that the body is compressed with gzip.
pub(super) fn says_gzip(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("gzip"))
}

fn values<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Values<'h> {
    let mut found = headers.get_all(name).iter();
    match (found.next(), found.next()) {
        (None, _) => Values::None,
        (Some(value), None) => one(value),
        (Some(_), Some(_)) => Values::Many,
    }
}

fn one(value: &HeaderValue) -> Values<'_> {
    // As `to_str` decides, which looks at one byte at a time: a control character is in no value.
    let text = value.as_bytes().is_ascii().then(|| std::str::from_utf8(value.as_bytes()));
    text.and_then(Result::ok).map_or(Values::NotText, Values::One)
}
