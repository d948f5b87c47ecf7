//! A signal ends a call at any point, with its own reason.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{api, js, json, rejection};

/// Options in which one thing never settles; the others are quick.
const STUCK: [(&str, &str); 8] = [
    ("token", "usersToken: () => new Promise(() => {}), fetch: async () => ({ status: 204 })"),
    ("headers", "usersToken: 't', headers: () => new Promise(() => {}), fetch: async () => ({ status: 204 })"),
    ("fetch", "usersToken: 't', fetch: () => new Promise(() => {})"),
    ("stream", "usersToken: 't', fetch: async () => ({ status: 200, body: new ReadableStream({}) })"),
    ("text", "usersToken: 't', fetch: async () => ({ status: 200, text: () => new Promise(() => {}) })"),
    ("error body", "usersToken: 't', fetch: async () => ({ status: 404, text: () => new Promise(() => {}) })"),
    ("sleep", "usersToken: 't', sleep: () => new Promise(() => {}), fetch: async () => ({ status: 503 })"),
    ("timer", "usersToken: 't', fetch: async () => ({ status: 503, headers: new Headers({ 'retry-after': '20' }) })"),
];

#[wasm_bindgen_test]
async fn a_call_ends_with_the_reason_of_its_signal() {
    for (point, options) in STUCK {
        for reason in ["'text'", "0", "false", "null", "({ an: 'object' })", "new Error('mine')", "Symbol.iterator"] {
            js("globalThis.controller = new AbortController()");
            js(&format!("globalThis.reason = {reason}"));
            let call = api(&format!("({{ domain: 'acme', {options} }})")).list(&js("({ signal: controller.signal })"));
            js("setTimeout(() => controller.abort(globalThis.reason), 5)");
            assert_eq!(rejection(call).await, js("globalThis.reason"), "{point} {reason}");
        }
    }
}

#[wasm_bindgen_test]
async fn without_a_reason_it_is_the_platforms_abort_error() {
    let call = api("({ domain: 'acme', usersToken: 't', fetch: () => new Promise(() => {}) })")
        .list(&js("({ signal: AbortSignal.timeout(5) })"));
    assert_eq!(super::support::text(&rejection(call).await, "name"), "TimeoutError");
}

#[wasm_bindgen_test]
async fn a_signal_that_is_aborted_already_sends_nothing() {
    let api = api(
        "({ domain: 'acme', usersToken: () => { globalThis.asked2 = 1; return 't' }, fetch: () => { globalThis.sent2 = 1 } })",
    );
    let error = rejection(api.list(&js("({ signal: AbortSignal.abort('early') })"))).await;
    assert_eq!(error, JsValue::from_str("early"));
    assert!(js("globalThis.asked2 ?? globalThis.sent2").is_undefined());
}

#[wasm_bindgen_test]
async fn an_abort_by_the_token_function_sends_nothing() {
    let api = api(
        "(globalThis.c3 = new AbortController(), { domain: 'acme', usersToken: () => { c3.abort('mid'); return 't' }, fetch: () => { globalThis.sent3 = 1 } })",
    );
    assert_eq!(rejection(api.list(&js("({ signal: c3.signal })"))).await, JsValue::from_str("mid"));
    assert!(js("globalThis.sent3").is_undefined());
}

#[wasm_bindgen_test]
async fn the_request_is_cancelled_and_the_attempt_told() {
    let api = api("(globalThis.c4 = new AbortController(), globalThis.told4 = [], {
        domain: 'acme', userToken: 't', now: () => 0, onAttempt: (a) => told4.push([a.method, a.status, a.errorCode, a.retryInMs]),
        fetch: (url, { signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => { globalThis.cancelled4 = true; reject('late'); })),
    })");
    let call = api.delete(&42.into(), &js("({ signal: c4.signal })"));
    js("setTimeout(() => c4.abort('stop'), 5)");
    assert_eq!(rejection(call).await, JsValue::from_str("stop"));
    assert!(js("globalThis.cancelled4").is_truthy());
    assert_eq!(json(&js("globalThis.told4")), r#"[["DELETE",null,"aborted",null]]"#);
}

#[wasm_bindgen_test]
async fn a_signal_is_let_go_of_afterwards() {
    let api =
        api("(globalThis.listeners = 0, { domain: 'acme', usersToken: 't', fetch: async () => ({ status: 401 }) })");
    let signal = js("({ aborted: false, addEventListener() { listeners++ }, removeEventListener() { listeners-- } })");
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"signal".into(), &signal).unwrap();
    rejection(api.list(&options)).await;
    assert_eq!(js("globalThis.listeners").as_f64(), Some(0.0));
}

#[wasm_bindgen_test]
async fn an_abort_while_the_head_is_read_counts() {
    for body in ["body: '{\"users\":[]}'", "text: async () => '{\"users\":[]}'"] {
        let api = api(&format!(
            "(globalThis.c5 = new AbortController(), {{ domain: 'acme', usersToken: 't', fetch: async () => ({{ status: 200, get headers() {{ c5.abort('head'); return undefined }}, {body} }}) }})"
        ));
        assert_eq!(rejection(api.list(&js("({ signal: c5.signal })"))).await, JsValue::from_str("head"));
    }
}
