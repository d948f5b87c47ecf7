//! What `onAttempt` is told.

use js_sys::Function;
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::value;
use crate::api::Call;

/// One attempt, as `onAttempt` sees it. Holds no id, token or body.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AttemptReport {
    method: &'static str,
    path: &'static str,
    attempt: u32,
    pub status: Option<u16>,
    pub error_code: Option<&'static str>,
    duration_ms: f64,
    pub retry_in_ms: Option<f64>,
}

impl AttemptReport {
    pub const fn new(call: &Call, attempt: u32, duration_ms: f64) -> Self {
        Self {
            method: call.method().as_str(),
            path: call.path_pattern(),
            attempt,
            status: None,
            error_code: None,
            duration_ms,
            retry_in_ms: None,
        }
    }

    /// Tells the listener. What it throws is ignored, also later, by a promise.
    pub fn tell(&self, listener: Option<&Function>) {
        let Some(listener) = listener else { return };
        let report = self.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED);
        let _ = value::call(listener, &JsValue::UNDEFINED, &[report]);
    }
}
