//! Waiting, by the host's timers.

use std::time::Duration;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::foreign::Method;

/// The longest that timers of JavaScript wait: beyond, they fire at once.
const LONGEST: Duration = Duration::from_millis(i32::MAX as u64);

/// Waits so long. Where there are no timers that work, waiting is over at once: a call then fails early rather than hang.
pub(super) async fn sleep(duration: Duration) {
    let mut left = duration;
    while !left.is_zero() {
        let part = left.min(LONGEST);
        Timer::start(part).over().await;
        left = left.saturating_sub(part);
    }
}

/// A timer that is stopped when nobody waits for it any more: Node would stay alive for it.
struct Timer {
    id: JsValue,
    end: Option<Function>,
    over: Option<JsFuture>,
}

impl Timer {
    fn start(duration: Duration) -> Self {
        let (mut id, mut end) = (JsValue::UNDEFINED, None);
        // Rounded up, for a deadline must have passed when its timer fires.
        let milliseconds = duration.as_micros().div_ceil(1000) as f64;
        let over = Promise::new(&mut |resolve: Function, _| {
            let started = Method::global("setTimeout")
                .and_then(|set| set.call(&[resolve.clone().into(), JsValue::from_f64(milliseconds)]).ok());
            match started {
                Some(timer) => id = timer,
                None => drop(resolve.call0(&JsValue::UNDEFINED)),
            }
            end = Some(resolve);
        });
        Self { id, end, over: Some(JsFuture::from(over)) }
    }

    async fn over(&mut self) {
        if let Some(over) = self.over.take() {
            drop(over.await);
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(clear) = Method::global("clearTimeout") {
            drop(clear.call(std::slice::from_ref(&self.id)));
        }
        // What waited is freed once the promise is settled.
        if let Some(end) = &self.end {
            drop(end.call0(&JsValue::UNDEFINED));
        }
    }
}
