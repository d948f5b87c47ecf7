//! The headers that count, as `http` has them.

use http::header::{AUTHORIZATION, CONTENT_ENCODING, HOST};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::super::bearer::is_bearer;
use super::super::request::{SignatureHeaders, Values};

#[allow(clippy::declare_interior_mutable_const)] // Made without a look at the letters of the name.
const SIGNATURE: HeaderName = HeaderName::from_static("bi-signature");
#[allow(clippy::declare_interior_mutable_const)]
const SIGNATURE_DATE: HeaderName = HeaderName::from_static("bi-signature-date");

/// The headers of a signature.
pub(super) fn signature_headers(headers: &HeaderMap) -> SignatureHeaders<'_> {
    let signature = values(headers, SIGNATURE);
    // Only of a request without a signature does it matter.
    let has_bearer =
        signature == Values::None && matches!(authorization(headers), Values::One(text) if is_bearer(text));
    SignatureHeaders { signature, date: values(headers, SIGNATURE_DATE), has_bearer }
}

/// The header `Authorization`.
pub(super) fn authorization(headers: &HeaderMap) -> Values<'_> {
    values(headers, AUTHORIZATION)
}

/// The header `Host`, where it is text.
pub(super) fn host(headers: &HeaderMap) -> Option<&str> {
    headers.get(HOST)?.to_str().ok()
}

/// Whether a header says that the body is compressed with gzip.
pub(super) fn says_gzip(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("gzip"))
}

fn values(headers: &HeaderMap, name: HeaderName) -> Values<'_> {
    let mut found = headers.get_all(name).iter();
    match (found.next(), found.next()) {
        (None, _) => Values::None,
        (Some(value), None) => one(value),
        (Some(_), Some(_)) => Values::Many,
    }
}

fn one(value: &HeaderValue) -> Values<'_> {
    value.to_str().map_or(Values::NotText, Values::One)
}
