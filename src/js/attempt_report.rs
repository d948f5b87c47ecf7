//! What `onAttempt` is told.

use js_sys::Function;
use wasm_bindgen::JsValue;

use super::value::{self, or_null};
use crate::api::Call;

/// One attempt, as `onAttempt` sees it. Holds no id, token or body.
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
        let report = value::plain_object(&[
            ("method", self.method.into()),
            ("path", self.path.into()),
            ("attempt", self.attempt.into()),
            ("status", or_null(self.status)),
            ("errorCode", or_null(self.error_code)),
            ("durationMs", self.duration_ms.into()),
            ("retryInMs", or_null(self.retry_in_ms)),
        ])
        .unwrap_or_default();
        let _ = value::call(listener, &JsValue::UNDEFINED, &[report]);
    }
}
