//! An injected `fetch` may be any function.

use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{NONE, api, api_with_fetch, code, get, js, json, message, number, rejection, text};

#[wasm_bindgen_test]
async fn whatever_fetch_does_is_an_error_of_ours() {
    for (fetch, expected) in [
        ("() => { throw new TypeError('sync') }", "network"),
        ("() => { throw undefined }", "network"),
        ("() => { throw 'text' }", "network"),
        ("async () => { throw null }", "network"),
        ("() => Promise.reject('text')", "network"),
        ("() => Promise.reject(undefined)", "network"),
        ("() => Promise.reject(new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 1 } }))", "network"),
        ("() => Promise.reject(Symbol('x'))", "network"),
        ("() => ({ then(_, reject) { reject(1n) } })", "network"),
        ("() => ({ get then() { throw 1 } })", "network"),
        ("async () => ({ type: 'error', status: 0 })", "network"),
        ("async () => undefined", "invalid_response"),
        ("async () => null", "invalid_response"),
        ("async () => 'text'", "invalid_response"),
        ("async () => 200", "invalid_response"),
        ("async () => ({})", "invalid_response"),
        ("async () => ({ status: '200' })", "invalid_response"),
        ("async () => ({ status: 0 })", "invalid_response"),
        ("async () => ({ status: NaN })", "invalid_response"),
        ("async () => ({ status: 200.5 })", "invalid_response"),
        ("async () => ({ status: 99999 })", "invalid_response"),
        ("async () => ({ get status() { throw 1 } })", "invalid_response"),
        ("async () => new Proxy({}, { get() { throw 1 } })", "network"),
        (
            "() => Promise.reject({ errors: (() => { const r = Proxy.revocable([], {}); r.revoke(); return r.proxy })() })",
            "network",
        ),
        ("() => Promise.reject({ errors: new Proxy([1], { get() { throw 1 } }) })", "network"),
        ("async () => (() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy })()", "network"),
        ("async () => ({ status: 304 })", "http_status"),
        ("async () => ({ status: 302 })", "redirect"),
        ("async () => ({ status: 0, type: 'opaqueredirect' })", "redirect"),
        ("async () => ({ status: 200, redirected: true, json: async () => ({ users: [] }) })", "redirect"),
        ("async () => ({ status: 202 })", "http_status"),
        ("async () => ({ status: 200 })", "invalid_json"),
        ("async () => ({ status: 200, body: null })", "invalid_json"),
        ("async () => ({ status: 200, text: async () => '' })", "invalid_json"),
        ("async () => ({ status: 200, text: async () => '<html>' })", "invalid_json"),
        ("async () => ({ status: 200, text: async () => '{\"users\":[' })", "invalid_json"),
        ("async () => ({ status: 200, text: async () => '{\"users\":[],\"users\":[]}' })", "invalid_json"),
        ("async () => ({ status: 200, text: async () => '{\"users\":{}}' })", "invalid_shape"),
        ("async () => ({ status: 200, json: async () => ({ users: [{ id: '1' }] }) })", "invalid_shape"),
        ("async () => ({ status: 200, json: async () => { throw new SyntaxError('x') } })", "network"),
        ("async () => ({ status: 200, json: async () => 1n })", "network"),
        ("async () => ({ status: 200, json: async () => { const a = {}; a.a = a; return a } })", "network"),
        ("async () => ({ status: 200, json: async () => undefined })", "network"),
        ("async () => ({ status: 200, text: async () => 7 })", "network"),
        ("async () => ({ status: 200, text: () => { throw 1 } })", "network"),
        ("async () => ({ status: 200, get text() { throw 1 } })", "invalid_json"),
        ("async () => ({ status: 200, get body() { throw 1 } })", "network"),
        ("async () => ({ status: 200, arrayBuffer: async () => ({ byteLength: 5, length: 1e9 }) })", "network"),
        ("async () => ({ status: 200, body: { getReader() { throw 1 } } })", "network"),
        ("async () => ({ status: 200, body: { getReader: () => null } })", "network"),
        ("async () => ({ status: 200, body: { getReader: () => ({}) } })", "network"),
        ("async () => ({ status: 200, body: { getReader: () => ({ read: () => null }) } })", "network"),
        ("async () => ({ status: 200, body: { getReader: () => ({ read: async () => ({ value: 7 }) }) } })", "network"),
        (
            "async () => ({ status: 200, body: { getReader: () => ({ read: async () => { throw undefined }, cancel() { throw 1 } }) } })",
            "network",
        ),
        (
            "async () => ({ status: 200, body: { getReader: () => ({ read: async () => { throw 1 }, cancel: () => Promise.reject(1) }) } })",
            "network",
        ),
        (
            "async () => ({ status: 404, body: { getReader: () => ({ read: async () => { throw 1 } }) } })",
            "http_status",
        ),
        ("async () => ({ status: 404, headers: 7, text: () => { throw 1 } })", "http_status"),
        ("async () => ({ status: 404, headers: { get() { throw 1 } } })", "http_status"),
        ("async () => ({ status: 404, headers: { get: () => ({}) } })", "http_status"),
        ("async () => ({ status: 302, body: { cancel: () => Promise.reject(new Error('unhandled')) } })", "redirect"),
        ("async () => new Response(null, { status: 404 })", "http_status"),
        ("async () => { const r = new Response('{}'); await r.text(); return r }", "network"),
    ] {
        let error = rejection(api_with_fetch(fetch).list(&NONE)).await;
        assert_eq!(code(&error), expected, "{fetch}: {}", message(&error));
        assert!(number(&error, "attempts") >= 1.0);
    }
}

