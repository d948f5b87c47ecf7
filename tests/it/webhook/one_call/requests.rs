//! Requests that are verified as a whole.

use powens_users::webhook::{Secret, SignedAt, Target, Webhooks};

use super::sent::{BODY, DATE, EVENT, PATH, later, now, receiver, sent, sent_by, verdict};

const MISMATCH: &str = "signature_mismatch, not proven, 401";

#[test]
fn a_request_is_verified_and_gives_when_it_was_signed_and_its_ids() {
    let request = sent(BODY);
    let event = receiver().verify(EVENT, PATH, &request.headers, &request.body, now()).unwrap();
    assert_eq!((event.signed_at(), event.id(), event.user_id()), (Some(now()), Some(1001), Some(7)));
    assert_eq!((event.event_type(), event.secret_name(), event.mechanism().as_str()), (EVENT, None, "hmac"));
    assert_eq!(event.body(), BODY);
    // Nothing was copied, until somebody asks for bytes of its own.
    assert_eq!(event.body().as_ptr(), request.body.as_ptr());
    let owned = event.clone().into_owned();
    assert_eq!(owned, event);
    assert!(!format!("{event:?}").contains("2020-06-01") && !format!("{event:?}").contains("user"), "{event:?}");

    let request = sent(r#"{"id":7}"#);
    assert_eq!(receiver().verify(EVENT, PATH, &request.headers, &request.body, now()).unwrap().id(), None);

    let signed = receiver().verify_signature(PATH, &request.headers, &request.body, now()).unwrap();
    assert_eq!((signed.signed_at(), signed.secret_name(), signed.body()), (now(), None, &request.body[..]));
    assert!(!format!("{signed:?}").contains("123"), "{signed:?}");
    assert_eq!(signed.clone().into_owned(), signed);
}

#[test]
fn a_target_is_a_path_a_url_or_a_url_whose_query_is_signed() {
    let path = |text| (Target::path(text), false);
    let url = |text| (Target::url(text), false);
    let with_query = |text| (Target::url(text), true);
    let table = [
        ("/hooks", path("/hooks"), ""),
        ("/hooks", url("/hooks?a=b#c"), ""),
        ("/hooks", url("https://example.com/hooks?a=b"), ""),
        ("/hooks?a=b", with_query("/hooks?a=b#c"), ""),
        ("/hooks", with_query("/hooks?a=b"), MISMATCH),
        ("/hooks?a=b", url("/hooks?a=b"), MISMATCH),
        ("/hooks?a=b", path("/hooks?a=b"), "invalid_argument, not proven, 500"),
        ("/hooks", path("hooks"), "invalid_argument, not proven, 500"),
        ("/hooks", url("hooks"), "invalid_argument, not proven, 500"),
        ("/é/😀/\u{ffff}", path("/é/😀/\u{ffff}"), ""),
        ("/é/😀/%2e", url("https://é.example/é/😀/%2e?😀"), ""),
        ("/é", path("/e\u{301}"), MISMATCH),
        ("/%2E", path("/%2e"), MISMATCH),
    ];
    for (signed, (target, sign_query), expected) in table {
        let webhooks = Webhooks::builder().secret(Secret::new(super::sent::KEY).unwrap());
        let webhooks = webhooks.sign_query(sign_query).build().unwrap();
        assert_eq!(sent_by(super::sent::KEY, signed, BODY).verdict_for(&webhooks, target), expected, "{target:?}");
    }
}

#[test]
fn a_uri_is_cut_as_a_url_is() {
    let request = sent(BODY);
    for (uri, expected) in [
        ("/hooks", ""),
        ("/hooks?a=b", ""),
        ("https://example.com/hooks?a=b", ""),
        ("/hooks/", MISMATCH),
        ("/%68ooks", MISMATCH),
        ("https://example.com", MISMATCH),
        ("example.com:443", MISMATCH),
        ("*", "invalid_argument, not proven, 500"),
    ] {
        let uri: http::Uri = uri.parse().unwrap();
        assert_eq!(request.verdict_for(&receiver(), &uri), expected, "{uri}");
    }
}

#[test]
fn each_way_to_fail_gives_its_own_error() {
    let (webhooks, good) = (receiver(), sent(BODY));
    let signature = good.headers["bi-signature"].to_str().unwrap();
    let redated = good.with_headers([("bi-signature", signature), ("bi-signature-date", "2023-01-01T00:00:00.0Z")]);
    let table = [
        (good.clone(), 0, ""),
        (good.clone(), 300_000, ""),
        (good.clone(), -300_000, ""),
        (good.with_body(r#"{"id":8}"#), 0, MISMATCH),
        (redated, 0, MISMATCH),
        (good.clone(), 300_001, "stale, genuine, 401"),
        (good.clone(), -300_001, "stale, genuine, 401"),
        (sent(r#"{"id":"s3cr3t"}"#), 0, "payload_invalid, genuine, 400"),
        (sent("\u{feff}{\"id\":7}"), 0, "payload_invalid, genuine, 400"),
        (sent(""), 0, "payload_invalid, genuine, 400"),
        (sent([0xFF]), 0, "payload_invalid, genuine, 400"),
    ];
    for (request, ms, expected) in table {
        assert_eq!(request.verdict_at(&webhooks, later(ms)), expected, "{ms} ms");
    }
}

#[test]
fn what_is_wrong_with_a_body_is_told_with_its_places() {
    let request = sent(r#"{"id":0,"signin":1}"#);
    let error = receiver().verify(EVENT, PATH, &request.headers, &request.body, now()).unwrap_err();
    let pointers: Vec<&str> = error.issues().iter().map(|issue| issue.pointer.as_str()).collect();
    assert_eq!((error.pointer(), pointers), (Some("/id"), vec!["/id", "/signin"]));
    assert!(error.to_string().contains("USER_CREATED"), "{error}");
}

#[test]
fn a_rotation_tells_which_secret_signed() {
    let moment = |ms| Some(SignedAt::from(later(ms)));
    let secret = |key| Secret::new(key).unwrap();
    let webhooks = Webhooks::builder()
        .secret(secret("k0").named("past", None, moment(-1)))
        .secret(secret("k1").named("a", None, None))
        .secret(secret("k2").named("b", moment(0), None))
        .build()
        .unwrap();
    for body in [BODY.to_vec(), format!(r#"{{"id":7,"a":"{}"}}"#, "é".repeat(100_000)).into_bytes()] {
        for (key, name) in [("k1", "a"), ("k2", "b")] {
            let request = sent_by(key, PATH, &body);
            let event = webhooks.verify(EVENT, PATH, &request.headers, &request.body, now()).unwrap();
            assert_eq!(event.secret_name(), Some(name));
        }
        for (key, expected) in [("k0", "secret_inactive, not proven, 401"), ("k3", MISMATCH)] {
            assert_eq!(sent_by(key, PATH, &body).verdict(&webhooks), expected, "{key}");
        }
    }
}

#[test]
fn the_form_of_a_head_is_judged_before_the_size_and_that_before_the_proof() {
    let webhooks = Webhooks::builder().secret(Secret::new(super::sent::KEY).unwrap()).max_body_bytes(8);
    let webhooks = webhooks.build().unwrap();
    let (small, large) = (sent(r#"{"id":7}"#), sent(r#"{"id":77}"#));
    assert_eq!(small.verdict(&webhooks), "");
    assert_eq!(large.verdict(&webhooks), "too_large, not proven, 413");
    assert_eq!(large.with_body("[        ").verdict(&webhooks), "too_large, not proven, 413");
    let malformed = large.with_headers([("bi-signature", "QUJD"), ("bi-signature-date", DATE)]);
    assert_eq!(malformed.verdict(&webhooks), "signature_malformed, not proven, 401");
    assert_eq!(large.with_headers([]).verdict(&webhooks), "signature_missing, not proven, 401");
    // Of a path that cannot be, only he hears who sends what could be a signature.
    assert_eq!(large.with_headers([]).verdict_for(&webhooks, "hooks"), "signature_missing, not proven, 401");
    assert_eq!(small.verdict_for(&webhooks, "hooks"), "invalid_argument, not proven, 500");
    // Without a body there is the form alone.
    assert_eq!(verdict(webhooks.check_head(PATH, &large.headers)), "");
    assert_eq!(verdict(webhooks.check_head("hooks", &large.headers)), "invalid_argument, not proven, 500");
    assert_eq!(verdict(webhooks.check_head(PATH, &malformed.headers)), "signature_malformed, not proven, 401");
}
