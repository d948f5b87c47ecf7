//! Payloads that are checked without a look at who sent them, and events of bytes that were proven elsewhere.

use std::time::SystemTime;

use powens_users::check::IssueCode;
use powens_users::webhook::{
    CheckOptions, EventOrigin, Mechanism, Payload, WebhookErrorKind, WebhookType, check_payload, read_event,
};

use super::sent::{BODY, EVENT};

#[test]
fn a_check_tells_all_that_is_wrong_and_strictly_what_drifts() {
    let options = CheckOptions::default();
    let checked = check_payload(EVENT, BODY, options).unwrap();
    assert!(checked.is_ok() && checked.issues().is_empty() && checked.warnings().is_empty());
    let Payload::UserCreated(user) = checked.payload().unwrap() else { panic!() };
    assert_eq!((user.id.get(), user.other["é"].as_str()), (7, Some("😀")));

    let strict = check_payload(EVENT, BODY, options.strict(true)).unwrap();
    let codes: Vec<IssueCode> = strict.warnings().iter().map(|warning| warning.code).collect();
    assert_eq!((strict.is_ok(), codes), (true, vec![IssueCode::UndocumentedKey]));

    let refused = check_payload(EVENT, br#"{"id":"s3cr3t","signin":1}"#, options).unwrap();
    assert_eq!((refused.is_ok(), refused.issues().len()), (false, 2));
    let error = refused.payload().unwrap_err();
    assert_eq!((error.kind(), error.is_authentic(), error.body()), (WebhookErrorKind::PayloadInvalid, false, None));
    assert_eq!(error.issues(), refused.issues());
    assert!(!format!("{refused:?}{error:?}").contains("s3cr3t"));

    let one = check_payload(EVENT, br#"{"id":"7","signin":1}"#, options.max_issues(1)).unwrap();
    assert_eq!(one.issues().len(), 1);
    assert!(check_payload(EVENT, BODY, options.max_bytes(BODY.len() as u64)).unwrap().is_ok());
    let many = format!(r#"{{"user":{{"id":7}},"connections":[{}0]}}"#, "0,".repeat(149));
    for (options, told) in [(options, 100), (options.max_issues(120), 120), (options.max_issues(10_000), 150)] {
        let refused = check_payload(WebhookType::UserSynced, many.as_bytes(), options).unwrap();
        assert_eq!(refused.issues().len(), told);
    }
    let large = check_payload(EVENT, BODY, options.max_bytes(10)).unwrap();
    assert_eq!((large.is_ok(), large.issues()[0].code), (false, IssueCode::TooLarge));
}

#[test]
fn options_of_a_check_have_bounds() {
    let options = CheckOptions::default();
    for refused in [options.max_issues(0), options.max_issues(10_001), options.max_bytes(0), options.max_bytes(1 << 29)]
    {
        let error = check_payload(EVENT, BODY, refused).unwrap_err();
        assert_eq!(error.kind(), WebhookErrorKind::InvalidArgument, "{refused:?}");
    }
    let widest = options.max_issues(10_000).max_bytes(256 << 20);
    assert!(check_payload(EVENT, BODY, widest).unwrap().is_ok());
}

#[test]
fn an_event_of_proven_bytes_says_what_it_was_told() {
    let event = read_event(EVENT, BODY, EventOrigin::default()).unwrap();
    assert_eq!((event.mechanism(), event.signed_at(), event.secret_name()), (Mechanism::OAuth, None, None));
    assert_eq!((event.id(), event.user_id(), event.body()), (Some(1001), Some(7), BODY));

    let moment = SystemTime::UNIX_EPOCH;
    let origin = EventOrigin::new(Mechanism::Hmac).signed_at(moment).secret_name("june");
    let event = read_event(EVENT, BODY, origin).unwrap();
    assert_eq!(
        (event.mechanism(), event.signed_at(), event.secret_name()),
        (Mechanism::Hmac, Some(moment), Some("june"))
    );

    let error = read_event(EVENT, b"{}", EventOrigin::new(Mechanism::Hmac)).unwrap_err();
    assert_eq!((error.kind(), error.is_authentic(), error.body()), (WebhookErrorKind::PayloadInvalid, false, None));
}

#[test]
fn each_type_has_its_payload_and_its_parts() {
    let synced = br#"{"user":{"id":42},"connections":[{"id":7,"accounts":[{"id":1,"transactions":[{"id":9},{"id":8}]},{"id":2}]},{"id":6}]}"#;
    let connection = br#"{"user":{"id":42,"new":1},"connection":{"id":7,"id_user":42,"accounts":[{"id":1,"transactions":[{"id":9}]}]}}"#;
    let deleted = br#"{"id":7,"id_user":42,"id_webhook_data":3}"#;
    let unowned = br#"{"id":7}"#;
    let table: [(WebhookType, &[u8], Option<u64>, usize, usize); 6] = [
        (WebhookType::UserCreated, BODY, Some(7), 0, 0),
        (WebhookType::UserDeleted, BODY, Some(7), 0, 0),
        (WebhookType::UserSynced, synced, Some(42), 2, 2),
        (WebhookType::ConnectionSynced, connection, Some(42), 1, 1),
        (WebhookType::ConnectionDeleted, deleted, Some(42), 0, 0),
        (WebhookType::ConnectionDeleted, unowned, None, 0, 0),
    ];
    for (webhook_type, body, user_id, connections, transactions) in table {
        let event = read_event(webhook_type, body, EventOrigin::default()).unwrap();
        assert_eq!(event.user_id(), user_id, "{webhook_type:?}");
        let payload = event.payload().unwrap();
        assert_eq!(payload.connections().len(), connections, "{webhook_type:?}");
        assert_eq!(payload.transactions().count(), transactions, "{webhook_type:?}");
        assert_eq!(payload.connection().is_some(), webhook_type == WebhookType::ConnectionSynced);
        let user = event.user().unwrap();
        let carries_user = webhook_type != WebhookType::ConnectionDeleted;
        assert_eq!(user.map(|user| user.id.get()), user_id.filter(|_| carries_user), "{webhook_type:?}");
        let is_its_own = matches!(
            (webhook_type, &payload),
            (WebhookType::UserCreated, Payload::UserCreated(_))
                | (WebhookType::UserDeleted, Payload::UserDeleted(_))
                | (WebhookType::UserSynced, Payload::UserSynced(_))
                | (WebhookType::ConnectionSynced, Payload::ConnectionSynced(_))
                | (WebhookType::ConnectionDeleted, Payload::ConnectionDeleted(_))
        );
        assert!(is_its_own, "{webhook_type:?}");
    }
}
