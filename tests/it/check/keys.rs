//! The same key twice is refused, at any depth, in unknown fields too, also when it is written differently.

use super::support::{assert_table, issues_of};
use powens_users::model::{User, UsersList};

#[test]
fn a_key_comes_once() {
    assert_table(
        User::SHAPE,
        &[
            (r#"{"id":7,"id":7}"#, &["duplicate_key /id"]),
            (r#"{"id":7,"id":8,"id":9}"#, &["duplicate_key /id", "duplicate_key /id"]),
            (r#"{"id":7,"id":"x"}"#, &["duplicate_key /id", "wrong_type /id"]),
            (r#"{"id":7,"\u0069d":8}"#, &["duplicate_key /id"]),
            (r#"{"\u0069d":7,"id":8}"#, &["duplicate_key /id"]),
            (r#"{"\u0069d":7,"i\u0064":8}"#, &["duplicate_key /id"]),
            (r#"{"id":7,"x":1,"x":1}"#, &["duplicate_key /x"]),
            (r#"{"id":7,"":1,"":1}"#, &["duplicate_key /"]),
            (r#"{"id":7,"x":{"y":[0,{"z":1,"z":1}]}}"#, &["duplicate_key /x/y/1/z"]),
            (r#"{"id":7,"__proto__":1,"__proto__":1}"#, &["duplicate_key /__proto__"]),
            (r#"{"id":7,"__proto__":1,"\u005f_proto__":1}"#, &["duplicate_key /__proto__"]),
            (r#"{"id":7,"a/b":1,"a\/b":2}"#, &["duplicate_key /a~1b"]),
            (r#"{"id":7,"\n":1,"\u000A":2}"#, &["duplicate_key /\n"]),
            (r#"{"id":7,"é":1,"\u00e9":2,"\u00E9":3}"#, &["duplicate_key /é", "duplicate_key /é"]),
            (r#"{"id":7,"😀":1,"\ud83d\ude00":2}"#, &["duplicate_key /😀"]),
            (r#"{"id":7,"\ud83d\uDE00":1,"\uD83D\ude00":2}"#, &["duplicate_key /😀"]),
            (r#"{"id":7,"\ud800":1,"\uD800":2}"#, &["duplicate_key /\u{FFFD}"]),
        ],
    );
}

#[test]
fn different_keys_are_not_the_same() {
    assert_table(
        User::SHAPE,
        &[
            (r#"{"id":7,"ID":8,"i":9,"idd":10,"":11," id":12}"#, &[]),
            // Composed and decomposed, as JavaScript does not normalise.
            (r#"{"id":7,"é":1,"e\u0301":2}"#, &[]),
            // Lone surrogates are what they are, and no replacement character.
            (r#"{"id":7,"\ud800":1,"\ud801":2,"\udc00":3,"\ufffd":4,"�x":5}"#, &[]),
            (r#"{"id":7,"\ud800\ud800\udc00":1,"\ud800\udc00\ud800":2,"\ud800\udc00":3,"\udc00\ud800":4}"#, &[]),
            (r#"{"id":7,"\\u0069d":1,"\u005cu0069d2":2}"#, &[]),
            (r#"{"id":7,"a\"":1,"a":2,"a\\":3}"#, &[]),
            // The same key in different objects.
            (r#"{"id":7,"x":{"id":1,"x":{"id":2}},"y":[{"id":3},{"id":4}]}"#, &[]),
        ],
    );
}

#[test]
fn the_order_of_the_last_object_misleads_nobody() {
    let table: &[(&str, &str, &[&str])] = &[
        (r#""id":1,"a":1,"b":1"#, r#""id":2,"a":2,"b":2"#, &[]),
        (r#""id":1,"a":1,"b":1"#, r#""b":2,"a":2,"id":2"#, &[]),
        (r#""id":1,"a":1,"b":1"#, r#""b":2,"id":2"#, &[]),
        (r#""id":1,"a":1,"b":1"#, r#""a":2,"b":2"#, &["required /users/1/id"]),
        (r#""id":1,"a":1,"b":1"#, r#""id":2,"a":2,"id":2"#, &["duplicate_key /users/1/id"]),
        (r#""id":1,"a":1,"b":1"#, r#""b":2,"id":2,"a":2,"b":2"#, &["duplicate_key /users/1/b"]),
        (r#""id":1,"a":1"#, r#""id":2,"ab":2,"a":2"#, &[]),
        (r#""id":1,"\u0061":1"#, r#""id":2,"a":2,"\u0061":2"#, &["duplicate_key /users/1/a"]),
        (r#""i\u0064":1"#, r#""id":2"#, &[]),
        (r#""i\u0064":1"#, r#""i\u0064":"2""#, &["wrong_type /users/1/id"]),
        (r#""id":1,"x":{"id":1,"y":1}"#, r#""id":2,"x":{"y":1,"id":1}"#, &[]),
        (r#""id":1,"x":{"id":1,"y":1}"#, r#""id":2,"x":{"y":1,"id":1,"y":1}"#, &["duplicate_key /users/1/x/y"]),
    ];
    for (first, second, issues) in table {
        let body = format!(r#"{{"users":[{{{first}}},{{{second}}},{{{first}}}]}}"#);
        assert_eq!(issues_of(&body, UsersList::SHAPE), *issues, "of {body}");
    }
}

#[test]
fn objects_of_many_keys_are_held_to_the_same_rule() {
    for count in [10, 63, 64, 65, 66, 100, 1000] {
        let keys: Vec<String> = (0..count).map(|index| format!(r#""k{index}":0"#)).collect();
        let all = keys.join(",");
        let table = [
            (format!(r#"{{"id":1,{all}}}"#), vec![]),
            (format!(r#"{{{all},"id":1}}"#), vec![]),
            (format!(r#"{{{all},"\u0069d":1}}"#), vec![]),
            (format!(r#"{{{all}}}"#), vec!["required /id".to_owned()]),
            (format!(r#"{{{all},"id":0}}"#), vec!["out_of_range /id".to_owned()]),
            (format!(r#"{{{all},"id":1,"id":1}}"#), vec!["duplicate_key /id".to_owned()]),
            (format!(r#"{{{all},"id":1,"k0":1}}"#), vec!["duplicate_key /k0".to_owned()]),
            (format!(r#"{{{all},"id":1,"k{}":1}}"#, count - 1), vec![format!("duplicate_key /k{}", count - 1)]),
            (format!(r#"{{{all},"id":1,"\u006b{}":1}}"#, count - 1), vec![format!("duplicate_key /k{}", count - 1)]),
            // The inner object's keys are not the outer one's.
            (format!(r#"{{{all},"x":{{{all},"a":1}},"a":2,"id":1}}"#), vec![]),
            (format!(r#"{{{all},"x":{{{all},"a":1,"a":1}},"id":1}}"#), vec!["duplicate_key /x/a".to_owned()]),
            (
                format!(r#"{{{all},"x":{{{all}}},"k{}":2,"id":1}}"#, count - 1),
                vec![format!("duplicate_key /k{}", count - 1)],
            ),
        ];
        for (body, issues) in table {
            assert_eq!(issues_of(&body, User::SHAPE), issues, "of {count} keys: {}", &body[body.len() - 60..]);
        }
    }
}

#[test]
fn a_key_of_the_object_around_is_no_key_of_the_object_inside() {
    let many: Vec<String> = (0..70).map(|index| format!(r#""k{index}":0"#)).collect();
    let body = format!(r#"{{{},"id":1,"users":[{{}}]}}"#, many.join(","));
    assert_eq!(issues_of(body, UsersList::SHAPE), ["required /users/0/id"]);
}
