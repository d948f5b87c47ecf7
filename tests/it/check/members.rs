//! Reading members of an object that no table describes.

use powens_users::internals::{raw_integer, raw_members, raw_number, raw_text};

fn read(body: &str) -> Option<[&str; 2]> {
    raw_members(body.as_bytes(), ["a", "b"]).map(|members| members.map(|json| std::str::from_utf8(json).unwrap()))
}

#[test]
fn members_are_read_as_they_are() {
    let table = [
        ("{}", ["", ""]),
        (r#" { "b" : null , "a" : true } "#, ["true", "null"]),
        (r#"{"a":false,"c":{"b":1}}"#, ["false", ""]),
        (r#"{"a":-1.50e3,"b":0}"#, ["-1.50e3", "0"]),
        (r#"{"a":[1,{"b":2}] ,"b":{"a":1}}"#, [r#"[1,{"b":2}]"#, r#"{"a":1}"#]),
        (r#"{"\u0061":"x\n\"","b":"\ud800"}"#, [r#""x\n\"""#, r#""\ud800""#]),
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
    assert_eq!(raw_members(b"{\"a\":\"\xff\"}", ["a"]), None);
}

#[test]
fn a_text_has_its_escapes_undone() {
    for (json, text) in [
        (r#""x\n\"\\\u00e9\ud83d\ude00""#, Some("x\n\"\\é😀")),
        (r#""\ud800""#, Some("\u{FFFD}")),
        (r#""""#, Some("")),
        ("7", None),
        ("", None),
    ] {
        assert_eq!(raw_text(json.as_bytes()).as_deref(), text, "of {json}");
    }
}

#[test]
fn a_number_is_told_from_what_is_none() {
    for (json, integer) in [("7.0", Some(7)), ("-1.50e3", Some(-1500)), ("0.5", None), ("9007199254740993", None)] {
        assert_eq!((raw_number(json.as_bytes()), raw_integer(json.as_bytes())), (Some(json.as_bytes()), integer));
    }
    for json in ["", "\"7\"", "true", "null", "[7]"] {
        assert_eq!((raw_number(json.as_bytes()), raw_integer(json.as_bytes())), (None, None), "of {json}");
    }
}
