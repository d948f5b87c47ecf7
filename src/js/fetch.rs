//! Sending a request through a `fetch` that may be any function.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortController;

use super::interrupt::{Interrupt, Interruption};
use super::value;
use crate::api::{ApiError, Request};

/// The injected `fetch`, else the global one, looked up now so that one that was put in place later counts.
pub fn function(injected: Option<&Function>) -> Result<Function, ApiError> {
    injected
        .cloned()
        .or_else(|| value::method(&js_sys::global(), "fetch"))
        .ok_or_else(|| ApiError::invalid_argument("There is no fetch here. Give one to UsersApi as the option fetch."))
}

/// Sends a request; gives whatever `fetch` gave.
pub async fn send(
    fetch: &Function,
    request: &Request,
    signal: &JsValue,
    interrupt: &Interrupt,
) -> Result<Result<JsValue, JsValue>, Interruption> {
    match arguments(request, signal) {
        Ok(arguments) => interrupt.call(fetch, &JsValue::UNDEFINED, &arguments).await,
        Err(thrown) => Ok(Err(thrown)),
    }
}

/// The URL and the rest, as `fetch` takes them.
fn arguments(request: &Request, signal: &JsValue) -> Result<[JsValue; 2], JsValue> {
    let headers = Object::new();
    for (name, text) in request.header_list() {
        Reflect::set(&headers, &name.into(), &text.into())?;
    }
    let init = Object::new();
    let mut entries = vec![
        ("method", JsValue::from_str(request.method.as_str())),
        ("headers", headers.into()),
        // A token must not follow a redirect. Nothing else is set: some runtimes throw for mode, credentials and cache.
        ("redirect", JsValue::from_str("manual")),
    ];
    if !signal.is_undefined() {
        entries.push(("signal", signal.clone()));
    }
    for (name, entry) in &entries {
        Reflect::set(&init, &JsValue::from_str(name), entry)?;
    }
    Ok([JsValue::from_str(&request.url), init.into()])
}

/// Ends what is under way when a call ends early.
pub struct Controller(Option<AbortController>);

impl Controller {
    pub fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// The signal to hand on, or `undefined` in a runtime without.
    pub fn signal(&self) -> JsValue {
        self.0.as_ref().map_or(JsValue::UNDEFINED, |controller| controller.signal().into())
    }

    pub fn abort(&self) {
        // Through a guarded call: a listener of somebody's may throw.
        if let Some(controller) = &self.0
            && let Some(abort) = value::method(controller.unchecked_ref(), "abort")
        {
            let _ = value::call(&abort, controller.unchecked_ref(), &[]);
        }
    }
}
