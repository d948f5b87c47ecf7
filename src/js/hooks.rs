//! The functions that a caller may put in: time, randomness, waiting.

use js_sys::Function;
use wasm_bindgen::JsValue;

use super::interrupt::{Interrupt, Interruption};
use super::value;

/// Injected functions; each has a default.
pub struct Hooks {
    pub fetch: Option<Function>,
    pub on_attempt: Option<Function>,
    pub now: Option<Function>,
    pub random: Option<Function>,
    pub sleep: Option<Function>,
}

impl Hooks {
    /// Epoch milliseconds. A function that throws or gives no time must not break a delete half-way: the real clock then.
    pub fn now_ms(&self) -> f64 {
        number_from(self.now.as_ref()).unwrap_or_else(js_sys::Date::now)
    }

    /// From 0 up to 1; as lenient as the clock.
    pub fn random(&self) -> f64 {
        number_from(self.random.as_ref()).unwrap_or_else(js_sys::Math::random)
    }

    /// Waits. A `sleep` that fails ends the waiting, and with it the call: `Ok(false)`.
    pub async fn sleep(&self, ms: f64, signal: &JsValue, interrupt: &Interrupt) -> Result<bool, Interruption> {
        let Some(sleep) = &self.sleep else {
            return interrupt.sleep(ms).await.map(|()| true);
        };
        let arguments = [JsValue::from_f64(ms), signal.clone()];
        let slept = interrupt.call(sleep, &JsValue::UNDEFINED, &arguments).await?;
        interrupt.check_signal()?;
        Ok(slept.is_ok())
    }
}

fn number_from(function: Option<&Function>) -> Option<f64> {
    let number = value::call(function?, &JsValue::UNDEFINED, &[]).ok()?.as_f64()?;
    number.is_finite().then_some(number)
}
