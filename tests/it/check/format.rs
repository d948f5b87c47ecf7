//! What is sent in the place of JSON, and what stands for an object that was parsed already.

use super::random_body::{Random, random_body};
use powens_users::check::{Issue, IssueCode, check};
use powens_users::internals::MARK;
use powens_users::internals::{Options, Scan};
use powens_users::model::{UserPayload, UserSyncedPayload};
use proptest::prelude::*;
use serde::de::IgnoredAny;

fn first_issue(body: &[u8]) -> Option<Issue> {
    check(body, UserSyncedPayload::SHAPE, 1).err().map(|refusal| refusal.issues[0].clone())
}

/// An account record of CFONB 120: a code of two digits, a bank of five, and so on, blanks between.
fn cfonb() -> String {
    let old_balance = format!("0130004    00831EUR2 00012345678  010620{:50}0000000012345{{{:16}", "", "");
    let movement =
        format!("0430004    00831EUR2 0001234567805010620  010620{:31} 0000000{:0>14}J{:16}", "VIR SEPA", "", "");
    let pad = |record: &str| format!("{record:<120.120}");
    format!("{}\r\n{}\r\n", pad(&old_balance), pad(&movement))
}

#[test]
fn another_format_is_named() {
    let cfonb = cfonb();
    assert_eq!(cfonb.lines().map(str::len).collect::<Vec<_>>(), [120, 120]);
    let table: &[(&[u8], &str)] = &[
        (cfonb.as_bytes(), "CFONB"),
        (&cfonb.as_bytes()[..120], "CFONB"),
        (b"payload=%7B%22id%22%3A7%7D", "form"),
        (b"a=", "form"),
        (b"user[id]=7&x=1", "form"),
        (b"%7B%22id%22=7", "form"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"<html><body>502</body></html>", "HTML"),
        (b"<?xml version=\"1.0\"?><a/>", "XML"),
        (b"\n\n  <error/>", "XML"),
        (b"--boundary\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n{}\r\n--boundary--", "multipart"),
        (b"------WebKitFormBoundary7MA4YWxk\r\n", "multipart"),
        (&[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x80, 0xFF], "gzip"),
    ];
    for (body, name) in table {
        let issue = first_issue(body).unwrap();
        assert_eq!((issue.code, issue.pointer.as_str()), (IssueCode::OtherFormat, ""), "{name}");
        assert!(issue.message().contains(name) && issue.message().contains("not JSON"), "{}", issue.message());
    }
}

#[test]
fn what_only_looks_like_another_format_is_no_json() {
    let cfonb = cfonb();
    for body in [
        "hello",
        "hello world=1",
        "=1",
        "-=1",
        "-a=1",
        "01300",
        // A record that is too short, too long, of an unknown code, without a bank.
        &cfonb[..119],
        &cfonb.replace("\r\n", ""),
        &cfonb.replacen("01", "02", 1),
        &cfonb.replacen("30004", "ABCDE", 1),
        "-",
        "nul",
        "\u{1F}x",
        // A byte order mark is one at the start alone.
        " \u{FEFF}{}",
    ] {
        assert_eq!(first_issue(body.as_bytes()).unwrap().code, IssueCode::Syntax, "of {body:?}");
    }
    assert_eq!(first_issue(b"").unwrap().code, IssueCode::Empty);
    assert_eq!(first_issue(b" \n\t\r").unwrap().code, IssueCode::Empty);
    assert_eq!(first_issue(b"\xEF\xBB\xBF{}").unwrap().code, IssueCode::Bom);
    assert_eq!(first_issue(b"\xEF\xBB\xBF<html>").unwrap().code, IssueCode::Bom);
    assert_eq!(first_issue(b"\xEF\xBB").unwrap().code, IssueCode::InvalidUtf8);
}

