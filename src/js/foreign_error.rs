//! Harmless copies of errors that others threw.

use wasm_bindgen::JsValue;

use super::value;
use crate::Cause;
use crate::api::Failure;

/// How many errors behind an error are told.
const MAX_DEPTH: usize = 4;

/// A copy of what was thrown, whatever it is.
pub fn cause(thrown: &JsValue) -> Cause {
    copy(thrown, MAX_DEPTH)
}

/// The failure of a request to `url` that threw this, or nothing that can be told.
pub fn network_failure(url: &str, thrown: Option<&JsValue>) -> Failure {
    // To its own origin a page needs nobody's leave.
    let origin = value::page_origin().filter(|origin| !url.starts_with(&format!("{origin}/")));
    Failure::network(thrown.map(cause), origin.as_deref())
}

fn copy(thrown: &JsValue, depth: usize) -> Cause {
    if !thrown.is_object() {
        return Cause { name: value::type_name(thrown), code: None, message: primitive_text(thrown), cause: None };
    }
    let code = value::get_or_undefined(thrown, "code");
    Cause {
        name: value::text(thrown, "name").unwrap_or_else(|| "object".to_owned()),
        code: code.as_string().or_else(|| code.as_f64().map(number_text)),
        message: value::text(thrown, "message").unwrap_or_default(),
        cause: next(thrown).filter(|_| depth > 1).map(|next| Box::new(copy(&next, depth.saturating_sub(1)))),
    }
}

/// The error behind an error: its `cause`, or the first of an `AggregateError`, as Node gives when every address refused.
fn next(thrown: &JsValue) -> Option<JsValue> {
    let cause = value::get_or_undefined(thrown, "cause");
    if !value::is_absent(&cause) {
        return Some(cause);
    }
    let errors = value::get_or_undefined(thrown, "errors");
    Some(value::get_or_undefined(&errors, "0")).filter(|first| !value::is_absent(first))
}

fn primitive_text(thrown: &JsValue) -> String {
    if let Some(text) = thrown.as_string() {
        return text;
    }
    if let Some(number) = thrown.as_f64() {
        return number_text(number);
    }
    value::type_name(thrown)
}

/// As JavaScript writes it.
fn number_text(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}
