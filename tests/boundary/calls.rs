//! What is sent, and what comes back.

use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{NONE, api, api_with_fetch, code, get, js, json, number, rejection, resolved, text};

/// Answers with what it was asked, as an unknown key.
const ECHO: &str =
    "async (url, init) => ({ status: 200, text: async () => JSON.stringify({ id: 42, users: [], url, init }) })";

#[wasm_bindgen_test]
async fn each_call_sends_what_is_documented() {
    let api = api_with_fetch(ECHO);
    for (answer, method, path, token) in [
        (api.list(&NONE), "GET", "/users", "users-t0k3n"),
        (api.list(&js("({ limit: 10, offset: 20 })")), "GET", "/users?limit=10&offset=20", "users-t0k3n"),
        (api.list(&js("({ token: 'other' })")), "GET", "/users", "other"),
        (api.get(&42.into(), &NONE), "GET", "/users/42", "user-t0k3n"),
        (api.get(&"me".into(), &NONE), "GET", "/users/me", "user-t0k3n"),
        (api.get(&42.into(), &js("({ token: 'other' })")), "GET", "/users/42", "other"),
    ] {
        let answer = resolved(answer).await;
        assert_eq!(text(&answer, "url"), format!("https://acme.biapi.pro/2.0{path}"));
        let init = get(&answer, "init");
        assert_eq!((text(&init, "method").as_str(), text(&init, "redirect").as_str()), (method, "manual"));
        let headers = json(&get(&init, "headers"));
        assert_eq!(headers, format!(r#"{{"Accept":"application/json","Authorization":"Bearer {token}"}}"#));
    }
}

#[wasm_bindgen_test]
async fn a_delete_resolves_to_nothing_on_204_and_200() {
    for response in
        ["{ status: 204 }", "{ status: 200, text: async () => '{\"id\":42}' }", "{ status: 200, body: null }"]
    {
        let api = api_with_fetch(&format!("async () => ({response})"));
        assert!(resolved(api.delete(&42.into(), &NONE)).await.is_undefined(), "{response}");
    }
}

#[wasm_bindgen_test]
async fn what_powens_says_comes_back_as_it_is() {
    let user = r#"{"id":42,"signin":null,"platform":"newThing","extra":{"a":[null,1.5,"é€😀"],"__proto__":{"x":1}},"constructor":0}"#;
    let body = format!(r#"{{"complete":"theirs","users":[{user}],"_links":{{"next":null}},"total":1}}"#);
    let api =
        api_with_fetch(&format!("async () => ({{ status: 200, text: async () => {} }})", json(&body.as_str().into())));
    let list = resolved(api.list(&NONE)).await;
    assert_eq!(json(&list), body.replace("\"theirs\"", "true"));
}

#[wasm_bindgen_test]
async fn a_list_says_whether_it_is_complete() {
    for (body, complete) in [
        ("{ users: [] }", true),
        ("{ users: [{ id: 1 }], total: 1 }", true),
        ("{ users: [{ id: 1 }], total: 2 }", false),
        ("{ users: [{ id: 1 }], total: 'many' }", true),
        ("{ users: [], _links: { next: '/2.0/users?offset=10' } }", false),
        ("{ users: [], _links: { next: { href: '/x' } } }", false),
        ("{ users: [], _links: { next: null, prev: '/x' } }", true),
        ("{ users: [], _links: null }", true),
        ("{ users: [], _links: 'x' }", true),
        ("{ users: [], total: 5, complete: true }", false),
        ("{ users: [], complete: false }", true),
    ] {
        let api = api_with_fetch(&format!("async () => ({{ status: 200, json: async () => ({body}) }})"));
        let list = resolved(api.list(&NONE)).await;
        assert_eq!(get(&list, "complete").as_bool(), Some(complete), "{body}");
    }
}

#[wasm_bindgen_test]
async fn a_response_may_come_in_any_form() {
    let bytes = "new TextEncoder().encode('{\"id\":42}')";
    for response in [
        "new Response('{\"id\":42}')".to_owned(),
        "{ status: 200, text: async () => '{\"id\":42}' }".to_owned(),
        "{ status: 200, text: () => '{\"id\":42}' }".to_owned(),
        "{ status: 200, json: async () => ({ id: 42 }) }".to_owned(),
        "{ status: 200, body: '{\"id\":42}' }".to_owned(),
        format!("{{ status: 200, body: {bytes} }}"),
        format!("{{ status: 200, body: {bytes}.buffer }}"),
        format!("{{ status: 200, arrayBuffer: async () => {bytes}.buffer }}"),
        format!("{{ status: 200, arrayBuffer: async () => {bytes} }}"),
        format!("{{ status: 200, arrayBuffer: async () => new DataView({bytes}.buffer) }}"),
        "new Proxy(new Response('{\"id\":42}'), { get: (r, k) => { const v = r[k]; return typeof v === 'function' ? v.bind(r) : v; } })".to_owned(),
        "{ status: 200, body: new ReadableStream({ start(c) { for (const x of ['{\"id', '\":', '42}']) c.enqueue(new TextEncoder().encode(x)); c.close(); } }) }".to_owned(),
    ] {
        let api = api_with_fetch(&format!("async () => ({response})"));
        let user = resolved(api.get(&42.into(), &NONE)).await;
        assert_eq!(json(&user), r#"{"id":42}"#, "{response}");
    }
}

#[wasm_bindgen_test]
async fn extra_headers_are_sent_and_asked_for_once() {
    let options = |headers: &str| {
        format!("({{ domain: 'acme', usersToken: 't', sleep: async () => {{}}, headers: {headers}, fetch: {ECHO} }})")
    };
    for headers in [
        "{ 'X-A': '1' }",
        "new Headers({ 'X-A': '1' })",
        "() => ({ 'X-A': '1' })",
        "async () => new Headers({ 'X-A': '1' })",
    ] {
        let list = resolved(api(&options(headers)).list(&NONE)).await;
        let sent = json(&get(&get(&list, "init"), "headers")).to_lowercase();
        assert!(sent.contains(r#""x-a":"1""#), "{headers}: {sent}");
    }
    for headers in [
        "() => { throw new Error('no') }",
        "async () => 7",
        "() => ({ authorization: 'x' })",
        "() => ({ a: 1 })",
        "() => new Proxy({}, { ownKeys() { throw 1 } })",
    ] {
        let error = rejection(api(&options(headers)).list(&NONE)).await;
        assert_eq!(code(&error), "headers_unavailable", "{headers}");
    }
}

#[wasm_bindgen_test]
async fn a_token_function_is_asked_once_per_call_and_told_of_whom() {
    let api = api("(globalThis.asked = [], {
        domain: 'acme', sleep: async () => {},
        usersToken: (...a) => { asked.push(a); return 'u1'; }, userToken: async (...a) => { asked.push(a); return 'u2'; },
        fetch: (() => { let n = 0; return async () => n++ % 2
            ? { status: 200, json: async () => ({ id: 7, users: [] }) } : { status: 503 }; })(),
    })");
    resolved(api.list(&NONE)).await;
    resolved(api.get(&7.into(), &NONE)).await;
    resolved(api.get(&"me".into(), &NONE)).await;
    assert_eq!(json(&js("globalThis.asked")), r#"[[],[7],["me"]]"#);
}

#[wasm_bindgen_test]
async fn calls_run_side_by_side_and_outlive_their_object() {
    let api = api_with_fetch(
        "(url) => new Promise((r) => setTimeout(() => r({ status: 200, json: async () => ({ id: Number(url.split('/').pop()) }) }), 20))",
    );
    let calls: Vec<_> = (1..=50).map(|id| (id, api.get(&id.into(), &NONE))).collect();
    drop(api);
    for (id, call) in calls {
        assert_eq!(number(&resolved(call).await, "id"), f64::from(id));
    }
}

#[wasm_bindgen_test]
async fn attempts_are_told() {
    let api = api("(globalThis.told = [], {
        domain: 'acme', userToken: 't', random: () => 0, now: () => 1000, sleep: async () => {},
        onAttempt: (a) => { told.push(a); throw new Error('ignored'); },
        fetch: (() => { let n = 0; return async () => { if (n++ === 0) throw 'lost'; return { status: n < 3 ? 503 : 404 }; }; })(),
    })");
    let error = rejection(api.get(&42.into(), &NONE)).await;
    assert_eq!((code(&error).as_str(), number(&error, "attempts")), ("http_status", 3.0));
    let told = json(&js("globalThis.told"));
    let attempt = |n: u32, status: &str, code: &str, retry: &str| {
        format!(
            r#"{{"method":"GET","path":"/users/{{userId}}","attempt":{n},"status":{status},"errorCode":"{code}","durationMs":0,"retryInMs":{retry}}}"#
        )
    };
    assert_eq!(
        told,
        format!(
            "[{},{},{}]",
            attempt(1, "null", "network", "250"),
            attempt(2, "503", "http_status", "500"),
            attempt(3, "404", "http_status", "null")
        )
    );
}
