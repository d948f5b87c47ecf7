//! Requests that are verified through the window.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{get, message, number, text};
use super::webhook_support::{DATE, KEY, Sent, call, core, genuine, now, receiver, shown, signed, units, write};

const BODY: &str = r#"{"id":7,"signin":"2020-06-01 12:34:56","é":"😀","id_webhook_data":1001}"#;

#[wasm_bindgen_test]
fn a_small_request_is_verified_in_one_call() {
    let receiver = receiver();
    assert_eq!(genuine(BODY).verify(&receiver, now()), 0);
    assert_eq!((receiver.signed_at_ms(), receiver.id_webhook_data()), (now(), 1001.0));
    assert!(receiver.take_error().is_undefined());
    assert_eq!(genuine(r#"{"id":7}"#).verify(&receiver, now()), 0);
    assert!(receiver.id_webhook_data().is_nan());
}

#[wasm_bindgen_test]
fn a_target_is_a_path_a_url_or_a_url_whose_query_is_signed() {
    for (path, kind, target, expected) in [
        ("/hooks", 0, "/hooks", ""),
        ("/hooks", 1, "/hooks?a=b#c", ""),
        ("/hooks", 1, "https://example.com/hooks?a=b", ""),
        ("/hooks?a=b", 2, "/hooks?a=b#c", ""),
        ("/hooks", 2, "/hooks?a=b", "signature_mismatch"),
        ("/hooks?a=b", 1, "/hooks?a=b", "signature_mismatch"),
        ("/hooks", 0, "/hooks?a=b", "invalid_argument"),
        ("/hooks", 0, "hooks", "invalid_argument"),
        ("/hooks", 1, "hooks", "invalid_argument"),
        ("/é/😀/\u{FFFF}", 0, "/é/😀/\u{FFFF}", ""),
        ("/é/😀/%2e", 1, "https://é.example/é/😀/%2e?😀", ""),
        ("/é", 0, "/e\u{301}", "signature_mismatch"),
        ("/%2E", 0, "/%2e", "signature_mismatch"),
    ] {
        let sent = signed(KEY, path, kind, target, BODY.as_bytes());
        assert_eq!(sent.code(&receiver()), expected, "{path} as {target}");
    }
}

#[wasm_bindgen_test]
fn heads_beyond_ascii_are_cut_in_utf_16_units() {
    // A signature and a date with such characters are refused, and nothing else is mistaken for them.
    for (signature, date, expected) in [
        ("😀", DATE, "signature_not_base64"),
        ("é", DATE, "signature_not_base64"),
        ("", DATE, "signature_length"),
        ("mUs6KmQU26Ng7eu5vqm64PHWRy5WN+e6p05QwwVODLo=", "2023-01-01T00:00:00é", "signature_date_invalid"),
        ("mUs6KmQU26Ng7eu5vqm64PHWRy5WN+e6p05QwwVODLo=", "😀", "signature_date_invalid"),
        ("mUs6KmQU26Ng7eu5vqm64PHWRy5WN+e6p05QwwVODLo=", "", "signature_date_invalid"),
    ] {
        for target in ["/hooks", "/é", "/😀"] {
            let sent =
                Sent { signature: signature.to_owned(), date: date.to_owned(), ..signed(KEY, target, 0, target, b"") };
            assert_eq!(sent.code(&receiver()), expected, "{signature} {target} {date}");
        }
    }
}

#[wasm_bindgen_test]
fn each_way_to_fail_gives_its_error_once() {
    let receiver = receiver();
    let table = [
        (Sent { body: b"{\"id\":8}".to_vec(), ..genuine(BODY) }, now(), "signature_mismatch", false),
        (Sent { date: "2023-01-01T00:00:00.0Z".to_owned(), ..genuine(BODY) }, now(), "signature_mismatch", false),
        (genuine(BODY), now() + 300_001.0, "stale", true),
        (genuine(BODY), f64::NAN, "stale", true),
        (genuine(r#"{"id":"s3cr3t"}"#), now(), "payload_invalid", true),
        (genuine("\u{FEFF}{\"id\":7}"), now(), "payload_invalid", true),
        (genuine(""), now(), "payload_invalid", true),
    ];
    for (sent, now, expected, authentic) in table {
        assert_eq!(sent.verify(&receiver, now), -1, "{expected}");
        let error = receiver.take_error();
        assert_eq!((text(&error, "code").as_str(), get(&error, "authentic")), (expected, authentic.into()));
        assert!(!shown(&error).contains("s3cr3t"), "{}", shown(&error));
        assert!(receiver.take_error().is_undefined());
    }
    genuine(r#"{"id":0,"signin":1}"#).verify(&receiver, now());
    let error = receiver.take_error();
    let issues: js_sys::Array = get(&error, "issues").into();
    assert_eq!((text(&error, "pointer").as_str(), issues.length(), number(&error, "httpStatus")), ("/id", 2, 400.0));
    assert!(message(&error).contains("USER_CREATED"), "{}", message(&error));
}

#[wasm_bindgen_test]
fn a_compressed_body_is_left_to_typescript() {
    let sent = signed(KEY, "/hooks", 0, "/hooks", &[0x1F, 0x8B, 8]);
    assert_eq!(sent.verify(&receiver(), now()), -2);
    write(&[0x1F, 0x8B]);
    assert_eq!(call("isGzip", &[]), 1.0);
    write(b"{}");
    assert_eq!(call("isGzip", &[]), 0.0);
}

#[wasm_bindgen_test]
fn a_rotation_tells_which_secret_signed() {
    let options = format!(
        "({{ secretKey: [{{ name: 'past', secretKey: 'k0', notAfter: new Date({0} - 1) }}, {{ name: 'a', secretKey: 'k1' }}, {{ name: 'b', secretKey: 'k2', notBefore: new Date({0}) }}] }})",
        now()
    );
    let core = core(&options);
    for (key, verdict, expected) in
        [("k1", 1, ""), ("k2", 2, ""), ("k0", -1, "secret_inactive"), ("k3", -1, "signature_mismatch")]
    {
        let sent = signed(key, "/hooks", 0, "/hooks", BODY.as_bytes());
        assert_eq!((sent.verify(&core, now()), sent.code(&core).as_str()), (verdict, expected), "{key}");
    }
    genuine(BODY).begin(&core, now());
    core.take_error();
    assert_eq!(core.order(), [1, 2, 0]);
}

/// Scans what was proven, in windows of this size; gives the verdict.
fn scan(core: &powens_users::Webhooks, body: &[u8], size: usize) -> i32 {
    call("scanBegin", &[0.0, 100.0, 0.0, 0.0]);
    let (mut kept, mut rest) = (Vec::new(), body);
    loop {
        let (piece, behind) = rest.split_at(size.min(rest.len()));
        rest = behind;
        let window = [&kept[..], piece].concat();
        write(&window);
        let left = call("scanFeed", &[window.len() as f64, f64::from(u8::from(rest.is_empty()))]) as usize;
        kept = window[window.len() - left..].to_vec();
        if rest.is_empty() || call("scanStopped", &[]) == 1.0 {
            return core.verdict();
        }
    }
}

#[wasm_bindgen_test]
fn a_large_request_is_verified_in_pieces() {
    let large = format!(r#"{{"id":7,"signin":"{}","id_webhook_data":1002}}"#, "é\\n".repeat(50_000));
    let receiver = receiver();
    for body in [BODY, &large, r#"{"id":7}"#] {
        let sent = genuine(body);
        for size in [1000, 65_536] {
            assert_eq!(sent.begin(&receiver, now()), 0);
            assert_eq!(receiver.prefix(), format!("POST./hooks.{DATE}."));
            assert_eq!(receiver.order(), [0]);
            receiver.hash_begin(0);
            for piece in body.as_bytes().chunks(size) {
                write(piece);
                receiver.hash_update(piece.len());
            }
            assert!(receiver.hash_end());
            assert!(!receiver.hash_end(), "a signature ends once");
            assert_eq!(receiver.judge(0), 0);
            assert_eq!(scan(&receiver, body.as_bytes(), size), i32::from(body.is_ascii()));
        }
        // By the platform's own hash.
        let mut trial = powens_users::webhook::Trial::new(receiver.secret_key(0).as_bytes());
        trial.update(format!("{}{body}", receiver.prefix()).as_bytes());
        let mac: Vec<u8> = super::support::js(&format!(
            "Array.from(atob('{}'), (byte) => byte.charCodeAt(0))",
            trial.finish().to_base64()
        ))
        .dyn_into::<js_sys::Array>()
        .unwrap()
        .iter()
        .map(|byte| byte.as_f64().unwrap() as u8)
        .collect();
        write(&mac);
        assert!(receiver.is_signature());
        for bit in 0..256 {
            let mut flipped = mac.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            write(&flipped);
            assert!(!receiver.is_signature(), "bit {bit}");
        }
    }
    assert_eq!(scan(&receiver, br#"{"id":0}"#, 3), -1);
    let error = receiver.take_error();
    assert_eq!((text(&error, "code").as_str(), get(&error, "authentic")), ("payload_invalid", true.into()));
}

#[wasm_bindgen_test]
fn a_signature_is_made_of_what_is_in_the_window() {
    let receiver = receiver();
    for (kind, target) in [(0, "/hooks"), (0, "/é/😀"), (1, "https://example.com/hooks?a=b"), (2, "/hooks?a=b")] {
        let head = format!("{target}{DATE}");
        write(format!("{head}{BODY}").as_bytes());
        let signature = receiver.sign(0, kind, units(target), units(DATE), head.len(), head.len() + BODY.len());
        let sent = Sent { signature: signature.unwrap(), kind, target: target.to_owned(), ..genuine(BODY) };
        assert_eq!(sent.verify(&receiver, now()), 0, "{target}");
    }
    for (secret, target, date, expected) in [
        (1, "/hooks", DATE, "secretName"),
        (0, "hooks", DATE, "path"),
        (0, "/hooks", "2023-01-01", "date"),
        (0, "/hooks", "", "date"),
    ] {
        let head = format!("{target}{date}");
        write(head.as_bytes());
        assert_eq!(receiver.sign(secret, 0, units(target), units(date), head.len(), head.len()), None);
        let error = receiver.take_error();
        assert_eq!(text(&error, "code"), "invalid_argument");
        assert!(message(&error).contains(expected), "{}", message(&error));
    }
}

#[wasm_bindgen_test]
fn the_memory_of_bodies_of_many_keys_is_used_again() {
    let body_of = |width: usize| {
        let keys: Vec<String> = (0..10_000).map(|index| format!("\"{index:0width$}\":0")).collect();
        format!(r#"{{"id":7,{}}}"#, keys.join(","))
    };
    let receiver = receiver();
    let check = |width: usize| {
        let body = body_of(width);
        assert_eq!(scan(&receiver, body.as_bytes(), 65_536), 1);
        // Nor do keys stay of an object that is never closed.
        assert_eq!(scan(&receiver, body.trim_end_matches('}').as_bytes(), 65_536), -1);
        body.len()
    };
    let size = || wasm_bindgen::memory().unchecked_into::<js_sys::WebAssembly::Memory>().buffer();
    let size = || js_sys::ArrayBuffer::from(size()).byte_length() as usize;
    let round = || [100, 5, 60, 64, 65, 99, 7].map(check).into_iter().max().unwrap();
    let largest = round();
    let before = size();
    for _ in 0..3 {
        round();
    }
    let grown = size() - before;
    assert!(grown < largest, "{grown} bytes for bodies of no more than {largest}");
}
