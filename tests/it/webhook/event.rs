//! The events, and the texts by which JavaScript knows them and what can go wrong.

use powens_users::OutOfBounds;
use powens_users::check::Issue;
use powens_users::webhook::{
    MAX_AGE_SECONDS, MAX_BODY_BYTES, MAX_BYTES, MAX_ISSUES, OtherEvent, TOLERANCE_SECONDS, WebhookError,
    WebhookErrorKind, WebhookReason, WebhookType,
};

#[test]
fn an_event_is_known_by_its_exact_name() {
    for event in WebhookType::ALL {
        assert_eq!(WebhookType::parse(event.name()).unwrap(), event);
    }
    assert_eq!(
        WebhookType::ALL.map(WebhookType::name),
        ["USER_CREATED", "USER_DELETED", "USER_SYNCED", "CONNECTION_SYNCED", "CONNECTION_DELETED"]
    );
    for name in ["", "user_created", "USER_CREATED ", "UserCreated", "toString", "__proto__", "ACCOUNT_FOUND"] {
        let error = WebhookType::parse(name).unwrap_err();
        assert_eq!((error.kind(), error.kind().http_status()), (WebhookErrorKind::UnknownEvent, 500), "{name}");
        let text = error.to_string();
        for known in WebhookType::ALL {
            assert!(text.contains(known.name()), "{text}");
        }
        // The event is text of the caller: only a name that we know is repeated.
        let is_named = name == "ACCOUNT_FOUND";
        assert_eq!(matches!(error.reason(), WebhookReason::EventNotCovered(_)), is_named, "{text}");
        assert!(name.is_empty() || text.contains(name) == is_named, "{text}");
    }
}

#[test]
fn events_that_are_not_covered_are_told_by_name() {
    for name in OtherEvent::NAMES {
        let error = WebhookType::parse(name).unwrap_err();
        assert!(matches!(error.reason(), WebhookReason::EventNotCovered(event) if event.name() == name), "{error}");
        assert!(!WebhookType::ALL.iter().any(|known| known.name() == name));
    }
}

#[test]
fn an_event_carries_its_payload() {
    let shapes = WebhookType::ALL.map(|event| event.shape().name);
    assert_eq!(
        shapes,
        ["UserPayload", "UserPayload", "UserSyncedPayload", "ConnectionSyncedPayload", "ConnectionDeletedPayload"]
    );
}

#[test]
fn codes_and_their_statuses_are_stable() {
    let statuses: Vec<(&str, u16)> =
        WebhookErrorKind::ALL.iter().map(|code| (code.as_str(), code.http_status())).collect();
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
            ("signature_malformed", 401),
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
            ("unrepresentable", 400),
        ]
    );
}

#[test]
fn an_invalid_payload_tells_its_first_issue_and_whether_it_is_genuine() {
    let refusal = powens_users::check::check(br#"{"id":"s3cr3t","signin":1}"#, WebhookType::UserCreated.shape(), 9);
    let issues: Vec<Issue> = refusal.unwrap_err().issues;
    for (authentic, sender) in [(true, "The request is genuine. The body"), (false, "The body")] {
        let error = WebhookError::payload_invalid(WebhookType::UserCreated, issues.clone(), authentic);
        assert_eq!((error.is_authentic(), error.pointer(), error.issues().len()), (authentic, Some("/id"), 2));
        let text = error.to_string();
        assert!(text.starts_with(sender) && text.contains("USER_CREATED") && text.contains("\"/id\""), "{text}");
        assert!(!format!("{text}{error:?}").contains("s3cr3t"), "{error:?}");
    }
}

#[test]
fn a_setting_is_a_whole_number_within_its_bounds() {
    for limit in [TOLERANCE_SECONDS, MAX_AGE_SECONDS, MAX_BODY_BYTES, MAX_BYTES, MAX_ISSUES] {
        assert!(limit.least <= limit.default && limit.default <= limit.most, "{limit:?}");
        for refused in [limit.least - 1, limit.most + 1, u64::MAX] {
            let error = WebhookError::from(limit.check(refused).unwrap_err());
            assert_eq!(error.reason(), &WebhookReason::OutOfBounds(OutOfBounds(limit)));
            assert_eq!(error.kind(), WebhookErrorKind::InvalidArgument);
            assert!(error.to_string().contains(&format!("from {} to {}", limit.least, limit.most)), "{error}");
        }
    }
}
