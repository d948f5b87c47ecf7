//! What is accepted can be read, but for what no type of Rust holds: that is an error of its own, which says where it is.

use powens_users::api::{ApiError, Call, Decision, ErrorKind, Exchange, Head, Reason};
use powens_users::check::{IssueCode, Unrepresentable};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use super::support::{ASKED, IN_TIME, USER_TOKEN, begun, get, list};

/// A call that was answered with this body, which was accepted.
fn accepted(call: Call, body: &str) -> Exchange {
    let mut exchange = begun(call, 0);
    exchange.answered(Head { request_id: Some("r1".into()), ..Head::new(200) });
    exchange.feed(body.as_bytes(), true);
    assert_eq!(exchange.decide_checked(body.len() as u64, IN_TIME), Decision::Accept, "{body}");
    exchange
}

fn refused(error: &ApiError, what: Unrepresentable, pointer: Option<&str>) {
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Unrepresentable, &Reason::Unrepresentable(what)));
    assert_eq!(error.pointer(), pointer);
    assert_eq!((error.status(), error.request_id(), error.attempts()), (Some(200), Some("r1"), 1));
    let codes: Vec<_> = error.issues().iter().map(|issue| issue.code).collect();
    let code = if what == Unrepresentable::Number { IssueCode::NotFinite } else { IssueCode::InvalidUtf8 };
    assert_eq!((error.effect(), codes), (None, vec![code]));
}

const CASES: &[(&str, Unrepresentable, &str)] = &[
    (r#""x":"\ud800""#, Unrepresentable::LoneSurrogate, "/x"),
    (r#""x":"\uDC00\uD800""#, Unrepresentable::LoneSurrogate, "/x"),
    (r#""x":"\\\ud83d""#, Unrepresentable::LoneSurrogate, "/x"),
    (r#""signin":"\udfff""#, Unrepresentable::LoneSurrogate, "/signin"),
    (r#""platform":["\ud83d\ude00","\ud83d"]"#, Unrepresentable::LoneSurrogate, "/platform/1"),
    (r#""\ud800":1"#, Unrepresentable::LoneSurrogate, "/\u{fffd}"),
    (r#""x":[{},[0,{"a":1, "b" : {"\udbff" : 1}}]]"#, Unrepresentable::LoneSurrogate, "/x/1/1/b/\u{fffd}"),
    (r#""x":1e400"#, Unrepresentable::Number, "/x"),
    (r#""x":-1E+400"#, Unrepresentable::Number, "/x"),
    (r#""~/":[[],1e308,2e308]"#, Unrepresentable::Number, "/~0~1/2"),
    (r#""x":"a: \"1e400","y":1e999,"z":"\ud800""#, Unrepresentable::Number, "/y"),
];

#[test]
fn it_says_what_is_not_held_and_where() {
    for (rest, what, pointer) in CASES {
        let body = format!(" {{\"id\":{ASKED},{rest}}}");
        let error = accepted(get(), &body).read_user(body.as_bytes()).unwrap_err();
        refused(&error, *what, Some(pointer));
        assert!(error.to_string().starts_with(&format!("the answer holds {}: \"", what.as_str())), "{error}");

        let body = format!("{{\"users\":[{{\"id\":1}},{{\"id\":2,{rest}}}]}}");
        let error = accepted(list(), &body).read_list(body.as_bytes()).unwrap_err();
        refused(&error, *what, Some(&format!("/users/1{pointer}")));
    }
}

#[test]
fn no_secret_is_in_the_pointer() {
    let body = format!("{{\"id\":{ASKED},\"{USER_TOKEN}\":1e400}}");
    let error = accepted(get(), &body).read_user(body.as_bytes()).unwrap_err();
    refused(&error, Unrepresentable::Number, Some("/[redacted]"));
}

#[test]
fn the_deepest_body_that_is_accepted_is_read() {
    let body = format!("{{\"id\":{ASKED},\"x\":{}{}}}", "[".repeat(127), "]".repeat(127));
    let user = accepted(get(), &body).read_user(body.as_bytes()).unwrap();
    assert_eq!(user.other.len(), 1);
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let body = format!("\u{feff}{{\"id\":{ASKED}}}");
    assert_eq!(accepted(get(), &body).read_user(body.as_bytes()).unwrap().id.get(), ASKED);
}

/// JSON as its author may write it.
fn json() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        "[a-z/é😀]",
        Just(r#"\""#.to_owned()),
        Just(r"\\".to_owned()),
        Just(r"\n".to_owned()),
        (0xD7F0..0xE010_u16).prop_map(|unit| format!("\\u{unit:04x}")),
        any::<u16>().prop_map(|unit| format!("\\u{unit:04X}")),
    ];
    let text = vec(fragment, 0..6).prop_map(|fragments| format!("\"{}\"", fragments.concat()));
    let number = prop_oneof![
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(|n| Value::from(n).to_string()),
        (1..10_u8, -400..400_i32).prop_map(|(digit, exponent)| format!("{digit}e{exponent}")),
        (300..400_usize).prop_map(|zeros| format!("-9{}.5", "0".repeat(zeros)))
    ];
    let leaf = prop_oneof![text.clone(), number, Just("null".to_owned()), Just(" true ".to_owned())];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let member = (text.clone(), inner.clone()).prop_map(|(key, value)| format!("{key} : {value}"));
        prop_oneof![
            vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(","))),
            // One key, since two may be the same.
            vec(member, 0..2).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_is_accepted_is_read_or_named(inner in json()) {
        let body = format!("{{\"id\":{ASKED},\"x\":{inner}}}");
        match accepted(get(), &body).read_user(body.as_bytes()) {
            Ok(user) => prop_assert_eq!(user.other.get("x"), Some(&serde_json::from_str(&inner).unwrap())),
            Err(error) => {
                prop_assert!(serde_json::from_str::<Value>(&inner).is_err(), "{body}");
                prop_assert_ne!(error.reason(), &Reason::Unrepresentable(Unrepresentable::Other));
                prop_assert!(error.pointer().unwrap().starts_with("/x"));
            }
        }
    }
}
