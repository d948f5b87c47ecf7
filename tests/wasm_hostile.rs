//! Whatever a `fetch` does that is not the host's own: each call on gloo-net ends in an error of ours, in time, and nothing panics. The
//! table is that of the npm package's tests, and so are the codes.
#![cfg(all(target_arch = "wasm32", feature = "sandbox-tests"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs
)]

mod wasm_host;

use std::time::Duration;

use js_sys::{Array, Function};
use powens_users::api::{ApiError, Effect, ErrorKind, UserId};
use powens_users::client::{GlooNet, UsersApi};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use wasm_host::{Replaced, effect_of_refusal, get, is_page, javascript, javascript_of};

/// What a `fetch` does, and the code of a list that meets it.
const WAYS: &str = include_str!("boundary/hostile-answers.mjs");

fn ways() -> Vec<(JsValue, String)> {
    let source = WAYS.replace("export const ways", "const ways");
    assert!(!source.contains("export "), "hostile-answers.mjs exports more than is run here");
    let ways = Function::new_no_args(&format!("{source}\nreturn ways;")).call0(&JsValue::NULL).unwrap();
    let pair = |way: JsValue| (get(&way, "0"), get(&way, "1").as_string().unwrap());
    Array::from(&ways).iter().map(pair).collect()
}

fn api() -> UsersApi<GlooNet> {
    let builder = UsersApi::builder("acme").users_token("users-t0k3n").user_token("user-t0k3n");
    builder.max_retries(0).timeout(Duration::from_secs(5)).build(GlooNet::new()).unwrap()
}

/// How a delete ends while a piece of JavaScript stands in the place of `fetch`.
async fn delete(fetch: &str, timeout: Duration) -> Result<(), ApiError> {
    let _fetch = Replaced::by("fetch", fetch);
    api().delete(UserId::new(42).unwrap()).timeout(timeout).await
}

#[wasm_bindgen_test]
async fn whatever_fetch_does_is_an_error_of_ours() {
    let ways = ways();
    assert!(ways.len() > 50, "{}", ways.len());
    for (fetch, expected) in ways {
        let source = String::from(Function::from(fetch.clone()).to_string());
        let _fetch = Replaced::with("fetch", &fetch);
        let error = api().list().await.unwrap_err();
        assert_eq!((error.kind().as_str(), error.attempts()), (expected.as_str(), 1), "{source}: {error}");
        for text in [error.to_string(), format!("{error:?}")] {
            assert!(!text.contains("t0k3n"), "{source}: {text}");
        }
    }
}

#[wasm_bindgen_test]
async fn whatever_fetch_does_a_delete_says_what_it_may_have_done() {
    for (fetch, expected) in ways() {
        let source = String::from(Function::from(fetch.clone()).to_string());
        let _fetch = Replaced::with("fetch", &fetch);
        let Err(error) = api().delete(UserId::new(42).unwrap()).await else {
            // An empty body confirms a delete, and so does an object; neither is a list.
            assert!(["invalid_json", "invalid_shape"].contains(&expected.as_str()), "{source}");
            continue;
        };
        // A plain refusal alone proves that nothing happened, and in a page not each of them.
        let effect = match error.status() {
            Some(404) => effect_of_refusal(),
            Some(304) => Effect::None,
            _ if source.contains("status: 302") => Effect::None,
            _ => Effect::Unknown,
        };
        assert_eq!(error.effect(), Some(effect), "{source}: {error}");
    }
}

#[wasm_bindgen_test]
async fn where_there_is_no_fetch_there_is_no_answer() {
    for source in ["undefined", "null", "7", "{}"] {
        let error = delete(source, Duration::from_secs(5)).await.unwrap_err();
        assert_eq!((error.kind(), error.effect()), (ErrorKind::Network, Some(Effect::Unknown)), "{source}");
        assert_eq!(error.cause().map(|cause| cause.message.as_str()), Some("there is no fetch here"));
    }
    for name in ["Request", "Headers"] {
        let _gone = Replaced::by(name, "undefined");
        assert_eq!(api().list().await.unwrap_err().kind(), ErrorKind::Network, "{name}");
    }
    let api = api();
    let _fetch = Replaced::by("fetch", "async () => ({ status: 204 })");
    let _gone = Replaced::by("AbortController", "undefined");
    // Node makes no request without it. In browsers nothing can be ended early, and a call is made all the same.
    let kind = api.delete(UserId::ME).await.map_err(|error| error.kind());
    assert_eq!(kind, if is_page() { Ok(()) } else { Err(ErrorKind::Network) });
}

