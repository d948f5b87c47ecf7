//! Untrusted JavaScript values that may be promises.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A promise of any value: of what a promise or thenable settles to, or of a plain value.
fn promise_of(value: &JsValue) -> Promise {
    // The resolving function takes anything and never throws; `Promise.resolve` can, by a `constructor` of the value's own.
    Promise::new(&mut |resolve: Function, _reject| {
        let _ = resolve.call1(&JsValue::UNDEFINED, value);
    })
}

/// Lets go of a value that may be a promise, so that its rejection is nobody's.
pub fn ignore(value: &JsValue) {
    // It takes note of a rejection, and never rejects itself.
    let _ = Promise::all_settled(&Array::of1(&promise_of(value)));
}

/// What ends all waiting of a call, so that a promise that never settles holds nothing of it.
pub struct Release {
    promise: Promise,
    resolve: Option<Function>,
}

impl Release {
    pub fn new() -> Self {
        let mut resolve = None;
        let promise = Promise::new(&mut |own: Function, _reject| resolve = Some(own));
        Self { promise, resolve }
    }

    /// The wait for a promise, a thenable or a plain value.
    pub fn settle(&self, value: &JsValue) -> JsFuture {
        let either = Array::of2(&promise_of(value), &self.promise);
        JsFuture::from(Promise::race(&either))
    }
}

impl Drop for Release {
    fn drop(&mut self) {
        if let Some(resolve) = &self.resolve {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}
