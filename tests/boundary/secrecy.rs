//! No token, key or body is ever in an error.

use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{NONE, api, js, json, rejection};

#[wasm_bindgen_test]
async fn an_error_holds_no_token() {
    for fetch in [
        "async (url, init) => { throw new Error('bad header ' + init.headers.Authorization) }",
        "async (url, init) => { throw init.headers.Authorization }",
        "async (url, init) => { throw Object.assign(new Error('x', { cause: new Error(init.headers.Authorization) }), { code: init.headers.Authorization, name: init.headers.Authorization }) }",
        "async (url, init) => ({ status: 400, json: async () => ({ code: init.headers.Authorization, description: init.headers.Authorization, message: 'x' + init.headers.Authorization, request_id: init.headers.Authorization }) })",
        "async (url, init) => ({ status: 200, json: async () => ({ users: [], [init.headers.Authorization]: { x: 1 }, y: init.headers.Authorization, users: init.headers.Authorization }) })",
        "async (url, init) => { throw new Error(init.headers['X-CSRF']) }",
        "async (url, init) => ({ status: 400, headers: { get: () => init.headers.Authorization } })",
    ] {
        for token in ["'s3cr3t-token'", "async () => 's3cr3t-token'"] {
            let api = api(&format!(
                "({{ domain: 'acme', usersToken: {token}, userToken: 'other-s3cr3t', headers: () => ({{ 'X-CSRF': 'csrf-s3cr3t' }}), maxRetries: 0, fetch: {fetch} }})"
            ));
            let error = rejection(api.list(&NONE)).await;
            js_sys::Reflect::set(&js_sys::global(), &"seen".into(), &error).unwrap();
            let shown = js(
                "[String(seen), seen.stack, JSON.stringify(seen), JSON.stringify(Object.getOwnPropertyNames(seen).map((k) => seen[k])), JSON.stringify(seen.cause ?? null)].join()",
            );
            assert!(!shown.as_string().unwrap().contains("s3cr3t"), "{fetch}: {}", shown.as_string().unwrap());
        }
    }
}

#[wasm_bindgen_test]
fn the_object_shows_no_token() {
    let api: wasm_bindgen::JsValue = api("({ domain: 'acme', usersToken: 's3cr3t', userToken: 's3cr3t' })").into();
    assert!(!json(&api).contains("s3cr3t"));
    assert!(!format!("{api:?}").contains("s3cr3t"));
}

#[wasm_bindgen_test]
async fn foreign_texts_are_cut() {
    let api = api(
        "({ domain: 'acme', usersToken: 't', fetch: async () => ({ status: 400, json: async () => ({ description: 'é'.repeat(5000) }) }) })",
    );
    let error = rejection(api.list(&NONE)).await;
    assert_eq!(super::support::text(&error, "apiDescription").chars().count(), 500);
}
