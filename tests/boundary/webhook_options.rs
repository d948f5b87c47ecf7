//! Options of a receiver of webhooks: what is refused, and that no error shows a secret.

use powens_users::Webhooks;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{code, get, js, message, number};
use super::webhook_support::{core, shown};

#[wasm_bindgen_test]
fn options_that_are_not_allowed_are_refused_when_the_object_is_made() {
    let key = "secretKey: 's3cr3t-key'";
    let listed = |entry: &str| format!("({{ secretKey: [{{ name: 'a', secretKey: 's3cr3t-key', {entry} }}] }})");
    let with = |option: &str| format!("({{ {key}, {option} }})");
    let table = [
        ("undefined".to_owned(), "object of options"),
        ("null".to_owned(), "object of options"),
        ("'s3cr3t-key'".to_owned(), "object of options"),
        ("({})".to_owned(), "secretKey must be text"),
        ("({ secretKey: undefined })".to_owned(), "secretKey must be text"),
        ("({ secretKey: null })".to_owned(), "secretKey must be text"),
        ("({ secretKey: 7 })".to_owned(), "secretKey must be text"),
        ("({ secretKey: new String('s3cr3t-key') })".to_owned(), "secretKey must be text"),
        ("({ secretKey: { name: 'a', secretKey: 's3cr3t-key' } })".to_owned(), "secretKey must be text"),
        ("({ secretKey: Symbol('s3cr3t-key') })".to_owned(), "secretKey must be text"),
        ("({ secretKey: new TextEncoder().encode('s3cr3t-key') })".to_owned(), "secretKey must be text"),
        ("({ secretKey: '' })".to_owned(), "empty"),
        ("({ secretKey: ' \\t' })".to_owned(), "blank"),
        ("({ secretKey: 's3cr3t-key\\n' })".to_owned(), ".trim()"),
        ("({ secretKey: '\\ufeffs3cr3t-key' })".to_owned(), ".trim()"),
        ("({ secretKey: 's3cr3t-key\\ud800' })".to_owned(), "lone surrogate"),
        ("({ secretKey: [] })".to_owned(), "empty list"),
        ("({ secretKey: ['s3cr3t-key'] })".to_owned(), "Each entry"),
        ("({ secretKey: [null] })".to_owned(), "Each entry"),
        ("({ secretKey: [,] })".to_owned(), "Each entry"),
        ("({ secretKey: [{ secretKey: 's3cr3t-key' }] })".to_owned(), "name"),
        ("({ secretKey: [{ name: 7, secretKey: 's3cr3t-key' }] })".to_owned(), "name"),
        ("({ secretKey: [{ name: ' ', secretKey: 's3cr3t-key' }] })".to_owned(), "blank"),
        ("({ secretKey: [{ name: 'a' }] })".to_owned(), "secretKey must be text"),
        ("({ secretKey: [{ name: 'a', secretKey: 's3cr3t-key\\n' }] })".to_owned(), ".trim()"),
        ("({ secretKey: [1, 2].map(() => ({ name: 'a', secretKey: 's3cr3t-key' })) })".to_owned(), "same name"),
        ("({ secretKey: new Array(1e9) })".to_owned(), "longer than"),
        (listed("notBefore: 'yesterday'"), "notBefore must be"),
        (listed("notBefore: '2023-01-01'"), "notBefore must be"),
        (listed("notBefore: 1672531200000"), "notBefore must be"),
        (listed("notAfter: new Date(NaN)"), "notAfter must be"),
        (listed("notAfter: {}"), "notAfter must be"),
        (listed("notAfter: { getTime() { throw new Error('s3cr3t-key') } }"), "notAfter must be"),
        (listed("notAfter: { getTime: () => '1' }"), "notAfter must be"),
        (listed("get notAfter() { throw new Error('s3cr3t-key') }"), "notAfter cannot be read"),
        (listed("notBefore: new Date(1), notAfter: new Date(0)"), "after its notAfter"),
        (with("toleranceSeconds: 0"), "toleranceSeconds must be"),
        (with("toleranceSeconds: -1"), "toleranceSeconds must be"),
        (with("toleranceSeconds: 1.5"), "toleranceSeconds must be"),
        (with("toleranceSeconds: NaN"), "toleranceSeconds must be"),
        (with("toleranceSeconds: Infinity"), "toleranceSeconds must be"),
        (with("toleranceSeconds: 604801"), "toleranceSeconds must be"),
        (with("toleranceSeconds: '300'"), "toleranceSeconds must be"),
        (with("toleranceSeconds: 300n"), "toleranceSeconds must be"),
        (with("maxBodyBytes: 0"), "maxBodyBytes must be"),
        (with("maxBodyBytes: 268435457"), "maxBodyBytes must be"),
        (with("maxBodyBytes: {}"), "maxBodyBytes must be"),
        (with("dangerouslyAcceptAnyAge: 'no'"), "dangerouslyAcceptAnyAge must be"),
        (with("dangerouslyAcceptAnyAge: 1"), "dangerouslyAcceptAnyAge must be"),
        (with("now: 7"), "now must be a function"),
        (with("get now() { throw new Error('s3cr3t-key') }"), "now cannot be read"),
        (with("get toleranceSeconds() { throw 's3cr3t-key' }"), "toleranceSeconds cannot be read"),
        ("({ get secretKey() { throw new Error('vault') } })".to_owned(), "secretKey cannot be read"),
        ("(new Proxy({}, { get() { throw new Error('vault') } }))".to_owned(), "cannot be read"),
        ("({ secretKey: new Proxy([], { get() { throw new Error('vault') } }) })".to_owned(), "cannot be read"),
        (
            "({ secretKey: (() => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return proxy; })() })"
                .to_owned(),
            "secretKey must be text",
        ),
        (
            "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()".to_owned(),
            "cannot be read",
        ),
    ];
    for (options, hint) in table {
        let Err(error) = Webhooks::new(&js(&options)) else { panic!("{options} was taken") };
        assert_eq!((code(&error).as_str(), number(&error, "httpStatus")), ("invalid_argument", 500.0), "{options}");
        assert!(message(&error).contains(hint), "{options}: {}", message(&error));
        assert_eq!(get(&error, "authentic"), false, "{options}");
        assert!(error.is_instance_of::<js_sys::Error>());
        assert!(!shown(&error).contains("s3cr3t"), "{options}: {}", shown(&error));
    }
}

