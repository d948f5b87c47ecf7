//! The Rust structs of users, and that they agree with the check.

use powens_users::check::check;
use powens_users::internals::is_complete;
use powens_users::model::{User, UsersList};
use proptest::prelude::*;
use serde_json::{Value, json};

fn user(value: &Value) -> User {
    serde_json::from_value(value.clone()).unwrap()
}

fn list(value: &Value) -> UsersList {
    serde_json::from_value(value.clone()).unwrap()
}

#[test]
fn a_user_keeps_everything() {
    let value = json!({
        "id": 42,
        "signin": "2020-06-01 12:34:56",
        "platform": "web",
        "new_key": {"deep": [1, null]},
        "__proto__": true,
    });
    let user = user(&value);
    assert_eq!(user.id.get(), 42);
    assert_eq!(user.id.to_string(), "42");
    assert_eq!(user.signin.as_ref().map(|signin| signin.as_str()), Some("2020-06-01 12:34:56"));
    assert_eq!(user.platform, Some(json!("web")));
    assert_eq!(user.other.get("new_key"), Some(&json!({"deep": [1, null]})));
    assert_eq!(serde_json::to_value(&user).unwrap(), value);
}

#[test]
fn absent_and_null_are_the_same() {
    for value in [json!({"id": 1}), json!({"id": 1, "signin": null, "platform": null})] {
        let user = user(&value);
        assert_eq!((user.signin, user.platform, user.other.len()), (None, None, 0));
    }
}

#[test]
fn fields_that_are_not_documented_hold_anything() {
    assert_eq!(user(&json!({"id": 1, "platform": {"name": 7}})).platform, Some(json!({"name": 7})));
    let list = list(&json!({"users": [], "total": "many", "_links": 3}));
    assert_eq!((list.total, list.links), (Some(json!("many")), Some(json!(3))));
}

#[test]
fn a_list_is_complete_unless_it_says_otherwise() {
    let table = [
        (json!({}), true),
        (json!({"total": null, "_links": null}), true),
        (json!({"total": 2}), true),
        (json!({"total": 2.0}), true),
        (json!({"total": 1}), true),
        (json!({"total": 3}), false),
        (json!({"total": 2.5}), false),
        (json!({"total": "3"}), true),
        (json!({"_links": {}}), true),
        (json!({"_links": {"next": null, "self": "https://…"}}), true),
        (json!({"_links": {"next": "https://…"}}), false),
        (json!({"_links": "next"}), true),
        (json!({"total": 2, "_links": {"next": {"href": "https://…"}}}), false),
    ];
    for (mut value, complete) in table {
        value["users"] = json!([{"id": 1}, {"id": 2}]);
        assert_eq!(list(&value).complete(), complete, "of {value}");
    }
}

#[test]
fn a_total_that_is_no_number_tells_nothing() {
    assert!(is_complete(0, None, false));
    assert!(is_complete(0, Some(f64::NAN), false));
    assert!(is_complete(0, Some(-1.0), false));
    assert!(!is_complete(0, Some(f64::INFINITY), false));
    assert!(!is_complete(1, Some(0.0), true));
}

/// JavaScript holds these and a check accepts them; `serde_json` and Rust's text do not.
#[test]
fn what_rust_cannot_hold_is_an_error_there() {
    let deep = format!(r#"{{"id":1,"x":{}{}}}"#, "[".repeat(127), "]".repeat(127));
    for body in [r#"{"id":1,"signin":"\ud800"}"#, r#"{"id":1,"x":"\ud800"}"#, r#"{"id":1,"x":1e999}"#, deep.as_str()] {
        assert!(check(body.as_bytes(), User::SHAPE, 1).is_ok(), "of {body}");
        assert!(serde_json::from_str::<User>(body).is_err(), "of {body}");
    }
}

fn text_of_id() -> impl Strategy<Value = String> {
    prop_oneof![
        "[1-9][0-9]{0,16}(\\.[0-9]{1,20})?(e-?[0-9]{1,2})?",
        (1..1_u64 << 53, "[0-9]{0,20}").prop_map(|(id, noise)| format!("{id}.0000{noise}")),
        (1..1_u64 << 53, 0..25_usize).prop_map(|(id, zeros)| format!("{id}{}e-{zeros}", "0".repeat(zeros))),
        ((1_u64 << 52)..(1 << 53), "[0-9]{1,20}").prop_map(|(id, decimals)| format!("{id}.{decimals}")),
        "null|true|\"7\"|\\[\\]|\\{\\}|0|-0|-7",
    ]
}

fn text_of_value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("null".to_owned()),
        "\"[a-zé€ \\-]{0,8}(\\\\n|\\\\u00e9)?\"",
        "-?[1-9][0-9]{0,4}|true|\\[1,null\\]|\\{\"id\":0\\}"
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn a_struct_takes_what_the_check_accepts_and_nothing_else(
        id in prop::option::weighted(0.9, text_of_id()),
        signin in prop::option::of(text_of_value()),
        platform in prop::option::of(text_of_value()),
        other in prop::option::of(text_of_value()),
    ) {
        let members = [("id", &id), ("signin", &signin), ("platform", &platform), ("other", &other)];
        let members: Vec<String> =
            members.into_iter().filter_map(|(key, value)| value.as_ref().map(|value| format!("\"{key}\":{value}"))).collect();
        let body = format!("{{{}}}", members.join(","));

        let accepted = check(body.as_bytes(), User::SHAPE, 1);
        let parsed = serde_json::from_str::<User>(&body);
        prop_assert_eq!(accepted.is_ok(), parsed.is_ok(), "{}: {:?}, {:?}", body, accepted, parsed);
        if let (Ok(user), Some(id)) = (parsed, id) {
            prop_assert_eq!(user.id.get() as f64, id.parse::<f64>().unwrap(), "{}", body);
            prop_assert_eq!(user.signin.is_some(), signin.is_some_and(|signin| signin != "null"));
        }

        let list = format!("{{\"users\":[{{\"id\":1}},{body}]}}");
        prop_assert_eq!(check(list.as_bytes(), UsersList::SHAPE, 1).is_ok(), serde_json::from_str::<UsersList>(&list).is_ok());
    }
}
