//! Mocks are written as the JavaScript that they stand for. Each test takes what it needs.
#![allow(dead_code)]

use js_sys::{Promise, Reflect};
use powens_users::UsersApi;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Evaluates an expression.
pub fn js(expression: &str) -> JsValue {
    js_sys::eval(expression).expect(expression)
}

/// A `UsersApi` of the options that an expression makes.
pub fn api(options: &str) -> UsersApi {
    UsersApi::new(&js(options)).unwrap_or_else(|error| panic!("{options}: {}", message(&error)))
}

/// Options with both tokens, no waits, and a `fetch`.
pub fn api_with_fetch(fetch: &str) -> UsersApi {
    api(&format!(
        "({{ domain: 'acme', usersToken: 'users-t0k3n', userToken: 'user-t0k3n', sleep: async () => {{}}, fetch: {fetch} }})"
    ))
}

pub async fn resolved(promise: Promise) -> JsValue {
    JsFuture::from(promise).await.unwrap_or_else(|error| panic!("rejected: {}", message(&error)))
}

pub async fn rejection(promise: Promise) -> JsValue {
    match JsFuture::from(promise).await {
        Ok(value) => panic!("resolved to {value:?}"),
        Err(error) => error,
    }
}

pub fn get(target: &JsValue, key: &str) -> JsValue {
    Reflect::get(target, &key.into()).unwrap()
}

pub fn text(target: &JsValue, key: &str) -> String {
    get(target, key).as_string().unwrap_or_default()
}

pub fn number(target: &JsValue, key: &str) -> f64 {
    get(target, key).as_f64().unwrap_or(f64::NAN)
}

pub fn code(error: &JsValue) -> String {
    if error.is_object() { text(error, "code") } else { format!("{error:?}") }
}

pub fn message(error: &JsValue) -> String {
    if error.is_object() { text(error, "message") } else { format!("{error:?}") }
}

pub fn json(value: &JsValue) -> String {
    js_sys::JSON::stringify(value).unwrap().into()
}

pub const NONE: JsValue = JsValue::UNDEFINED;
