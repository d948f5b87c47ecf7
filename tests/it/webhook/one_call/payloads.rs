//! What is accepted can be read: typed payloads of whatever a check lets pass.

use powens_users::check::{MAX_DEPTH, Unrepresentable};
use powens_users::webhook::{
    CheckOptions, CheckedPayload, EventOrigin, Payload, WebhookError, WebhookErrorKind, WebhookReason, WebhookType,
    check_payload, read_event,
};
use serde::Deserialize as _;
use serde_json::Value;

use super::sent::EVENT;
use crate::check::random_body::{Random, random_body};

fn checked(webhook_type: WebhookType, body: &[u8]) -> CheckedPayload<'_> {
    check_payload(webhook_type, body, CheckOptions::default()).unwrap()
}

/// The payload of a body that must be accepted.
fn payload(webhook_type: WebhookType, body: &[u8]) -> Result<Payload, WebhookError> {
    let checked = checked(webhook_type, body);
    assert!(checked.is_ok(), "{:?}", checked.issues());
    checked.payload()
}

/// The fields of a user's payload, as JSON.
fn user(body: &str) -> Value {
    match payload(EVENT, body.as_bytes()).unwrap() {
        Payload::UserCreated(user) => serde_json::to_value(user).unwrap(),
        other => panic!("{other:?}"),
    }
}

/// Whether a parser that knows no model has values for all of it.
fn is_held_by_rust(body: &[u8]) -> bool {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    deserializer.disable_recursion_limit();
    Value::deserialize(&mut deserializer).is_ok()
}

#[test]
fn what_is_accepted_is_read_or_holds_what_rust_does_not() {
    let mut random = Random::new(2_718);
    let (mut read, mut unrepresentable) = (0, 0);
    for _ in 0..1_500 {
        for webhook_type in WebhookType::ALL {
            let body = random_body(&mut random, webhook_type.shape(), false);
            let checked = checked(webhook_type, &body);
            let text = || String::from_utf8_lossy(&body).into_owned();
            if !checked.is_ok() {
                assert_eq!(checked.payload().unwrap_err().kind(), WebhookErrorKind::PayloadInvalid);
                continue;
            }
            let event = read_event(webhook_type, &body, EventOrigin::default()).unwrap();
            match checked.payload() {
                Ok(payload) => {
                    read += 1;
                    assert!(is_held_by_rust(&body), "{}", text());
                    assert_eq!(event.payload().as_ref(), Ok(&payload));
                    let user = event.user().unwrap();
                    let carries_user = webhook_type != WebhookType::ConnectionDeleted;
                    assert_eq!(user.map(|user| user.id.get()), event.user_id().filter(|_| carries_user), "{}", text());
                }
                Err(error) => {
                    unrepresentable += 1;
                    assert!(!is_held_by_rust(&body), "{}", text());
                    let WebhookReason::Unrepresentable(what) = error.reason() else { panic!("{error:?} {}", text()) };
                    assert!(matches!(what, Unrepresentable::LoneSurrogate | Unrepresentable::Number), "{}", text());
                    assert!(error.pointer().is_some_and(|pointer| pointer.starts_with('/')), "{error} {}", text());
                    assert_eq!(event.payload().as_ref(), Err(&error));
                }
            }
        }
    }
    assert!(read > 300 && unrepresentable > 80, "{read} read, {unrepresentable} not");
}

