//! What is refused before a request exists.

use powens_users::UsersApi;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{NONE, api_with_fetch, code, get, js, message, number, rejection, text};

#[wasm_bindgen_test]
async fn no_request_is_made_for_another_id() {
    let api = api_with_fetch("() => { globalThis.sent = true; }");
    for id in [
        "'all'",
        "'ALL'",
        "'../users'",
        "'1/../all'",
        "''",
        "0",
        "-1",
        "1.5",
        "NaN",
        "Infinity",
        "' 1'",
        "'42'",
        "42n",
        "9007199254740993",
        "undefined",
        "null",
        "true",
        "[]",
        "[42]",
        "{}",
        "new Number(42)",
        "new String('me')",
        "({ toString: () => 'me' })",
        "({ valueOf: () => 1 })",
        "Symbol('me')",
        "() => 42",
        "new Proxy({}, { get() { throw 1 } })",
        "new Date(0)",
        "'\\ud800'",
        "'me\\u0000'",
    ] {
        let id_value = js(&format!("({id})"));
        let error = rejection(api.delete(&id_value, &NONE)).await;
        assert_eq!((code(&error).as_str(), text(&error, "effect").as_str()), ("invalid_argument", "none"), "{id}");
        assert!(message(&error).contains("\"me\""), "{id}: {}", message(&error));
        assert_eq!(number(&error, "attempts"), 0.0);
        assert_eq!(code(&rejection(api.get(&id_value, &NONE)).await), "invalid_argument", "{id}");
    }
    assert!(js("globalThis.sent").is_undefined());
}

#[wasm_bindgen_test]
async fn text_and_bigint_are_told_of_number() {
    let api = api_with_fetch("() => {}");
    for id in ["'42'", "42n"] {
        let error = rejection(api.get(&js(id), &NONE)).await;
        assert!(message(&error).contains("Number(id)"), "{}", message(&error));
    }
}

#[wasm_bindgen_test]
fn options_are_checked_when_the_object_is_made() {
    for (options, hint) in [
        ("undefined", "domain or baseUrl"),
        ("null", "domain or baseUrl"),
        ("'acme'", "domain or baseUrl"),
        ("({})", "domain"),
        ("({ domain: 'acme', baseUrl: 'https://x.example' })", "not both"),
        ("({ domain: 7 })", "domain must be text"),
        ("({ domain: 'Acme' })", "domain must be"),
        ("({ baseUrl: 'http://proxy.example' })", "allowInsecureHttp"),
        ("({ baseUrl: 'http://proxy.example', allowInsecureHttp: 'yes' })", "allowInsecureHttp"),
        ("({ baseUrl: '//proxy.example' })", "baseUrl"),
        ("({ domain: 'acme', usersToken: null })", "usersToken must not be null"),
        ("({ domain: 'acme', userToken: null })", "userToken must not be null"),
        ("({ domain: 'acme', usersToken: '' })", "usersToken"),
        ("({ domain: 'acme', usersToken: 'a b' })", "usersToken"),
        ("({ domain: 'acme', usersToken: 7 })", "usersToken"),
        ("({ domain: 'acme', userToken: 'a\\n' })", "userToken"),
        ("({ domain: 'acme', timeoutMs: 0 })", "timeoutMs"),
        ("({ domain: 'acme', timeoutMs: '5' })", "timeoutMs"),
        ("({ domain: 'acme', timeoutMs: NaN })", "timeoutMs"),
        ("({ domain: 'acme', timeoutMs: Infinity })", "timeoutMs"),
        ("({ domain: 'acme', timeoutMs: 2147483648 })", "timeoutMs"),
        ("({ domain: 'acme', maxRetries: -1 })", "maxRetries"),
        ("({ domain: 'acme', maxRetries: 1.5 })", "maxRetries"),
        ("({ domain: 'acme', maxRetries: 11 })", "maxRetries"),
        ("({ domain: 'acme', maxResponseBytes: 0 })", "maxResponseBytes"),
        ("({ domain: 'acme', headers: { Authorization: 'Bearer x' } })", "Authorization"),
        ("({ domain: 'acme', headers: { 'X-A': 1 } })", "headers"),
        ("({ domain: 'acme', headers: [['a', 'b']] })", "headers"),
        ("({ domain: 'acme', headers: 'a: b' })", "headers"),
        ("({ domain: 'acme', fetch: {} })", "fetch must be a function"),
        ("({ domain: 'acme', now: 7 })", "now must be a function"),
        ("({ domain: 'acme', get fetch() { throw new Error('x') } })", "fetch"),
        ("(new Proxy({}, { get() { throw 'x' } }))", "cannot be read"),
    ] {
        let Err(error) = UsersApi::new(&js(options)) else { panic!("{options} was taken") };
        assert_eq!(code(&error), "invalid_argument", "{options}");
        assert!(message(&error).contains(hint), "{options}: {}", message(&error));
        assert!(error.is_instance_of::<js_sys::Error>());
    }
}

