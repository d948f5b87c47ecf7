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

mod wasm_support;

use js_sys::{Array, Uint8Array};
use powens_users::webhook::{Mac, Trial};
use wasm_bindgen_test::wasm_bindgen_test;
use wasm_support::{get, js};

/// JavaScript that makes an array of `[key, data, hmac(key, data)]`, random in a way that can be had again.
fn cases(count: u32, hmac: &str) -> String {
    format!(
        "(() => {{
            let state = 4231;
            const below = (limit) => {{
                state = (state + 0x6d2b79f5) >>> 0;
                let mixed = Math.imul(state ^ (state >>> 15), state | 1);
                mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
                return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
            }};
            const bytes = (length) => Uint8Array.from({{ length }}, () => below(256));
            const hmac = {hmac};
            return Array.from({{ length: {count} }}, (_, index) => {{
                const key = bytes(1 + (index % 150));
                const data = bytes(index % 500 === 0 ? 10_000 : below(300));
                return [key, data, hmac(key, data)];
            }});
        }})()"
    )
}

/// Asserts that each case has the signature that ours is, however its data is cut.
fn assert_same(cases: &Array) {
    assert!(cases.length() >= 1000);
    for (index, case) in cases.iter().enumerate() {
        let bytes = |at: u32| Uint8Array::new(&get(&case, &at.to_string())).to_vec();
        let (key, data, theirs) = (bytes(0), bytes(1), bytes(2));
        let mut trial = Trial::new(&key);
        data.chunks(1 + index % 200).for_each(|piece| trial.update(piece));
        assert!(trial.finish().is(&Mac::from_bytes(theirs.try_into().unwrap())), "case {index}");
    }
}

#[wasm_bindgen_test]
fn node_gives_the_same_signatures() {
    let hmac = "(key, data) => process.getBuiltinModule('node:crypto').createHmac('sha256', key).update(data).digest()";
    assert_same(&js(&cases(5000, hmac)).into());
}
