//! What is JSON: RFC 8259 as `JSON.parse` reads it, and what else makes a body ambiguous.

use super::support::{assert_table, issues_of};
use powens_users::check::{MAX_DEPTH, strip_bom};
use powens_users::model::User;

/// A user with this value in a field of no table.
fn with_unknown(value: &str) -> String {
    format!(r#"{{"id":1,"x":{value}}}"#)
}

#[test]
fn every_json_value_passes_in_an_unknown_field() {
    for value in [
        "0",
        "-0",
        "0.0",
        "1e5",
        "1E+5",
        "1e-5",
        "-1.25e999",
        "1e999",
        "123456789012345678901234567890",
        "true",
        "false",
        "null",
        r#""""#,
        r#""a""#,
        r#""\"\\\/\b\f\n\r\t\u00e9\uABcd""#,
        r#""\ud800""#,
        r#""\udc00\ud800""#,
        r#""é€😀""#,
        "\"\u{7f}\u{2028}\u{2029}\u{feff}\u{0080}\"",
        "[]",
        "[ ]",
        "[1,[2,[3]]]",
        "{}",
        "{ }",
        r#"{"":{"":{}}}"#,
        "[\t1\n,\r2 ]",
        r#"{"__proto__":null,"constructor":1}"#,
    ] {
        assert_eq!(issues_of(with_unknown(value), User::SHAPE), [""; 0], "of {value}");
    }
}

#[test]
fn what_is_no_json_is_refused_where_it_stands() {
    for value in [
        "",
        ",",
        "01",
        "-",
        "-a",
        "+1",
        ".5",
        "1.",
        "1.e5",
        "1e",
        "1e+",
        "0x10",
        "1_000",
        "NaN",
        "Infinity",
        "-Infinity",
        "undefined",
        "True",
        "nul",
        "tru",
        "falsey",
        "'a'",
        "\"\t\"",
        "\"\n\"",
        "\"\0\"",
        "\"\u{1f}\"",
        r#""\x""#,
        r#""\u12g4""#,
        r#""\u+123""#,
        r#""\U0041""#,
        "\u{a0}1",
        "\u{feff}1",
        "\u{b}1",
        "\u{c}1",
        "/**/1",
        "1//",
        "`a`",
    ] {
        let issues = issues_of(with_unknown(value), User::SHAPE);
        assert!(matches!(&issues[..], [only] if only.starts_with("syntax ")), "{issues:?} of {value}");
    }
    assert_table(
        User::SHAPE,
        &[
            (r#"{"id":1,"x":[1,]}"#, &["syntax /x/1"]),
            (r#"{"id":1,"x":[,1]}"#, &["syntax /x/0"]),
            (r#"{"id":1,"x":[1 2]}"#, &["syntax /x"]),
            (r#"{"id":1,"x":[1"#, &["syntax /x"]),
            (r#"{"id":1,"x":{"y":1,}}"#, &["syntax /x"]),
            (r#"{"id":1,"x":{y:1}}"#, &["syntax /x"]),
            (r#"{"id":1,"x":{"y"}}"#, &["syntax /x/y"]),
            (r#"{"id":1,"x":{"y":}}"#, &["syntax /x/y"]),
            (r#"{"id":1,"x":{"y"#, &["syntax /x"]),
            (r#"{"id":1 "x":1}"#, &["syntax "]),
            (r#"{"id":1,}"#, &["syntax "]),
            (r#"{"id":1]"#, &["syntax "]),
            (r#"{"#, &["syntax "]),
            (r#"{"id":1,"signin":"a"#, &["syntax /signin"]),
            (r#"{"id":01}"#, &["syntax /id"]),
        ],
    );
}

#[test]
fn special_characters_are_found_wherever_they_stand_in_a_text() {
    for length in 0..40 {
        let padding = "é".repeat(length / 2) + &"a".repeat(length % 2);
        for (middle, accepted) in [
            ("", true),
            (r#"\""#, true),
            (r"\\", true),
            ("\u{1f}", false),
            ("\u{20}", true),
            ("\u{7f}", true),
            ("\"", false),
        ] {
            for tail in 0..10 {
                let value = format!("\"{padding}{middle}{}\"", "b".repeat(tail));
                assert_eq!(issues_of(with_unknown(&value), User::SHAPE).is_empty(), accepted, "of {value:?}");
            }
        }
    }
}

#[test]
fn a_body_is_one_value() {
    assert_table(
        User::SHAPE,
        &[
            ("", &["empty "]),
            (" \n\t\r", &["empty "]),
            (r#"{"id":1}{}"#, &["trailing_data "]),
            (r#"{"id":1} x"#, &["trailing_data "]),
            ("{\"id\":1}\0", &["trailing_data "]),
            (r#"{"id":1}}"#, &["trailing_data "]),
            ("{\"id\":1}\u{feff}", &["trailing_data "]),
            ("[] []", &["trailing_data ", "wrong_type "]),
        ],
    );
}

#[test]
fn a_body_is_utf_8_everywhere() {
    for invalid in [&b"\xff"[..], b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80"] {
        for (before, after) in
            [("{\"id\":1,\"x\":\"", "\"}"), ("{\"id\":1,\"", "\":2}"), ("{\"id\":1}", ""), ("", "{\"id\":1}")]
        {
            let body = [before.as_bytes(), invalid, after.as_bytes()].concat();
            assert_eq!(issues_of(&body, User::SHAPE), ["invalid_utf8 "], "of {body:x?}");
        }
    }
    let utf_16: Vec<u8> = "{\"id\":1}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(issues_of(utf_16, User::SHAPE), ["syntax "]);
}

#[test]
fn a_byte_order_mark_is_refused_until_it_is_stripped() {
    let body = "\u{feff}{\"id\":1}".as_bytes();
    assert_eq!(issues_of(body, User::SHAPE), ["bom "]);
    assert_eq!(issues_of(strip_bom(body), User::SHAPE), [""; 0]);
    assert_eq!(issues_of(strip_bom("\u{feff}\u{feff}{\"id\":1}".as_bytes()), User::SHAPE), ["bom "]);
    assert_eq!(issues_of(strip_bom("\u{feff}".as_bytes()), User::SHAPE), ["empty "]);
}

#[test]
fn depth_ends_at_128_counting_the_body_as_1() {
    let nested = |open: &str, close: &str, levels: usize| {
        with_unknown(&format!("{}{}", open.repeat(levels), close.repeat(levels)))
    };
    let objects = |levels: usize| with_unknown(&format!("{}1{}", r#"{"a":"#.repeat(levels), "}".repeat(levels)));
    let inside = MAX_DEPTH - 1;
    assert_eq!(MAX_DEPTH, 128);
    assert_eq!(issues_of(nested("[", "]", inside), User::SHAPE), [""; 0]);
    assert_eq!(issues_of(objects(inside), User::SHAPE), [""; 0]);
    assert_eq!(issues_of(nested("[", "]", inside + 1), User::SHAPE), [format!("too_deep /x{}", "/0".repeat(inside))]);
    assert_eq!(issues_of(objects(inside + 1), User::SHAPE), [format!("too_deep /x{}", "/a".repeat(inside))]);
    assert_eq!(issues_of("[".repeat(128) + &"]".repeat(128), User::SHAPE), ["wrong_type "]);
    let too_deep = [format!("too_deep {}", "/0".repeat(128)), "wrong_type ".to_owned()];
    assert_eq!(issues_of("[".repeat(129) + &"]".repeat(129), User::SHAPE), too_deep);
    assert_eq!(issues_of("[".repeat(1_000_000), User::SHAPE), too_deep);
    assert_eq!(issues_of(r#"{"a":"#.repeat(1_000_000), User::SHAPE), [format!("too_deep {}", "/a".repeat(128))]);
}
