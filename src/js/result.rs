//! What a call resolves to.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};

use super::{foreign_error, json, value};
use crate::api::{Accepted, ApiError, Call, ErrorCode};
use crate::model::users_list::is_complete;

/// The plain object that a checked body says, made by JavaScript's own parser; `undefined` for a delete.
pub fn to_js(call: &Call, accepted: Accepted<'_>) -> Result<JsValue, ApiError> {
    let Accepted::Json(body) = accepted else { return Ok(JsValue::UNDEFINED) };
    let object = std::str::from_utf8(body)
        .map_err(|_| JsValue::UNDEFINED)
        .and_then(json::parse)
        .and_then(|object| if matches!(call, Call::List { .. }) { with_complete(object) } else { Ok(object) });
    object.map_err(|thrown| {
        ApiError::new(ErrorCode::InvalidJson, "The body of the answer could not be made an object; see cause.")
            .with_cause(Some(foreign_error::cause(&thrown)))
    })
}

/// Says whether the list holds all that it tells of. Ours wins over a key of that name in the answer.
fn with_complete(list: JsValue) -> Result<JsValue, JsValue> {
    let users = value::get(&list, "users")?;
    let count = users.dyn_ref::<js_sys::Array>().map_or(0, js_sys::Array::length);
    let total = value::get(&list, "total")?.as_f64();
    let next = value::get_or_undefined(&value::get(&list, "_links")?, "next");
    let complete = is_complete(count as usize, total, !value::is_absent(&next));
    Reflect::set(&list, &JsValue::from_str("complete"), &JsValue::from_bool(complete))?;
    Ok(list)
}
