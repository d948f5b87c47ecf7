//! Reading of untrusted JavaScript values, and making of plain ones.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::promise;

/// A property, or what its getter threw; `undefined` of a value that has none.
pub fn get(target: &JsValue, key: &str) -> Result<JsValue, JsValue> {
    // `Reflect.get` would throw, which costs more than all the rest of a small call.
    if !target.is_object() && !target.is_function() {
        return Ok(JsValue::UNDEFINED);
    }
    Reflect::get(target, &JsValue::from_str(key))
}

/// A property, or `undefined` where it cannot be read.
pub fn get_or_undefined(target: &JsValue, key: &str) -> JsValue {
    get(target, key).unwrap_or(JsValue::UNDEFINED)
}

/// Calls a function; what it throws is an `Err`. Not through its own `call`, which may be anything.
///
/// For functions whose result is not waited for: where it is a promise all the same, its rejection is nobody's.
pub fn call(function: &Function, this: &JsValue, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let given = apply(function, this, arguments)?;
    if method(&given, "then").is_some() {
        promise::ignore(&given);
    }
    Ok(given)
}

/// Calls a function whose result will be waited for.
pub fn apply(function: &Function, this: &JsValue, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    Reflect::apply(function, this, &arguments.iter().collect())
}

/// A property that is text.
pub fn text(target: &JsValue, key: &str) -> Option<String> {
    get_or_undefined(target, key).as_string()
}

/// A property that is a function.
pub fn method(target: &JsValue, key: &str) -> Option<Function> {
    get_or_undefined(target, key).dyn_into().ok()
}

/// `undefined` or `null`.
pub fn is_absent(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

/// Whether it is an array. Of a revoked proxy that cannot be asked: it is none.
pub fn is_array(value: &JsValue) -> bool {
    let array = get_or_undefined(&js_sys::global(), "Array");
    let asked =
        method(&array, "isArray").and_then(|is_array| call(&is_array, &array, std::slice::from_ref(value)).ok());
    asked.is_some_and(|answer| answer.is_truthy())
}

/// What `typeof` says.
pub fn type_name(value: &JsValue) -> String {
    if value.is_null() {
        return "null".to_owned();
    }
    value.js_typeof().as_string().unwrap_or_default()
}

/// The origin of the page or worker; `None` in servers.
pub fn page_origin() -> Option<String> {
    let location = get(&js_sys::global(), "location").ok()?;
    text(&location, "origin")
}

/// A plain object with these entries; fails where somebody gave `Object.prototype` a setter that throws.
pub fn plain_object(entries: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
    let object = Object::new();
    for (name, value) in entries {
        Reflect::set(&object, &JsValue::from_str(name), value)?;
    }
    Ok(object.into())
}

/// What there is, or `null`.
pub fn or_null(value: Option<impl Into<JsValue>>) -> JsValue {
    value.map_or(JsValue::NULL, Into::into)
}
