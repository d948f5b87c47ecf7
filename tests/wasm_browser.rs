//! The boundary with JavaScript, in a browser: `wasm-pack test --headless --chrome`, and `--firefox`.
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

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use wasm_support::{api, code, js, message, rejection, resolved, text};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_path_is_one_of_this_pages_origin() {
    let api = api("({
        baseUrl: '/powens/2.0/', usersToken: null,
        fetch: async (url) => ({ status: 200, text: async () => JSON.stringify({ users: [], url }) }),
    })");
    let list = resolved(api.list(&wasm_bindgen::JsValue::UNDEFINED)).await;
    let origin = js("location.origin").as_string().unwrap();
    assert_eq!(text(&list, "url"), format!("{origin}/powens/2.0/users"));
}

#[wasm_bindgen_test]
async fn a_network_failure_names_the_origin_of_the_page() {
    let api = api("({
        domain: 'acme', usersToken: 't', maxRetries: 0, fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    })");
    let error = rejection(api.list(&wasm_bindgen::JsValue::UNDEFINED)).await;
    assert_eq!(code(&error), "network");
    let origin = js("location.origin").as_string().unwrap();
    assert!(
        message(&error).contains("biapi.allowed_origins") && message(&error).contains(&origin),
        "{}",
        message(&error)
    );
}
