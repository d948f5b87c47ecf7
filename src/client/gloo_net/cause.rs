//! Harmless copies of what JavaScript threw: texts alone, whatever the value is.

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};

use super::foreign::{beginning, has_properties, property};
use crate::ForeignError;

/// How many errors behind an error are told.
const MAX_DEPTH: u8 = 4;

/// How much of a text is looked through for secrets, in UTF-16 units.
const MAX_TEXT: u32 = 65_536;

/// A copy of what was thrown.
pub(super) fn cause_of(thrown: &JsValue) -> ForeignError {
    copy(thrown, MAX_DEPTH)
}

fn copy(thrown: &JsValue, depth: u8) -> ForeignError {
    if !has_properties(thrown) {
        let name = type_name(thrown);
        return ForeignError {
            message: plain(thrown).unwrap_or_else(|| name.clone()),
            name,
            ..ForeignError::default()
        };
    }
    let depth = depth.saturating_sub(1);
    ForeignError {
        name: text(&property(thrown, "name")).unwrap_or_else(|| type_name(thrown)),
        code: plain(&property(thrown, "code")),
        message: text(&property(thrown, "message")).unwrap_or_default(),
        digest: text(&property(thrown, "digest")),
        source: behind(thrown).filter(|_| depth > 0).map(|behind| Box::new(copy(&behind, depth))),
    }
}

/// The error behind an error: its `cause`, or the first of an `AggregateError`, as Node gives when every address refused.
fn behind(thrown: &JsValue) -> Option<JsValue> {
    let given = |value: JsValue| Some(value).filter(|value| !value.is_undefined() && !value.is_null());
    given(property(thrown, "cause")).or_else(|| given(property(&property(thrown, "errors"), "0")))
}

/// The name of a type, where null is one.
fn type_name(value: &JsValue) -> String {
    if value.is_null() { "null".to_owned() } else { value.js_typeof().as_string().unwrap_or_default() }
}

/// A text or a number, as text.
fn plain(value: &JsValue) -> Option<String> {
    text(value).or_else(|| value.as_f64().map(|number| number.to_string()))
}

/// The beginning of a text, up to a space where it has one: half of a token would not be known for one.
fn text(value: &JsValue) -> Option<String> {
    let text = value.dyn_ref::<JsString>()?;
    let mut start = beginning(text, MAX_TEXT);
    if text.length() > MAX_TEXT
        && let Some(space) = start.rfind(' ')
    {
        start.truncate(space);
    }
    Some(start)
}
