//! The head of what `fetch` gave, which may be any object.

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use wasm_bindgen::JsValue;

use super::body::GlooNetBody;
use super::foreign::{Method, has_properties, property, unawaited};
use super::request::Abort;
use crate::api::Redirect;
use crate::client::transport::TransportErrorKind;

/// The headers that count. Asked for by name: what iterates over the others may never come to an end.
const HEADERS: [HeaderName; 4] = [HeaderName::from_static("x-request-id"), CONTENT_TYPE, RETRY_AFTER, CONTENT_LENGTH];

/// # Errors
/// For what is no answer.
pub(super) fn response_of(given: JsValue, abort: Abort) -> Result<Response<GlooNetBody>, TransportErrorKind> {
    let (status, redirect) = status_of(&given)?;
    let headers = headers_of(&given);
    let mut response = Response::new(GlooNetBody::new(given, abort));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response.extensions_mut().insert(redirect);
    Ok(response)
}

/// The status, and how a redirect showed. Of one that a browser hides the status is not known, and any stands for it.
fn status_of(given: &JsValue) -> Result<(StatusCode, Redirect), TransportErrorKind> {
    if !has_properties(given) {
        return Err(TransportErrorKind::NoObject);
    }
    let kind = property(given, "type").as_string().unwrap_or_default();
    if kind == "error" {
        return Err(TransportErrorKind::NoAnswer);
    }
    // Source: RFC 9110.
    let status =
        property(given, "status").as_f64().filter(|status| (100.0..=599.0).contains(status) && status.fract() == 0.0);
    match status.and_then(|status| StatusCode::from_u16(status as u16).ok()) {
        _ if kind == "opaqueredirect" => Ok((StatusCode::FOUND, Redirect::Hidden)),
        Some(status) if property(given, "redirected").as_bool() == Some(true) => Ok((status, Redirect::Followed)),
        Some(status) => Ok((status, Redirect::None)),
        None => Err(TransportErrorKind::NoStatus),
    }
}

fn headers_of(given: &JsValue) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let Some(get) = Method::of(&property(given, "headers"), "get") else { return headers };
    for name in HEADERS {
        // One that cannot be read is as good as absent.
        let value = get.call(&[JsValue::from_str(name.as_str())]).ok().and_then(|value| unawaited(value).as_string());
        if let Some(value) = value.and_then(|value| header_value(&value)) {
            headers.insert(name, value);
        }
    }
    headers
}

/// A `Headers` gives bytes as the characters of Latin-1.
fn header_value(text: &str) -> Option<HeaderValue> {
    let bytes: Option<Vec<u8>> = text.chars().map(|character| u8::try_from(character).ok()).collect();
    HeaderValue::from_bytes(&bytes?).ok()
}