#[wasm_bindgen_test]
async fn options_of_a_call_are_checked_before_it_is_sent() {
    let api = api_with_fetch("() => { globalThis.sentToo = true; }");
    for options in [
        "7",
        "'x'",
        "({ token: '' })",
        "({ token: 7 })",
        "({ token: 'é' })",
        "({ timeoutMs: -1 })",
        "({ signal: {} })",
        "({ signal: 7 })",
        "({ signal: { aborted: false } })",
        "({ limit: 0 })",
        "({ limit: '10' })",
        "({ offset: -1 })",
        "({ get signal() { throw 1 } })",
        "({ signal: { aborted: false, addEventListener() { throw 1 } } })",
    ] {
        let error = rejection(api.list(&js(options))).await;
        assert_eq!(code(&error), "invalid_argument", "{options}");
    }
    assert!(js("globalThis.sentToo").is_undefined());
    let error = rejection(api.delete(&42.into(), &js("({ timeoutMs: 0 })"))).await;
    assert_eq!(text(&error, "effect"), "none");
}

#[wasm_bindgen_test]
async fn a_token_is_missed_only_by_the_call_that_needs_it() {
    let api = super::support::api(
        "({ domain: 'acme', usersToken: 't', fetch: async () => ({ status: 200, json: async () => ({ users: [] }) }) })",
    );
    super::support::resolved(api.list(&NONE)).await;
    let error = rejection(api.delete(&"me".into(), &NONE)).await;
    assert_eq!((code(&error).as_str(), text(&error, "effect").as_str()), ("token_unavailable", "none"));
    assert!(message(&error).contains("userToken"));
}

#[wasm_bindgen_test]
async fn a_token_function_that_fails_is_token_unavailable() {
    for source in [
        "() => { throw new Error('vault') }",
        "() => { throw undefined }",
        "async () => { throw 'vault' }",
        "() => Promise.reject()",
        "() => undefined",
        "() => null",
        "() => 7",
        "() => ''",
        "() => 'a b'",
        "async () => 'é'",
        "() => ({ then() { throw 1 } })",
        "() => ({ get then() { throw 1 } })",
    ] {
        let api = super::support::api(&format!(
            "({{ domain: 'acme', usersToken: {source}, fetch: () => {{ globalThis.sentAnyway = true }} }})"
        ));
        let error = rejection(api.list(&NONE)).await;
        assert_eq!(code(&error), "token_unavailable", "{source}");
        assert_eq!(number(&error, "attempts"), 0.0);
    }
    assert!(js("globalThis.sentAnyway").is_undefined());
    let api = super::support::api(
        "({ domain: 'acme', usersToken: () => { throw Object.assign(new Error('vault'), { code: 'EVAULT' }) } })",
    );
    let error = rejection(api.list(&NONE)).await;
    let cause = get(&error, "cause");
    assert_eq!((text(&cause, "message").as_str(), text(&cause, "code").as_str()), ("vault", "EVAULT"));
}
