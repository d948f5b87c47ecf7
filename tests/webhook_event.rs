//! The events, and the texts by which JavaScript knows them and what can go wrong.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use powens_users::check::Issue;
use powens_users::webhook::{MAX_BODY_BYTES, WebhookError, WebhookErrorCode, WebhookType};

#[test]
fn an_event_is_known_by_its_exact_name() {
    for event in WebhookType::ALL {
        assert_eq!(WebhookType::parse(event.name()).unwrap(), event);
    }
    assert_eq!(WebhookType::ALL.map(WebhookType::name), ["USER_CREATED", "USER_DELETED", "USER_SYNCED"]);
    for name in ["", "user_created", "USER_CREATED ", "UserCreated", "toString", "__proto__", "CONNECTION_SYNCED"] {
        let error = WebhookType::parse(name).unwrap_err();
        assert_eq!((error.code, error.code.http_status()), (WebhookErrorCode::UnknownEvent, 500), "{name}");
        for known in WebhookType::ALL {
            assert!(error.message.contains(known.name()), "{}", error.message);
        }
        // The event is text of the caller: only a name that we know is repeated.
        let is_named = name == "CONNECTION_SYNCED";
        assert_eq!(error.message.contains("verifySignature"), is_named, "{}", error.message);
        assert!(is_named || name.is_empty() || !error.message.contains(&format!("\"{name}\"")), "{}", error.message);
    }
}

#[test]
fn an_event_carries_its_payload() {
    let shapes = WebhookType::ALL.map(|event| event.shape().name);
    assert_eq!(shapes, ["UserPayload", "UserPayload", "UserSyncedPayload"]);
}

#[test]
fn codes_and_their_statuses_are_stable() {
    let statuses: Vec<(&str, u16)> =
        WebhookErrorCode::ALL.iter().map(|code| (code.as_str(), code.http_status())).collect();
    assert_eq!(
        statuses,
        [
            ("invalid_argument", 500),
            ("unknown_event", 500),
            ("body_not_raw", 500),
            ("body_consumed", 500),
            ("body_unreadable", 400),
            ("body_lone_surrogate", 400),
            ("too_large", 413),
            ("signature_missing", 401),
            ("signature_mechanism", 401),
            ("signature_date_missing", 401),
            ("signature_duplicate", 401),
            ("signature_not_text", 401),
            ("signature_merged", 401),
            ("signature_whitespace", 401),
            ("signature_url_safe", 401),
            ("signature_unpadded", 401),
            ("signature_trailing", 401),
            ("signature_length", 401),
            ("signature_not_base64", 401),
            ("signature_tail_bits", 401),
            ("signature_date_invalid", 401),
            ("signature_mismatch", 401),
            ("secret_inactive", 401),
            ("stale", 401),
            ("gzip_unsupported", 500),
            ("gzip_invalid", 400),
            ("bearer_missing", 401),
            ("bearer_malformed", 401),
            ("token_unavailable", 500),
            ("bearer_unknown_user", 401),
            ("bearer_mismatch", 401),
            ("payload_invalid", 400),
        ]
    );
}

#[test]
fn an_invalid_payload_tells_its_first_issue_and_whether_it_is_genuine() {
    let refusal = powens_users::check::check(br#"{"id":"s3cr3t","signin":1}"#, WebhookType::UserCreated.shape(), 9);
    let issues: Vec<Issue> = refusal.unwrap_err().issues;
    for (authentic, sender) in [(true, "The request is genuine, but its body"), (false, "The body")] {
        let error = WebhookError::payload_invalid("USER_CREATED", issues.clone(), authentic);
        assert_eq!((error.authentic, error.pointer(), error.issues.len()), (authentic, Some("/id"), 2));
        let text = error.to_string();
        assert!(text.starts_with(sender) && text.contains("USER_CREATED") && text.contains("\"/id\""), "{text}");
        assert!(!format!("{text}{error:?}").contains("s3cr3t"), "{error:?}");
    }
}

#[test]
fn what_stands_in_the_way_of_a_body_has_words_of_its_own() {
    use WebhookErrorCode as Code;
    let other = WebhookError::of_body(Code::PayloadInvalid).message.clone();
    let mut messages = vec![other];
    for code in [
        Code::BodyNotRaw,
        Code::BodyConsumed,
        Code::BodyLoneSurrogate,
        Code::BodyUnreadable,
        Code::GzipUnsupported,
        Code::GzipInvalid,
    ] {
        let error = WebhookError::of_body(code);
        assert_eq!((error.code, error.authentic, error.pointer()), (code, false, None));
        assert!(!messages.contains(&error.message), "{}", error.message);
        messages.push(error.message.clone());
    }
    assert!(messages[1].contains("express.raw") && messages[1].contains("arrayBuffer"), "{}", messages[1]);
    let too_large = WebhookError::too_large(MAX_BODY_BYTES.default, MAX_BODY_BYTES.name);
    assert!(too_large.message.contains("maxBodyBytes (33554432 bytes)"), "{}", too_large.message);
}
