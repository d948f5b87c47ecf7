//! Sending a request through a `fetch` that may be any function.

use js_sys::Function;
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
    let headers: Vec<_> = request.header_list().into_iter().map(|(name, text)| (name, text.into())).collect();
    let mut entries = vec![
        ("method", request.method.as_str().into()),
        ("headers", value::plain_object(&headers)?),
        // A token must not follow a redirect. Nothing else is set: some runtimes throw for mode, credentials and cache.
        ("redirect", "manual".into()),
    ];
    if !signal.is_undefined() {
        entries.push(("signal", signal.clone()));
    }
    Ok([request.url.as_str().into(), value::plain_object(&entries)?])
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
