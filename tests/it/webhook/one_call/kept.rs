//! The bytes of a genuine request that is refused.

use super::sent::{BODY, EVENT, PATH, later, now, receiver, sent};
use powens_users::webhook::{WebhookError, WebhookErrorKind};

fn refused(body: &[u8], ms: i64) -> WebhookError {
    let request = sent(body);
    receiver().verify(EVENT, PATH, &request.headers, &request.body, later(ms)).unwrap_err()
}

#[test]
fn what_powens_has_sent_is_not_lost() {
    let body = br#"{"id":"s3cr3t"}"#;
    let error = refused(body, 0);
    assert_eq!((error.kind(), error.body()), (WebhookErrorKind::PayloadInvalid, Some(&body[..])));
    let stale = refused(BODY, 301_000);
    assert_eq!((stale.kind(), stale.body()), (WebhookErrorKind::Stale, Some(BODY)));
    assert_eq!(stale.clone().body(), Some(BODY));
}

#[test]
fn nothing_is_kept_of_a_stranger() {
    let request = sent(BODY).with_body("{}");
    let error = receiver().verify(EVENT, PATH, &request.headers, &request.body, now()).unwrap_err();
    assert_eq!((error.kind(), error.body()), (WebhookErrorKind::SignatureMismatch, None));
}

#[test]
fn kept_bytes_are_in_no_text_and_make_no_difference() {
    let (one, other) = (refused(br#"{"id":"s3cr3t"}"#, 0), refused(br#"{"id":"public"}"#, 0));
    assert_ne!(one.body(), other.body());
    assert_eq!(one, other);
    for text in [format!("{one}"), format!("{one:?}"), format!("{one:#?}")] {
        assert!(!text.contains("s3cr3t") && !text.contains("115, 51"), "{text}");
    }
}