/// Whether the body is JSON, and then told to be something else.
fn is_mistaken(body: &[u8]) -> bool {
    let formats = [IssueCode::OtherFormat, IssueCode::Empty, IssueCode::Bom, IssueCode::Syntax];
    let is_json = serde_json::from_slice::<IgnoredAny>(body).is_ok();
    is_json && first_issue(body).is_some_and(|issue| formats.contains(&issue.code))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn json_is_never_told_to_be_another_format(
        space in "[ \\n\\t\\r]{0,4}", text in "(-?[0-9]{1,130}(\\.[0-9]{1,3})?(e[+-]?[0-9])?|true|false|null|\"[a-z=<-]{0,9}\"|\\[[0-9=<-]{0,3}\\]|\\{\\}|[a-z=<{}\"-]{0,4})",
    ) {
        prop_assert!(!is_mistaken(format!("{space}{text}{space}").as_bytes()), "{:?}", text);
    }

    #[test]
    fn neither_is_a_payload(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        prop_assert!(!is_mistaken(&random_body(&mut random, UserPayload::SHAPE, false)));
    }
}

fn issues(body: &[u8], from_object: bool) -> Vec<String> {
    let mut scan = Scan::default();
    scan.begin(UserSyncedPayload::SHAPE, Options { max_issues: 100, strict: false, from_object });
    scan.feed(body, true);
    let issues = scan.finish().refusal.map_or(Vec::new(), |refusal| refusal.issues);
    issues.iter().map(|issue| format!("{} {} {}", issue.code.as_str(), issue.pointer, issue.message())).collect()
}

#[test]
fn a_mark_is_told_where_it_stands_of_an_object_and_is_no_json_in_bytes() {
    for (letter, meaning) in [
        ('a', "accessor"),
        ('b', "BigInt"),
        ('n', "NaN"),
        ('o', "neither plain nor an array"),
        ('u', "undefined"),
        ('x', "reading it failed"),
        ('f', "a type that JSON does not have"),
        ('?', "a type that JSON does not have"),
    ] {
        let mark = format!("{}{letter}", char::from(MARK));
        for (before, behind, pointer) in [
            ("", "", ""),
            (r#"{"user":{"id":"#, r#"},"connections":[]}"#, "/user/id"),
            (r#"{"user":{"id":1,"new":["#, r#"]},"connections":[]}"#, "/user/new/0"),
            (r#"{"user":{"id":1},"connections":[{"id":1},"#, "]}", "/connections/1"),
        ] {
            let body = format!("{before}{mark}{behind}");
            let told = issues(body.as_bytes(), true);
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told[0].starts_with(&format!("not_json {pointer} ")) && told[0].contains(meaning), "{told:?}");
            let told = issues(body.as_bytes(), false);
            assert!(told[0].starts_with("syntax "), "{told:?}");
        }
    }
}

#[test]
fn a_mark_stands_for_a_value_alone() {
    let mark = char::from(MARK);
    for body in [
        format!("{mark}"),
        format!(r#"{{"user":{{"id":{mark}"#),
        format!(r#"{{{mark}n:1}}"#),
        format!(r#"{{"a{mark}n":1}}"#),
        format!(r#"{{"user":{{"id":1}},"connections":["{mark}n"]}}"#),
        format!(r#"{{"user":{{"id":1{mark}n}}}}"#),
    ] {
        assert!(issues(body.as_bytes(), true)[0].starts_with("syntax "), "of {body:?}");
    }
    // Behind the value it is something more.
    let told = issues(format!(r#"{{"user":{{"id":1}},"connections":[]}}{mark}n"#).as_bytes(), true);
    assert!(told[0].starts_with("trailing_data "), "{told:?}");
}

#[test]
fn every_mark_is_told() {
    let mark = char::from(MARK);
    let body = format!(r#"{{"user":{{"id":{mark}n,"x":{mark}b}},"connections":[{mark}u,{mark}u]}}"#);
    let told = issues(body.as_bytes(), true);
    let pointers: Vec<&str> = told.iter().map(|issue| issue.split(' ').nth(1).unwrap()).collect();
    assert_eq!(pointers, ["/user/id", "/user/x", "/connections/0", "/connections/1"]);
}
