//! One total deadline, whatever never settles.

use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{NONE, api, code, get, js, json, message, number, rejection, text};

#[wasm_bindgen_test]
async fn nothing_hangs_past_the_deadline() {
    for (point, options, expected) in [
        ("token", "userToken: () => new Promise(() => {})", "timeout none 0"),
        ("token thenable", "userToken: () => ({ then() {} })", "timeout none 0"),
        ("headers", "userToken: 't', headers: () => new Promise(() => {})", "timeout none 0"),
        ("fetch", "userToken: 't', fetch: () => new Promise(() => {})", "timeout unknown 1"),
        ("fetch thenable", "userToken: 't', fetch: () => ({ then() {} })", "timeout unknown 1"),
        (
            "sleep",
            "timeoutMs: 400, random: () => 0, userToken: 't', sleep: () => new Promise(() => {}), fetch: async () => ({ status: 429 })",
            "timeout none 1",
        ),
        (
            "sleep after loss",
            "timeoutMs: 400, random: () => 0, userToken: 't', sleep: () => new Promise(() => {}), fetch: async () => ({ status: 500 })",
            "timeout unknown 1",
        ),
        (
            "error body",
            "userToken: 't', fetch: async () => ({ status: 404, body: new ReadableStream({}) })",
            "http_status none 1",
        ),
    ] {
        let api = api(&format!("({{ domain: 'acme', timeoutMs: 40, {options} }})"));
        let error = rejection(api.delete(&42.into(), &NONE)).await;
        let seen = format!("{} {} {}", code(&error), text(&error, "effect"), number(&error, "attempts"));
        assert_eq!(seen, expected, "{point}");
    }
}

#[wasm_bindgen_test]
async fn a_body_that_never_ends_or_never_comes_is_a_timeout() {
    for body in [
        "new ReadableStream({})",
        "new ReadableStream({ pull: () => new Promise(() => {}) })",
        // Always ready, never done: no timer gets a turn.
        "({ getReader: () => ({ read: async () => ({ done: false, value: new Uint8Array(0) }) }) })",
        "({ getReader: () => ({ read: () => ({ done: false, value: new Uint8Array(0) }) }) })",
    ] {
        let api = api(&format!(
            "({{ domain: 'acme', usersToken: 't', timeoutMs: 40, fetch: async () => ({{ status: 200, body: {body} }}) }})"
        ));
        assert_eq!(code(&rejection(api.list(&NONE)).await), "timeout", "{body}");
    }
}

#[wasm_bindgen_test]
async fn a_confirmed_delete_is_done_even_when_its_body_never_ends() {
    let api = api(
        "({ domain: 'acme', userToken: 't', timeoutMs: 40, fetch: async () => ({ status: 200, body: new ReadableStream({}) }) })",
    );
    super::support::resolved(api.delete(&42.into(), &NONE)).await;
}

#[wasm_bindgen_test]
async fn the_deadline_of_a_call_wins_over_that_of_the_object() {
    let api = api("({ domain: 'acme', usersToken: 't', timeoutMs: 20000, fetch: () => new Promise(() => {}) })");
    let error = rejection(api.list(&js("({ timeoutMs: 20 })"))).await;
    assert!(code(&error) == "timeout" && message(&error).contains("20 ms"), "{}", message(&error));
}

#[wasm_bindgen_test]
async fn a_retry_after_beyond_the_deadline_rejects_at_once() {
    for (header, status) in [("'31'", 429), ("new Date(Date.now() + 60000).toUTCString()", 503)] {
        let api = api(&format!(
            "({{ domain: 'acme', usersToken: 't', fetch: async () => ({{ status: {status}, headers: new Headers({{ 'retry-after': {header} }}) }}) }})"
        ));
        let error = rejection(api.list(&NONE)).await;
        assert_eq!(
            (code(&error).as_str(), number(&error, "status"), number(&error, "attempts")),
            ("http_status", f64::from(status), 1.0)
        );
        assert!(number(&error, "retryAfterMs") > 30_000.0);
    }
}

#[wasm_bindgen_test]
async fn waits_follow_retry_after_and_the_injected_sleep() {
    let api = api("(globalThis.slept = [], {
        domain: 'acme', usersToken: 't', random: () => 0.5, now: () => Date.UTC(2024, 0, 1),
        sleep: async (ms, signal) => { slept.push(ms, signal instanceof AbortSignal); },
        fetch: (() => { let n = 0; const after = ['3', 'Mon, 01 Jan 2024 00:00:02 GMT']; return async () =>
            ({ status: n < 2 ? 429 : 200, headers: new Headers(n < 2 ? { 'retry-after': after[n++] } : {}), json: async () => ({ users: [] }) }); })(),
    })");
    super::support::resolved(api.list(&NONE)).await;
    assert_eq!(json(&js("globalThis.slept")), "[3000,true,2000,true]");
}

#[wasm_bindgen_test]
async fn hooks_that_fail_break_nothing() {
    for hooks in [
        "now: () => { throw 1 }",
        "now: () => NaN",
        "now: () => 'x'",
        "random: () => { throw 1 }",
        "random: () => undefined",
        "random: () => 99",
        "onAttempt: () => { throw undefined }",
        "onAttempt: () => Promise.reject(new Error('unhandled'))",
        "onAttempt: () => ({ then() { throw 1 } })",
        "onAttempt: () => new Proxy({}, { get() { throw 1 } })",
    ] {
        let api = api(&format!(
            "({{ domain: 'acme', usersToken: 't', sleep: async () => {{}}, {hooks}, fetch: (() => {{ let n = 0; return async () => ({{ status: n++ ? 200 : 503, json: async () => ({{ users: [] }}) }}); }})() }})"
        ));
        super::support::resolved(api.list(&NONE)).await;
    }
}

#[wasm_bindgen_test]
async fn a_sleep_that_fails_ends_the_call_with_what_came_before() {
    for sleep in ["() => { throw 1 }", "async () => { throw undefined }"] {
        let api = api(&format!(
            "({{ domain: 'acme', userToken: 't', sleep: {sleep}, fetch: async () => ({{ status: 503 }}) }})"
        ));
        let error = rejection(api.delete(&42.into(), &NONE)).await;
        assert_eq!(
            (code(&error).as_str(), number(&error, "status"), number(&error, "attempts")),
            ("http_status", 503.0, 1.0)
        );
        assert_eq!(get(&error, "effect").as_string().as_deref(), Some("unknown"));
    }
}
