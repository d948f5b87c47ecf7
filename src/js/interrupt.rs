//! What may end a call early: its deadline, and the caller's signal.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::promise::Release;
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

/// The deadline and the signal of one call, and all its waiting.
pub struct Interrupt {
    signal: Option<Signal>,
    timer: RefCell<Pin<Box<Timer>>>,
    started_ms: f64,
    timeout_ms: f64,
    release: Release,
}

impl Interrupt {
    pub fn new(signal: Option<Signal>, timeout_ms: u32) -> Self {
        let timeout_ms = f64::from(timeout_ms);
        let timer = RefCell::new(Box::pin(Timer::new(timeout_ms)));
        Self { signal, timer, started_ms: steady_ms(), timeout_ms, release: Release::new() }
    }

    /// Whether the caller wants the call to end.
    pub fn check_signal(&self) -> Result<(), Interruption> {
        match self.signal.as_ref().and_then(Signal::abort_reason) {
            Some(reason) => Err(Interruption::Aborted(reason)),
            None => Ok(()),
        }
    }

    /// Whether the call has to end, for loops that may never let a timer have its turn.
    pub fn check(&self) -> Result<(), Interruption> {
        self.check_signal()?;
        if steady_ms() - self.started_ms >= self.timeout_ms {
            return Err(Interruption::TimedOut);
        }
        Ok(())
    }

    /// Calls a function and waits for what it gives, but no longer than the call may take; a throw is a rejection.
    pub async fn call(
        &self,
        function: &Function,
        this: &JsValue,
        arguments: &[JsValue],
    ) -> Result<Result<JsValue, JsValue>, Interruption> {
        match value::apply(function, this, arguments) {
            Ok(given) => self.guard(self.release.settle(&given)).await,
            Err(thrown) => Ok(Err(thrown)),
        }
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
        match self.check_signal() {
            Err(interruption) => Poll::Ready(interruption),
            Ok(()) if fired => Poll::Ready(Interruption::TimedOut),
            Ok(()) => Poll::Pending,
        }
    }
}

/// A clock that nobody sets, where there is one.
fn steady_ms() -> f64 {
    let performance = value::get_or_undefined(&js_sys::global(), "performance");
    value::method(&performance, "now")
        .and_then(|now| value::call(&now, &performance, &[]).ok()?.as_f64())
        .unwrap_or_else(js_sys::Date::now)
}

/// A caller's `AbortSignal`, or what looks like one.
pub struct Signal {
    signal: JsValue,
    waker: Rc<RefCell<Option<Waker>>>,
    listener: JsValue,
}

impl Signal {
    /// Listens to a signal.
    pub fn listen(signal: JsValue) -> Result<Self, ApiError> {
        let waker: Rc<RefCell<Option<Waker>>> = Rc::default();
        let woken = Rc::clone(&waker);
        // JavaScript owns the listener: a signal that keeps it in spite of all may call it at any time.
        let listener = Closure::<dyn FnMut()>::new(move || {
            if let Some(waker) = woken.take() {
                waker.wake();
            }
        });
        let this = Self { signal, waker, listener: listener.into_js_value() };
        let is_signal = value::get_or_undefined(&this.signal, "aborted").as_bool().is_some();
        if is_signal && this.call("addEventListener") {
            return Ok(this);
        }
        Err(ApiError::invalid_argument("signal must be an AbortSignal."))
    }

    fn call(&self, method: &str) -> bool {
        let arguments = [JsValue::from_str("abort"), self.listener.clone()];
        value::method(&self.signal, method).is_some_and(|method| value::call(&method, &self.signal, &arguments).is_ok())
    }

    fn abort_reason(&self) -> Option<JsValue> {
        let aborted = value::get_or_undefined(&self.signal, "aborted").as_bool()?;
        aborted.then(|| value::get_or_undefined(&self.signal, "reason"))
    }
}

impl Drop for Signal {
    fn drop(&mut self) {
        self.waker.take();
        self.call("removeEventListener");
    }
}
