//! What may end a call early: its deadline, and the caller's signal.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use wasm_bindgen::prelude::*;

use super::timer::Timer;
use super::value;
use crate::api::ApiError;

/// Why a call ended early.
pub enum Interruption {
    /// By the signal; holds its reason.
    Aborted(JsValue),
    /// By the deadline.
    TimedOut,
}

/// The deadline and the signal of one call.
pub struct Interrupt {
    signal: Option<Signal>,
    timer: RefCell<Pin<Box<Timer>>>,
    started_ms: f64,
    timeout_ms: f64,
}

impl Interrupt {
    pub fn new(signal: Option<Signal>, timeout_ms: u32) -> Self {
        let timeout_ms = f64::from(timeout_ms);
        let timer = RefCell::new(Box::pin(Timer::new(timeout_ms)));
        Self { signal, timer, started_ms: js_sys::Date::now(), timeout_ms }
    }

    /// Whether the call has to end now.
    pub fn check(&self) -> Result<(), Interruption> {
        if let Some(reason) = self.signal.as_ref().and_then(Signal::abort_reason) {
            return Err(Interruption::Aborted(reason));
        }
        // By the clock too: a stream that is always ready keeps timers from firing.
        if js_sys::Date::now() - self.started_ms >= self.timeout_ms {
            return Err(Interruption::TimedOut);
        }
        Ok(())
    }

    /// Waits for `future`, but no longer than the call may take.
    pub async fn guard<F: Future>(&self, future: F) -> Result<F::Output, Interruption> {
        let mut future = pin!(future);
        poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            self.poll_interruption(context).map(Err)
        })
        .await
    }

    fn poll_interruption(&self, context: &mut Context<'_>) -> Poll<Interruption> {
        if let Some(signal) = &self.signal {
            signal.waker.replace(Some(context.waker().clone()));
        }
        let fired = self.timer.borrow_mut().as_mut().poll(context).is_ready();
        match self.check() {
            Err(interruption) => Poll::Ready(interruption),
            Ok(()) if fired => Poll::Ready(Interruption::TimedOut),
            Ok(()) => Poll::Pending,
        }
    }
}

/// A caller's `AbortSignal`, or what looks like one.
pub struct Signal {
    signal: JsValue,
    waker: Rc<RefCell<Option<Waker>>>,
    listener: Closure<dyn FnMut()>,
}

impl Signal {
    /// Listens to a signal.
    pub fn listen(signal: JsValue) -> Result<Self, ApiError> {
        let waker: Rc<RefCell<Option<Waker>>> = Rc::default();
        let woken = Rc::clone(&waker);
        let listener = Closure::new(move || {
            if let Some(waker) = woken.take() {
                waker.wake();
            }
        });
        let is_signal = value::get_or_undefined(&signal, "aborted").as_bool().is_some();
        let this = Self { signal, waker, listener };
        match value::method(&this.signal, "addEventListener") {
            Some(add) if is_signal => this.call_with_listener(&add),
            _ => Err(()),
        }
        .map_err(|()| ApiError::invalid_argument("signal must be an AbortSignal."))?;
        Ok(this)
    }

    fn call_with_listener(&self, method: &js_sys::Function) -> Result<(), ()> {
        let called = method.call2(&self.signal, &JsValue::from_str("abort"), self.listener.as_ref());
        called.map(|_| ()).map_err(|_| ())
    }

    fn abort_reason(&self) -> Option<JsValue> {
        let aborted = value::get_or_undefined(&self.signal, "aborted").as_bool()?;
        aborted.then(|| value::get_or_undefined(&self.signal, "reason"))
    }
}

impl Drop for Signal {
    fn drop(&mut self) {
        if let Some(remove) = value::method(&self.signal, "removeEventListener") {
            let _ = self.call_with_listener(&remove);
        }
    }
}