#[test]
fn numbers_are_what_they_say_however_they_are_written() {
    for (id, expected) in
        [("42", 42), ("42.0", 42), ("4.2e1", 42), ("420e-1", 42), ("9007199254740991", 9_007_199_254_740_991_u64)]
    {
        assert_eq!(user(&format!(r#"{{"id":{id}}}"#))["id"], expected, "{id}");
    }
    for (id, expected) in [("-0", 0_i64), ("-0.0", 0), ("0e7", 0), ("-7e0", -7), ("1e-400", 0)] {
        assert_eq!(user(&format!(r#"{{"id":1,"id_webhook_data":{id}}}"#))["id_webhook_data"], expected, "{id}");
    }
    // Others keep what a float and 64 bits hold of them.
    let other = user(
        r#"{"id":1,"a":18446744073709551615,"b":-9223372036854775808,"c":0.1,"d":1e300,"e":123456789012345678901234567890,"f":-0}"#,
    );
    assert_eq!((other["a"].as_u64(), other["b"].as_i64()), (Some(u64::MAX), Some(i64::MIN)));
    assert_eq!(
        (other["c"].as_f64(), other["d"].as_f64(), other["e"].as_f64()),
        (Some(0.1), Some(1e300), Some(123_456_789_012_345_678_901_234_567_890.0))
    );
    assert!(other["f"].as_f64().is_some_and(|zero| zero == 0.0 && zero.is_sign_negative()));
}

#[test]
fn a_number_may_be_a_megabyte_long() {
    let digits = "0".repeat((1 << 20) - 20);
    for number in
        [format!("1.{digits}"), format!("1{digits}e-{}", digits.len()), format!("0.{digits}1e{}", digits.len() + 1)]
    {
        assert_eq!(user(&format!(r#"{{"id":{number},"a":{number}}}"#))["id"], 1);
        let body = format!(r#"{{"id":1,"accounts":[{{"id":1,"balance":{number}}}]}}"#);
        assert!(payload(WebhookType::ConnectionDeleted, body.as_bytes()).is_ok());
    }
    for number in [format!("1{digits}"), format!("-1{digits}.5")] {
        let error = payload(EVENT, format!(r#"{{"id":1,"a":[0,{number}]}}"#).as_bytes()).unwrap_err();
        assert_eq!((error.kind(), error.pointer()), (WebhookErrorKind::Unrepresentable, Some("/a/1")));
    }
}

#[test]
fn what_a_check_lets_pass_in_depth_is_read_on_a_small_stack() {
    // As deep as it may be: in a key of no table, in one that was seen, in an array of objects, and where either of two types is read.
    let nested = |outer: usize, open: &str, close: &str| {
        let levels = (MAX_DEPTH - outer) / open.matches(['[', '{']).count();
        format!("{}1{}", open.repeat(levels), close.repeat(levels))
    };
    let bodies = [
        (EVENT, format!(r#"{{"id":1,"a":{}}}"#, nested(1, "[", "]"))),
        (EVENT, format!(r#"{{"id":1,"a":{}}}"#, nested(1, r#"{"a":"#, "}"))),
        (EVENT, format!(r#"{{"id":1,"platform":{}}}"#, nested(1, "[", "]"))),
        (WebhookType::ConnectionDeleted, format!(r#"{{"id":1,"fields":[{{"a":{}}}]}}"#, nested(3, r#"[{"a":"#, "}]"))),
        (
            WebhookType::UserSynced,
            format!(
                r#"{{"user":{{"id":1}},"connections":[{{"id":1,"accounts":[{{"id":1,"transactions":[{{"id":1,"counterparty":{{"x":{}}}}}]}}]}}]}}"#,
                nested(8, "[", "]")
            ),
        ),
    ];
    for (webhook_type, body) in bodies {
        let deeper = body.replacen('1', "[1]", body.matches('1').count());
        assert!(!checked(webhook_type, deeper.as_bytes()).is_ok());
        let small = std::thread::Builder::new().stack_size(512 << 10);
        let read = small.spawn(move || payload(webhook_type, body.as_bytes()).map(drop)).unwrap().join().unwrap();
        assert_eq!(read, Ok(()), "{webhook_type:?}");
    }
}

#[test]
fn keys_of_any_name_are_kept_beside_the_documented_ones() {
    let body = r#"{"id":1,"other":{"id":2},"__proto__":[null],"kind":"x","":0,"\u0061\u0000":"\ud83d\ude00","signin":null,"new":null}"#;
    let Payload::UserCreated(user) = payload(EVENT, body.as_bytes()).unwrap() else { panic!() };
    let keys: Vec<&str> = user.other.keys().map(String::as_str).collect();
    assert_eq!(keys, ["", "__proto__", "a\0", "kind", "new", "other"]);
    assert_eq!((user.signin, user.other["a\0"].as_str()), (None, Some("😀")));
    assert_eq!(user.other["other"]["id"], 2);
}

#[test]
fn either_of_two_types_is_read_as_what_it_is() {
    let of = |account: &str| {
        let body = format!(r#"{{"id":1,"accounts":[{{"id":1,{account}}}]}}"#);
        let Payload::ConnectionDeleted(connection) = payload(WebhookType::ConnectionDeleted, body.as_bytes()).unwrap()
        else {
            panic!()
        };
        serde_json::to_value(&connection.accounts.unwrap()[0]).unwrap()
    };
    for (written, expected) in
        [("true", Value::Bool(true)), ("1", 1.into()), ("1.0", 1.into()), ("10e-1", 1.into()), ("-0", 0.into())]
    {
        assert_eq!(of(&format!(r#""bookmarked":{written}"#))["bookmarked"], expected, "{written}");
    }
}