#[wasm_bindgen_test]
async fn a_network_failure_tells_what_stood_behind_it() {
    let api = api_with_fetch(
        "async () => { throw new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) }) }",
    );
    let error = rejection(api.list(&NONE)).await;
    let cause = get(&error, "cause");
    assert_eq!((text(&cause, "name").as_str(), text(&cause, "message").as_str()), ("TypeError", "fetch failed"));
    assert_eq!(text(&get(&cause, "cause"), "code"), "ECONNREFUSED");
    assert_eq!(number(&error, "attempts"), 3.0);

    let api = api_with_fetch(
        "async () => { throw Object.assign(new Error(''), { errors: [Object.assign(new Error('v6'), { code: 'ECONNREFUSED' })] }) }",
    );
    assert_eq!(text(&get(&get(&rejection(api.list(&NONE)).await, "cause"), "cause"), "code"), "ECONNREFUSED");

    let api = api_with_fetch("async () => { const e = new Error('loop'); e.cause = e; throw e }");
    assert_eq!(code(&rejection(api.list(&NONE)).await), "network");
}

#[wasm_bindgen_test]
async fn an_answer_larger_than_allowed_is_refused_while_it_streams() {
    let endless = "new ReadableStream({ pull(c) { globalThis.pulled = (globalThis.pulled ?? 0) + 1; c.enqueue(new Uint8Array(1000).fill(32)); }, cancel() { globalThis.cancelledBody = true; } })";
    for (response, status) in [
        (format!("{{ status: 200, body: {endless} }}"), 200.0),
        ("{ status: 200, headers: new Headers({ 'content-length': '10001' }), text: async () => { globalThis.readAnyway = 1; } }".to_owned(), 200.0),
        ("{ status: 200, text: async () => ' '.repeat(10001) }".to_owned(), 200.0),
        ("{ status: 200, text: async () => 'é'.repeat(5001) }".to_owned(), 200.0),
        ("{ status: 200, arrayBuffer: async () => new ArrayBuffer(10001) }".to_owned(), 200.0),
        ("{ status: 200, json: async () => ' '.repeat(10001) }".to_owned(), 200.0),
    ] {
        let api = api(&format!("({{ domain: 'acme', usersToken: 't', maxResponseBytes: 10000, fetch: async () => ({response}) }})"));
        let error = rejection(api.list(&NONE)).await;
        assert_eq!((code(&error).as_str(), number(&error, "status")), ("too_large", status), "{response}");
    }
    assert!(js("globalThis.readAnyway").is_undefined());
    assert!(js("globalThis.cancelledBody").is_truthy());
    assert!(js("globalThis.pulled").as_f64().unwrap() < 15.0);

    let api = api(
        "({ domain: 'acme', usersToken: 't', maxResponseBytes: 12, fetch: async () => ({ status: 200, text: async () => '{\"users\":[]}' }) })",
    );
    super::support::resolved(api.list(&NONE)).await;
}

#[wasm_bindgen_test]
async fn the_body_of_an_error_is_read_no_further_than_needed() {
    let endless = "new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(50000)); } })";
    let error =
        rejection(api_with_fetch(&format!("async () => ({{ status: 404, body: {endless} }})")).list(&NONE)).await;
    assert_eq!((code(&error).as_str(), number(&error, "status")), ("http_status", 404.0));
}

#[wasm_bindgen_test]
async fn an_answer_that_breaks_off_keeps_its_status_and_request_id() {
    let head = "status: 200, headers: new Headers({ 'x-request-id': 'r1' })";
    let broken = "new ReadableStream({ start(c) { c.enqueue(new Uint8Array([123])); }, pull(c) { c.error(new Error('reset')); } })";
    let error = rejection(api_with_fetch(&format!("async () => ({{ {head}, body: {broken} }})")).list(&NONE)).await;
    assert_eq!((code(&error).as_str(), number(&error, "status")), ("network", 200.0));
    assert_eq!((text(&error, "requestId").as_str(), text(&get(&error, "cause"), "message").as_str()), ("r1", "reset"));
    assert!(message(&error).contains("broke off"), "{}", message(&error));

    let api = api(&format!(
        "({{ domain: 'acme', usersToken: 't', timeoutMs: 40, fetch: async () => ({{ {head}, body: new ReadableStream({{}}) }}) }})"
    ));
    let error = rejection(api.list(&NONE)).await;
    assert_eq!(
        (code(&error).as_str(), number(&error, "status"), text(&error, "requestId").as_str()),
        ("timeout", 200.0, "r1")
    );
}

#[wasm_bindgen_test]
async fn a_function_needs_no_prototype() {
    let fetch = "Object.setPrototypeOf(async () => ({ status: 200, json: async () => ({ users: [] }) }), null)";
    super::support::resolved(api_with_fetch(fetch).list(&NONE)).await;
}

#[wasm_bindgen_test]
async fn text_with_half_a_character_is_not_altered() {
    let half = r#"'{"users":[],"x":"\ud800"}'"#;
    for body in [format!("text: async () => {half}"), format!("body: {half}")] {
        let error = rejection(api_with_fetch(&format!("async () => ({{ status: 200, {body} }})")).list(&NONE)).await;
        assert_eq!(code(&error), "network", "{body}");
    }
    // Escaped it is ordinary JSON.
    let escaped = r#"async () => ({ status: 200, text: async () => '{"users":[],"x":"\\ud800"}' })"#;
    let list = super::support::resolved(api_with_fetch(escaped).list(&NONE)).await;
    assert_eq!(json(&get(&list, "x")), r#""\ud800""#);
}
