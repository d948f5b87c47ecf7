//! Which values the documented fields take. `code pointer` for each issue.

use super::support::{assert_table, issues_of};
use powens_users::check::{IssueCode, ObjectShape, Wanted, check};
use powens_users::internals::{Field, NumberRule, ObjectRule, Rule};
use powens_users::model::{User, UsersList};

#[test]
fn a_user_has_an_id_of_its_own() {
    assert_table(
        User::SHAPE,
        &[
            (r#"{"id":1}"#, &[]),
            (r#"{"id":9007199254740991}"#, &[]),
            (r#"{"id":7.0}"#, &[]),
            (r#"{"id":7e0}"#, &[]),
            (r#"{"\u0069d":7}"#, &[]),
            (r#"{}"#, &["required /id"]),
            (r#"{"ID":1,"Id":1}"#, &["required /id"]),
            (r#"{"id":null}"#, &["wrong_type /id"]),
            (r#"{"id":"1"}"#, &["wrong_type /id"]),
            (r#"{"id":true}"#, &["wrong_type /id"]),
            (r#"{"id":[1]}"#, &["wrong_type /id"]),
            (r#"{"id":{"id":1}}"#, &["wrong_type /id"]),
            (r#"{"id":0}"#, &["out_of_range /id"]),
            (r#"{"id":-0}"#, &["out_of_range /id"]),
            (r#"{"id":-1}"#, &["out_of_range /id"]),
            (r#"{"id":1e-400}"#, &["out_of_range /id"]),
            (r#"{"id":1.5}"#, &["not_safe_integer /id"]),
            (r#"{"id":9007199254740992}"#, &["not_safe_integer /id"]),
            (r#"{"id":9007199254740993}"#, &["not_safe_integer /id"]),
            (r#"{"id":1e999}"#, &["not_safe_integer /id"]),
        ],
    );
}

#[test]
fn signin_is_any_text_or_null_or_absent() {
    assert_table(
        User::SHAPE,
        &[
            (r#"{"id":1,"signin":"2020-06-01 12:34:56"}"#, &[]),
            (r#"{"id":1,"signin":"2020-06-01T12:34:56+02:00"}"#, &[]),
            (r#"{"id":1,"signin":"yesterday"}"#, &[]),
            (r#"{"id":1,"signin":""}"#, &[]),
            (r#"{"id":1,"signin":"\ud800"}"#, &[]),
            (r#"{"id":1,"signin":null}"#, &[]),
            (r#"{"id":1,"signin":1590000000}"#, &["wrong_type /signin"]),
            (r#"{"id":1,"signin":false}"#, &["wrong_type /signin"]),
            (r#"{"id":1,"signin":{}}"#, &["wrong_type /signin"]),
            (r#"{"id":1,"signin":[]}"#, &["wrong_type /signin"]),
        ],
    );
}

#[test]
fn fields_that_powens_does_not_document_are_not_looked_at() {
    assert_table(
        UsersList::SHAPE,
        &[
            (r#"{"users":[],"total":"many","_links":3}"#, &[]),
            (r#"{"users":[{"id":1,"platform":7}],"total":null,"_links":null}"#, &[]),
            (r#"{"users":[{"id":1,"platform":{"id":0}}],"new":{"id":0,"users":1e999}}"#, &[]),
            (r#"{"users":[],"__proto__":{"x":1}}"#, &[]),
        ],
    );
}

#[test]
fn a_users_list_holds_users() {
    assert_table(
        UsersList::SHAPE,
        &[
            (r#"{"users":[]}"#, &[]),
            (r#"{"users":[{"id":1},{"id":1}]}"#, &[]),
            (r#"{}"#, &["required /users"]),
            (r#"{"users":null}"#, &["wrong_type /users"]),
            (r#"{"users":{}}"#, &["wrong_type /users"]),
            (r#"{"users":[null]}"#, &["wrong_type /users/0"]),
            (r#"{"users":[{"id":1},7,[]]}"#, &["wrong_type /users/1", "wrong_type /users/2"]),
            (r#"{"users":[{"id":1},{},{"id":"a"}]}"#, &["required /users/1/id", "wrong_type /users/2/id"]),
        ],
    );
}

#[test]
fn the_body_is_an_object() {
    assert_table(
        User::SHAPE,
        &[
            (r#"[{"id":1}]"#, &["wrong_type "]),
            ("null", &["wrong_type "]),
            ("7", &["wrong_type "]),
            (r#""me""#, &["wrong_type "]),
            (" \t\r\n{ \"id\" : 1 , \"x\" : [ 1 , 2 ] } \n", &[]),
        ],
    );
}

#[test]
fn a_rule_is_a_set_of_types() {
    static INNER: ObjectShape =
        ObjectShape { name: "Inner", fields: &[Field::required("id", &Rule::OWN_ID)], ..ObjectShape::NOTHING };
    static TEXT_OR_OBJECT: Rule =
        Rule { wanted: Wanted::TextOrObject, text: true, object: Some(ObjectRule::Opaque), ..Rule::NOTHING };
    static INT_OR_BOOL: Rule = Rule {
        wanted: Wanted::IntegerOrBoolean,
        boolean: true,
        number: Some(NumberRule::SafeInteger),
        ..Rule::NOTHING
    };
    static SHAPE: ObjectShape = ObjectShape {
        name: "Everything",
        fields: &[
            Field::optional("int", &Rule::INTEGER),
            Field::optional("dec", &Rule::DECIMAL),
            Field::optional("str", &Rule::TEXT),
            Field::optional("bool", &Rule::BOOLEAN),
            Field::optional("texts", &Rule::array(&Rule::TEXT)),
            Field::optional("opaque", &Rule::OPAQUE_OBJECT),
            Field::optional("inner", &Rule::object(&INNER)),
            Field::optional("inners", &Rule::array(&Rule::object(&INNER))),
            Field::optional("text_or_object", &TEXT_OR_OBJECT),
            Field::optional("int_or_bool", &INT_OR_BOOL),
        ],
        ..ObjectShape::NOTHING
    };
    assert_table(
        &SHAPE,
        &[
            (r#"{"int":-7,"dec":-0.5e3,"str":"","bool":false,"texts":[],"opaque":{}}"#, &[]),
            (r#"{"int":null,"dec":null,"str":null,"bool":null,"texts":null,"opaque":null,"inner":null}"#, &[]),
            (r#"{"int":0.5}"#, &["not_safe_integer /int"]),
            (r#"{"int":true}"#, &["wrong_type /int"]),
            (r#"{"dec":1e999}"#, &["not_finite /dec"]),
            (r#"{"dec":"1"}"#, &["wrong_type /dec"]),
            (r#"{"str":1}"#, &["wrong_type /str"]),
            (r#"{"bool":0}"#, &["wrong_type /bool"]),
            (r#"{"bool":"true"}"#, &["wrong_type /bool"]),
            (r#"{"texts":["a","b"]}"#, &[]),
            (r#"{"texts":["a",null,1]}"#, &["wrong_type /texts/1", "wrong_type /texts/2"]),
            (r#"{"texts":"a"}"#, &["wrong_type /texts"]),
            (r#"{"opaque":{"int":"text","id":0,"inner":[{}]}}"#, &[]),
            (r#"{"opaque":[]}"#, &["wrong_type /opaque"]),
            (r#"{"inner":{"id":1,"inner":3}}"#, &[]),
            (r#"{"inner":{}}"#, &["required /inner/id"]),
            (r#"{"inner":"x"}"#, &["wrong_type /inner"]),
            (r#"{"inners":[{"id":1},{"id":0}]}"#, &["out_of_range /inners/1/id"]),
            (r#"{"text_or_object":"a","int_or_bool":1}"#, &[]),
            (r#"{"text_or_object":{"a":[]},"int_or_bool":true}"#, &[]),
            (r#"{"text_or_object":1,"int_or_bool":"1"}"#, &["wrong_type /text_or_object", "wrong_type /int_or_bool"]),
            (
                r#"{"text_or_object":[],"int_or_bool":1.5}"#,
                &["wrong_type /text_or_object", "not_safe_integer /int_or_bool"],
            ),
        ],
    );
}

#[test]
fn an_object_may_hold_another_of_its_own_shape() {
    static PERSON: ObjectShape = ObjectShape {
        name: "Person",
        fields: &[
            Field::required("id", &Rule::OWN_ID),
            Field::optional("friend", &FRIEND),
            Field::optional("age", &Rule::INTEGER),
        ],
        ..ObjectShape::NOTHING
    };
    static FRIEND: Rule = Rule::object(&PERSON);
    assert_table(
        &PERSON,
        &[
            (r#"{"id":1,"friend":{"id":2,"friend":{"id":3,"age":1},"age":2},"age":3}"#, &[]),
            (r#"{"id":1,"friend":{"id":2,"age":3},"id":4}"#, &["duplicate_key /id"]),
            (r#"{"friend":{"id":2,"id":3},"id":1}"#, &["duplicate_key /friend/id"]),
            (r#"{"friend":{"id":2}}"#, &["required /id"]),
            (r#"{"id":1,"friend":{"age":1}}"#, &["required /friend/id"]),
        ],
    );
}

#[test]
fn every_issue_is_told_malformations_first() {
    let body = r#"{"users":[{"id":0},{"id":1,"x":2,"x":3,"signin":4},{}]} 5"#;
    assert_eq!(
        issues_of(body, UsersList::SHAPE),
        [
            "duplicate_key /users/1/x",
            "trailing_data ",
            "out_of_range /users/0/id",
            "wrong_type /users/1/signin",
            "required /users/2/id",
        ]
    );
}

#[test]
fn a_body_that_ends_too_early_is_told_with_what_was_wrong_before() {
    assert_table(
        UsersList::SHAPE,
        &[(r#"{"users":[{"id":0},{"id":"#, &["syntax /users/1/id", "out_of_range /users/0/id"])],
    );
}

#[test]
fn no_more_issues_are_told_than_asked_for_but_the_verdict_is_the_same() {
    let body = format!(r#"{{"users":[{}]}}"#, vec![r#"{"id":0}"#; 50].join(","));
    let broken = format!("{body}]");
    for max in [0, 1, 7, 50, 51] {
        let refusal = check(body.as_bytes(), UsersList::SHAPE, max).unwrap_err();
        assert_eq!((refusal.issues.len(), refusal.malformed), (max.min(50), false));

        let refusal = check(broken.as_bytes(), UsersList::SHAPE, max).unwrap_err();
        assert_eq!((refusal.issues.len(), refusal.malformed), (max.min(51), true));
        assert_eq!(refusal.issues.first().map(|issue| issue.code), (max > 0).then_some(IssueCode::TrailingData));
    }
}

#[test]
fn messages_are_plain_and_hold_no_value() {
    let table = [
        (r#"{"id":"secret"}"#, "must be an integer from 1 to 9007199254740991, but is text"),
        (r#"{"id":-123456}"#, "must be an integer from 1 to 9007199254740991, but is another number"),
        (r#"{"signin":"secret"}"#, "must be an integer from 1 to 9007199254740991, but is absent"),
        (r#"{"id":1,"signin":{"secret":1}}"#, "must be text, but is an object"),
        (r#"{"id":1,"signin":[true]}"#, "must be text, but is an array"),
        (r#"{"id":null}"#, "must be an integer from 1 to 9007199254740991, but is null"),
        (r#"{"id":true}"#, "must be an integer from 1 to 9007199254740991, but is true or false"),
        ("[]", "must be an object, but is an array"),
        (r#"{"id":1,"id":1}"#, "is a key that the object already has"),
        (r#"{"id":secret}"#, "is no JSON: expected a value at byte 6"),
        (r#"{"id":1"#, "is no JSON: expected a comma or }, but the body ends at byte 7"),
        (r#"{"id":1}secret"#, "has something after its value, at byte 8"),
        (" ", "is empty"),
    ];
    for (body, message) in table {
        assert_eq!(check(body.as_bytes(), User::SHAPE, 1).unwrap_err().issues[0].message(), message, "of {body}");
    }
}

#[test]
fn a_refusal_tells_its_first_issue() {
    let table = [
        (r#"{"id":1,"signin":2}"#, 1, "\"/signin\" must be text, but is a number"),
        ("", 1, "the body is empty"),
        ("", 0, "the body is no unambiguous JSON"),
        ("{}", 0, "the body has another shape"),
    ];
    for (body, max, text) in table {
        assert_eq!(check(body.as_bytes(), User::SHAPE, max).unwrap_err().to_string(), text, "of {body}");
    }
}

#[test]
fn pointers_follow_rfc_6901_and_stay_short() {
    let long = "é".repeat(65);
    let table = [
        (r#"{"id":1,"a/b":{"c~d":{"":1,"":2}}}"#.to_owned(), "/a~1b/c~0d/".to_owned()),
        (r#"{"id":1,"\u00e9\n\ud83d\ude00":{"a":1,"a":2}}"#.to_owned(), "/é\n😀/a".to_owned()),
        (r#"{"id":1,"\ud800":{"a":1,"a":2}}"#.to_owned(), "/\u{FFFD}/a".to_owned()),
        (r#"{"id":1,"a":[[],[0,{"b":1,"b":2}]]}"#.to_owned(), "/a/1/1/b".to_owned()),
        (format!(r#"{{"id":1,"{long}":[1,]}}"#), format!("/{}…/1", "é".repeat(64))),
    ];
    for (body, pointer) in table {
        assert_eq!(check(body.as_bytes(), User::SHAPE, 1).unwrap_err().issues[0].pointer, pointer, "of {body}");
    }
}

#[test]
fn a_pointer_has_at_most_500_characters() {
    let nested = |keys: usize| format!(r#"{{"id":1,"x":{}[1,]{}"#, r#"{"é/€~6":"#.repeat(keys), "}".repeat(keys));
    let pointer = |keys| check(nested(keys).as_bytes(), User::SHAPE, 1).unwrap_err().issues[0].pointer.clone();
    // 2 for /x, 8 a key, 2 for /1; the last one is kept for the ellipsis.
    assert_eq!(pointer(61), format!("/x{}/1", "/é~1€~06".repeat(61)));
    assert_eq!(pointer(62), format!("/x{}/…", "/é~1€~06".repeat(62)));
    let cut = pointer(63);
    assert_eq!((cut.chars().count(), cut.chars().last()), (500, Some('…')));
    assert!(format!("/x{}", "/é~1€~06".repeat(63)).starts_with(cut.strip_suffix('…').unwrap()));
    assert_eq!(pointer(120), cut);
    // No escape is cut in two.
    for keys in 1..120 {
        assert!(!pointer(keys).contains("~…"));
    }
}

#[test]
fn codes_are_stable() {
    let codes: Vec<&str> = IssueCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "syntax",
            "other_format",
            "too_large",
            "empty",
            "invalid_utf8",
            "bom",
            "trailing_data",
            "duplicate_key",
            "not_json",
            "too_deep",
            "too_many_keys",
            "required",
            "wrong_type",
            "not_safe_integer",
            "out_of_range",
            "not_finite",
            "id_mismatch",
            "missing_field",
            "unexpected_null",
            "other_form",
            "unknown_value",
            "undocumented_key",
        ]
    );
}
