//! The boundary with JavaScript, in Node: `wasm-pack test --node`.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs
)]

mod boundary;

use boundary::support::js;
use boundary::webhook_hmac::{assert_same, cases};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn node_gives_the_same_signatures() {
    let hmac = "(key, data) => process.getBuiltinModule('node:crypto').createHmac('sha256', key).update(data).digest()";
    assert_same(&js(&cases(5000, hmac)).into());
}