#[wasm_bindgen_test]
async fn nothing_hangs_past_the_deadline() {
    let empty = "value: new Uint8Array(0)";
    for fetch in [
        "() => new Promise(() => {})".to_owned(),
        "() => ({ then() {} })".to_owned(),
        "async () => new Response(new ReadableStream({}))".to_owned(),
        "async () => ({ status: 200, body: new ReadableStream({ pull: () => new Promise(() => {}) }) })".to_owned(),
        "async () => ({ status: 200, text: () => new Promise(() => {}) })".to_owned(),
        "async () => ({ status: 200, json: () => ({ then() {} }) })".to_owned(),
        // Always ready, never done: no timer gets a turn.
        format!(
            "async () => ({{ status: 200, body: {{ getReader: () => ({{ read: async () => ({{ {empty} }}) }}) }} }})"
        ),
        format!("async () => ({{ status: 200, body: {{ getReader: () => ({{ read: () => ({{ {empty} }}) }}) }} }})"),
    ] {
        let started = js_sys::Date::now();
        let error = delete(&fetch, Duration::from_millis(60)).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.effect(), error.attempts()),
            (ErrorKind::Timeout, Some(Effect::Unknown), 1),
            "{fetch}"
        );
        let took = js_sys::Date::now() - started;
        assert!((50.0..2000.0).contains(&took), "{fetch}: {took} ms");
    }
    let refusing = "async () => ({ status: 404, body: new ReadableStream({}) })";
    let error = delete(refusing, Duration::from_millis(60)).await.unwrap_err();
    assert_eq!((error.kind(), error.effect()), (ErrorKind::HttpStatus, Some(effect_of_refusal())));
}

#[wasm_bindgen_test]
async fn an_answer_larger_than_allowed_is_refused_while_it_comes() {
    let seen = javascript("{ pulled: 0, cancelled: false }");
    let make = "(seen) => async () => new Response(new ReadableStream({
        pull: (controller) => (seen.pulled++, controller.enqueue(new Uint8Array(1000).fill(32))),
        cancel: () => { seen.cancelled = true; },
    }))";
    let api = UsersApi::builder("acme").users_token("t").max_response_bytes(10_000).build(GlooNet::new()).unwrap();
    {
        let _fetch = Replaced::with("fetch", &javascript_of(make, &seen));
        let error = api.list().await.unwrap_err();
        assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::TooLarge, Some(200), 1));
        assert!(get(&seen, "pulled").as_f64().unwrap() < 15.0 && get(&seen, "cancelled").is_truthy());
    }
    for answer in [
        "{ status: 200, headers: new Headers({ 'content-length': '10001' }), text: () => seen.never }",
        "{ status: 200, text: async () => ' '.repeat(10_001) }",
        "{ status: 200, text: async () => 'é'.repeat(5001) }",
        "{ status: 200, arrayBuffer: async () => new ArrayBuffer(10_001) }",
        "{ status: 200, body: new Uint8Array(2 ** 27) }",
        "{ status: 200, json: async () => ' '.repeat(10_001) }",
    ] {
        let _fetch = Replaced::by("fetch", &format!("async () => ({answer})"));
        assert_eq!(api.list().await.unwrap_err().kind(), ErrorKind::TooLarge, "{answer}");
    }
}

#[wasm_bindgen_test]
async fn a_failure_tells_what_stood_behind_it() {
    for (thrown, expected) in [
        (
            "new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'E1' }) })",
            "TypeError: fetch failed < Error: connect",
        ),
        (
            "Object.assign(new Error(''), { errors: [Object.assign(new Error('v6'), { code: 7 })] })",
            "Error:  < Error: v6",
        ),
        ("'text'", "string: text"),
        ("null", "null: null"),
        ("42", "number: 42"),
        ("Symbol('x')", "symbol: symbol"),
        (
            "(() => { const loop = new Error('loop'); loop.cause = loop; return loop; })()",
            "Error: loop < Error: loop < Error: loop < Error: loop",
        ),
        ("new DOMException('gone', 'AbortError')", "AbortError: gone"),
        ("new Error('Bearer user-t0k3n was refused')", "Error: Bearer [redacted] was refused"),
    ] {
        let error = delete(&format!("() => Promise.reject({thrown})"), Duration::from_secs(5)).await.unwrap_err();
        let chain = std::iter::successors(error.cause(), |cause| cause.source.as_deref()).map(ToString::to_string);
        assert_eq!(chain.collect::<Vec<_>>().join(" < "), expected, "{thrown}");
    }
}