#[wasm_bindgen_test]
fn what_a_getter_threw_is_the_cause() {
    let Err(error) = Webhooks::new(&js("({ get secretKey() { throw new TypeError('vault') } })")) else { panic!() };
    let cause = get(&error, "cause");
    assert_eq!((super::support::text(&cause, "name").as_str(), message(&cause).as_str()), ("TypeError", "vault"));
}

#[wasm_bindgen_test]
fn options_that_are_allowed_are_taken() {
    for options in [
        "({ secretKey: 'c2VjcmV0' })",
        "({ secretKey: 'é😀' })",
        "({ secretKey: 'a b' })",
        "({ secretKey: 'k', toleranceSeconds: 1, maxBodyBytes: 268435456, now: Date.now, dangerouslyAcceptAnyAge: false })",
        "({ secretKey: 'k', toleranceSeconds: undefined, maxBodyBytes: null, now: null, dangerouslyAcceptAnyAge: null })",
        "({ secretKey: [{ name: 'a', secretKey: 'k', notBefore: new Date(0), notAfter: '2030-01-01T00:00:00Z' }] })",
        "({ secretKey: [{ name: 'a', secretKey: 'k', notBefore: null }, { name: 'b', secretKey: 'k' }] })",
        "({ secretKey: new Proxy([{ name: 'a', secretKey: 'k' }], {}) })",
        "(Object.assign(Object.create(null), { secretKey: 'k' }))",
    ] {
        core(options);
    }
    assert_eq!(core("({ secretKey: 'k' })").max_body_bytes(), 32 << 20);
    assert_eq!(core("({ secretKey: 'k', maxBodyBytes: 7 })").max_body_bytes(), 7);
}

#[wasm_bindgen_test]
fn secrets_are_found_by_name() {
    let list = core("({ secretKey: [{ name: 'old', secretKey: 'k1' }, { name: 'new', secretKey: 'k2' }] })");
    let index = |name: &str| list.secret_index(Some(name.to_owned()));
    assert_eq!((index("old"), index("new"), index("other"), index(""), list.secret_index(None)), (0, 1, -1, -1, 0));
    assert_eq!(
        (list.secret_name(1).as_deref(), list.secret_name(2), list.secret_key(2)),
        (Some("new"), None, String::new())
    );
    let single = core("({ secretKey: 'k' })");
    assert_eq!((single.secret_index(None), single.secret_index(Some("k".to_owned()))), (0, -1));
    assert_eq!((single.secret_name(0), single.secret_key(0).as_str()), (None, "k"));
}
