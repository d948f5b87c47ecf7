//! Reading members of an object that no table describes.

use powens_users::check::{Member, members};

fn read(body: &str) -> Option<[Member; 2]> {
    members(body.as_bytes(), ["a", "b"])
}

#[test]
fn members_are_read_as_they_are() {
    let text = |text: &str| Member::Text(text.to_owned());
    let number = |number: &str| Member::Number(number.to_owned());
    let table = [
        ("{}", [Member::Absent, Member::Absent]),
        (r#" { "b" : null , "a" : true } "#, [Member::Boolean(true), Member::Null]),
        (r#"{"a":false,"c":{"b":1}}"#, [Member::Boolean(false), Member::Absent]),
        (r#"{"a":-1.50e3,"b":0}"#, [number("-1.50e3"), number("0")]),
        (r#"{"a":[1,{"b":2}],"b":{"a":1}}"#, [Member::Array, Member::Object]),
        (r#"{"\u0061":"x\n\"\\\u00e9\ud83d\ude00","b":"\ud800"}"#, [text("x\n\"\\é😀"), text("\u{FFFD}")]),
        (r#"{"a":"","b":"é"}"#, [text(""), text("é")]),
    ];
    for (body, members) in table {
        assert_eq!(read(body), Some(members), "of {body}");
    }
}

#[test]
fn a_body_that_is_no_unambiguous_object_has_no_members() {
    for body in ["", "<html>", "[]", "null", "\"a\"", r#"{"a":1"#, r#"{"a":1,"a":1}"#, r#"{"a":1}x"#, "\u{feff}{}"] {
        assert_eq!(read(body), None, "of {body}");
    }
    assert_eq!(members(b"{\"a\":\"\xff\"}", ["a"]), None);
}

#[test]
fn values_are_taken_by_type() {
    let [a, b] = read(r#"{"a":"text","b":7.0}"#).unwrap();
    assert_eq!((a.integer(), b.integer()), (None, Some(7)));
    assert_eq!((a.into_text().as_deref(), b.into_text()), (Some("text"), None));
}
