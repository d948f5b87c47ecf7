//! The one exception to the rule that what is accepted can be read.

use powens_users::check::{Detail, Unrepresentable};
use powens_users::webhook::{EventOrigin, WebhookErrorKind, WebhookReason, WebhookType, read_event};

use super::sent::{EVENT, PATH, now, receiver, sent};

#[test]
fn half_a_character_and_a_number_beyond_a_float_are_errors_with_their_place() {
    let table = [
        (r#"{"id":1,"a":"\ud800"}"#, Unrepresentable::LoneSurrogate, "/a"),
        (r#"{"id":1,"a":[0,{"b~/":"x\udc00y"}]}"#, Unrepresentable::LoneSurrogate, "/a/1/b~0~1"),
        (r#"{"id":1,"\ud800":0}"#, Unrepresentable::LoneSurrogate, "/\u{fffd}"),
        (r#"{"id":1,"signin":"\ude00\ud83d"}"#, Unrepresentable::LoneSurrogate, "/signin"),
        (r#"{"id":1,"platform":"\ud83dx"}"#, Unrepresentable::LoneSurrogate, "/platform"),
        (r#"{"id":1,"a":1e400}"#, Unrepresentable::Number, "/a"),
        (r#"{"id":1,"a" : [ [ ] , -1E+999 ] }"#, Unrepresentable::Number, "/a/1"),
        (r#"{"id":1,"platform":{"a":1e400}}"#, Unrepresentable::Number, "/platform/a"),
        (r#"{"id":1,"a":{"b":"\ud83d\ude00"},"c":[1e400,"\ud800"]}"#, Unrepresentable::Number, "/c/0"),
    ];
    for (body, what, pointer) in table {
        let request = sent(body);
        let event = receiver().verify(EVENT, PATH, &request.headers, &request.body, now()).unwrap();
        for error in [event.payload().map(drop).unwrap_err(), event.user().map(drop).unwrap_err()] {
            assert_eq!((error.kind(), error.http_status()), (WebhookErrorKind::Unrepresentable, 400), "{body}");
            assert_eq!(
                (error.reason(), error.pointer()),
                (&WebhookReason::Unrepresentable(what), Some(pointer)),
                "{body}"
            );
            // Powens has sent it, and it is not to be lost.
            assert!(error.is_authentic());
            assert_eq!(error.body(), Some(body.as_bytes()));
            let text = error.to_string();
            assert!(text.starts_with("The request is genuine.") && text.contains(pointer), "{text}");
        }
        let error = read_event(EVENT, body.as_bytes(), EventOrigin::default()).unwrap().payload().unwrap_err();
        assert_eq!((error.is_authentic(), error.body(), error.pointer()), (false, None, Some(pointer)), "{body}");
    }
}

#[test]
fn a_user_is_read_though_what_stands_beside_is_not() {
    let body = r#"{"user":{"id":42},"connections":[{"id":1,"error":"\ud800"}]}"#;
    let event = read_event(WebhookType::UserSynced, body.as_bytes(), EventOrigin::default()).unwrap();
    assert_eq!(event.user().unwrap().unwrap().id.get(), 42);
    assert_eq!(event.payload().unwrap_err().pointer(), Some("/connections/0/error"));

    let body = r#"{"connection":{"id":1},"user":{"id":42,"a":{"b":1e400}}}"#;
    let event = read_event(WebhookType::ConnectionSynced, body.as_bytes(), EventOrigin::default()).unwrap();
    assert_eq!(event.user().unwrap_err().pointer(), Some("/user/a/b"));

    // The byte is that of the body, not of the user alone.
    let body = r#"{"connection":{"id":1},"user":{"id":42,"a":"\ud800"}}"#;
    let event = read_event(WebhookType::ConnectionSynced, body.as_bytes(), EventOrigin::default()).unwrap();
    let at = body.find(r#""\ud800""#).unwrap() as u64;
    for error in [event.user().map(drop).unwrap_err(), event.payload().map(drop).unwrap_err()] {
        assert_eq!((error.pointer(), &error.issues()[0].detail), (Some("/user/a"), &Detail::At(at)));
    }
}

#[test]
fn what_is_documented_as_a_number_is_refused_by_the_check_already() {
    let body = r#"{"id":1,"accounts":[{"id":1,"balance":1e400}]}"#;
    let error = read_event(WebhookType::ConnectionDeleted, body.as_bytes(), EventOrigin::default()).unwrap_err();
    assert_eq!((error.kind(), error.pointer()), (WebhookErrorKind::PayloadInvalid, Some("/accounts/0/balance")));
}
