//! Waiting for untrusted JavaScript values.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Waits for a promise, a thenable or a plain value.
pub async fn settle(value: JsValue) -> Result<JsValue, JsValue> {
    // The resolving function takes anything and never throws; `Promise.resolve` can, by a `constructor` of the value's own.
    let promise = Promise::new(&mut |resolve: Function, _reject| {
        let _ = resolve.call1(&JsValue::UNDEFINED, &value);
    });
    JsFuture::from(promise).await
}

/// Calls a function and waits for what it gives; a throw is a rejection.
pub async fn call(function: &Function, this: &JsValue, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let arguments: js_sys::Array = arguments.iter().collect();
    settle(function.apply(this, &arguments)?).await
}

/// Lets go of a value that may be a promise, so that its rejection is nobody's.
pub fn ignore(value: JsValue) {
    wasm_bindgen_futures::spawn_local(async move {
        let _ = settle(value).await;
    });
}
