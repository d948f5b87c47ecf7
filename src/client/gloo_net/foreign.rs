//! Reading of values of JavaScript's that may be anything: a getter, a Proxy or a function may throw, and what throws through WebAssembly
//! leaves a task that nobody wakes again.

use js_sys::{Array, Function, JsString, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Whether it can have properties.
pub(super) fn has_properties(value: &JsValue) -> bool {
    value.is_object() || value.is_function()
}

/// A property; undefined where there is none.
///
/// # Errors
/// What a getter throws.
pub(super) fn readable(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    if has_properties(of) { Reflect::get(of, &JsValue::from_str(name)) } else { Ok(JsValue::UNDEFINED) }
}

/// A property; undefined where there is none, and where it cannot be read.
pub(super) fn property(of: &JsValue, name: &str) -> JsValue {
    readable(of, name).unwrap_or(JsValue::UNDEFINED)
}

/// A property of the global object, whatever it is here: a window, a worker, Node.
pub(super) fn global(name: &str) -> JsValue {
    property(&js_sys::global(), name)
}

/// A method and its object.
pub(super) struct Method {
    function: Function,
    of: JsValue,
}

impl Method {
    /// `None` where there is none, or it cannot be read.
    pub(super) fn of(of: &JsValue, name: &str) -> Option<Self> {
        Some(Self { function: property(of, name).dyn_into().ok()?, of: of.clone() })
    }

    /// One of the global object.
    pub(super) fn global(name: &str) -> Option<Self> {
        Self::of(&js_sys::global(), name)
    }

    /// Not by a method of the function, which it need not have.
    ///
    /// # Errors
    /// What it throws.
    pub(super) fn call(&self, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
        Reflect::apply(&self.function, &self.of, &array(arguments))
    }
}

/// A new object of a class of the global object.
///
/// # Errors
/// What its constructor throws; undefined where there is no such class.
pub(super) fn construct(class: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let class = global(class).dyn_into::<Function>().map_err(|_| JsValue::UNDEFINED)?;
    Reflect::construct(&class, &array(arguments))
}

fn array(values: &[JsValue]) -> Array {
    values.iter().collect()
}

/// What a value comes to that may be a promise, of whatever library. By a promise of our own, which settles once whatever the other does,
/// and whose rejection nobody calls unhandled.
pub(super) fn settled(value: &JsValue) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve, _| {
        // It throws nothing: what adopting a value throws is a rejection.
        let _ = resolve.call1(&JsValue::UNDEFINED, value);
    }))
}

/// Calls a method whose result does not matter: what it throws does not either, at once or later.
pub(super) fn ignore(method: Option<Method>) {
    if let Some(Ok(value)) = method.map(|method| method.call(&[])) {
        drop(unawaited(value));
    }
}

/// A value that nobody waits for: where it is a promise, its rejection does not count as unhandled.
pub(super) fn unawaited(value: JsValue) -> JsValue {
    if has_properties(&value) {
        drop(settled(&value));
    }
    value
}

/// The finite number that a function of an object of the global object gives.
pub(super) fn number(of: &str, name: &str) -> Option<f64> {
    unawaited(Method::of(&global(of), name)?.call(&[]).ok()?).as_f64().filter(|number| number.is_finite())
}

/// The beginning of a text, so that a long one is not copied.
pub(super) fn beginning(text: &JsString, length: u32) -> String {
    String::from(&text.slice(0, length.min(text.length())))
}
