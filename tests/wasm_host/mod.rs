//! What JavaScript itself makes of bytes, what a test puts in the place of the host's functions, and numbers that look random and can be
//! had again.
#![allow(dead_code)] // Each test takes what it needs.

use js_sys::{Array, Function, JSON, Promise, Reflect, Uint8Array};
use powens_users::api::Effect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Where the two sandboxes of `npm test` are, and nobody.
#[cfg(feature = "sandbox-tests")]
pub mod sandboxes {
    /// Allows every origin.
    pub const ALLOWING: &str = env!("POWENS_SANDBOX_URL");
    /// Allows none.
    pub const REFUSING: &str = env!("POWENS_REFUSING_SANDBOX_URL");
    /// Nobody listens there, and browsers do not even try.
    pub const SILENT: &str = "http://127.0.0.1:9";
}

/// Whether JavaScript's parser takes a text.
pub fn parses(text: &str) -> bool {
    JSON::parse(text).is_ok()
}

/// A JSON text as JavaScript writes it again.
pub fn rewritten(text: &str) -> String {
    JSON::stringify(&JSON::parse(text).unwrap()).unwrap().into()
}

/// HMAC-SHA-256, by the host's own cryptography.
pub async fn hmac(key: &[u8], data: &[u8]) -> [u8; 32] {
    let sign = Function::new_with_args(
        "key, data",
        "return crypto.subtle
            .importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
            .then((key) => crypto.subtle.sign('HMAC', key, data))
            .then((signature) => new Uint8Array(signature));",
    );
    let arguments = Array::of2(&Uint8Array::from(key), &Uint8Array::from(data));
    let promise = Promise::from(sign.apply(&js_sys::global(), &arguments).unwrap());
    Uint8Array::from(JsFuture::from(promise).await.unwrap()).to_vec().try_into().unwrap()
}

/// What a piece of JavaScript gives.
pub fn javascript(source: &str) -> JsValue {
    js_sys::eval(&format!("({source})")).unwrap()
}

/// What a function, written in JavaScript, gives for a value.
pub fn javascript_of(source: &str, value: &JsValue) -> JsValue {
    Function::from(javascript(source)).call1(&JsValue::NULL, value).unwrap()
}

/// A property of an object of the host's.
pub fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap()
}

/// Whether this runs in a page, and not in Node.
pub fn is_page() -> bool {
    javascript("typeof document === 'object'").is_truthy()
}

/// What is known by a refusal of a delete that a user gets too who is gone. Browsers send a request again by themselves whose connection
/// had served another one and is reset before any answer (RFC 9110, 9.2.2, allows it), so there it may answer the second of two; Node
/// sends nothing again.
pub fn effect_of_refusal() -> Effect {
    if is_page() { Effect::Unknown } else { Effect::None }
}

/// A property of the global object with a value of a test's, until this is dropped.
pub struct Replaced {
    name: &'static str,
    before: JsValue,
}

impl Replaced {
    pub fn with(name: &'static str, value: &JsValue) -> Self {
        let before = get(&js_sys::global(), name);
        Reflect::set(&js_sys::global(), &name.into(), value).unwrap();
        Self { name, before }
    }

    /// By a piece of JavaScript.
    pub fn by(name: &'static str, source: &str) -> Self {
        Self::with(name, &javascript(source))
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        Reflect::set(&js_sys::global(), &self.name.into(), &self.before).unwrap();
    }
}

/// A small generator with 32 bits of state (Tommy Ettinger's mulberry32).
pub struct Random(u32);

impl Random {
    pub const fn new(seed: u32) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x6D2B_79F5);
        let mut mixed = (self.0 ^ (self.0 >> 15)).wrapping_mul(self.0 | 1);
        mixed ^= mixed.wrapping_add((mixed ^ (mixed >> 7)).wrapping_mul(mixed | 61));
        (mixed ^ (mixed >> 14)) as usize % limit
    }

    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.below(256) as u8).collect()
    }
}
