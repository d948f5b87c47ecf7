//! What JavaScript itself makes of bytes, and numbers that look random and can be had again.

use js_sys::{Array, Function, JSON, Promise, Uint8Array};
use wasm_bindgen_futures::JsFuture;

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
