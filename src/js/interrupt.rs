//! What may end a call early: its deadline, and the caller's signal.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

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
    timer: RefCell<Timer>,
    started_ms: f64,
    timeout_ms: f64,
    release: Release,
}

impl Interrupt {
    pub fn new(signal: Option<Signal>, timeout_ms: u32) -> Self {
        let timeout_ms = f64::from(timeout_ms);
        let timer = RefCell::new(Timer::new(timeout_ms));
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

    /// Calls a function, to wait for what it gives, but no longer than the call may take; a throw is a rejection.
    pub fn call(&self, function: &Function, this: &JsValue, arguments: &[JsValue]) -> Waiting<'_> {
        let given = value::apply(function, this, arguments).map(|given| self.release.settle(&given));
        Waiting { interrupt: self, given }
    }

    /// Waits for a time, but no longer than the call may take.
    pub async fn sleep(&self, ms: f64) -> Result<(), Interruption> {
        let mut timer = Timer::new(ms);
        poll_fn(|context| match Pin::new(&mut timer).poll(context) {
            Poll::Ready(()) => Poll::Ready(Ok(())),
            Poll::Pending => self.poll_interruption(context).map(Err),
        })
        .await
    }

    fn poll_interruption(&self, context: &mut Context<'_>) -> Poll<Interruption> {
        if let Some(signal) = &self.signal {
            signal.waker.replace(Some(context.waker().clone()));
        }
        let fired = Pin::new(&mut *self.timer.borrow_mut()).poll(context).is_ready();
        match self.check_signal() {
            Err(interruption) => Poll::Ready(interruption),
            Ok(()) if fired => Poll::Ready(Interruption::TimedOut),
            Ok(()) => Poll::Pending,
        }
    }
}

/// The wait for what a function of the caller's gave. A type of its own, since an `async fn` would be one more layer of code
/// around each of its uses.
pub struct Waiting<'a> {
    interrupt: &'a Interrupt,
    given: Result<JsFuture, JsValue>,
}

impl Future for Waiting<'_> {
    type Output = Result<Result<JsValue, JsValue>, Interruption>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let settled = match &mut self.given {
            Ok(promise) => Pin::new(promise).poll(context),
            Err(thrown) => Poll::Ready(Err(thrown.clone())),
        };
        match settled {
            Poll::Ready(settled) => Poll::Ready(Ok(settled)),
            Poll::Pending => self.interrupt.poll_interruption(context).map(Err),
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
