//! Keys are limited, in one object and over all that are open, so that no body takes much time or memory.

use super::support::issues_of;
use powens_users::check::{
    Detail, Issue, IssueCode, KeyLimit, MAX_KEY_BYTES, MAX_KEYS, MAX_OPEN_KEYS, ObjectShape, check,
};
use powens_users::internals::{Options, Scan};
use powens_users::model::User;

fn members(count: usize, key: impl Fn(usize) -> String) -> String {
    (0..count).map(|index| format!(r#""{}":0"#, key(index))).collect::<Vec<_>>().join(",")
}

fn first_issue(body: &str, shape: &'static ObjectShape) -> Option<Issue> {
    check(body.as_bytes(), shape, 1).err().map(|refusal| refusal.issues[0].clone())
}

/// Asserts the limit that a body passes, in one window, in several, and after other bodies.
fn assert_limit(body: &str, expected: Option<(KeyLimit, &str)>) {
    let limit_of = |issue: Option<Issue>| {
        issue.map(|issue| match issue.detail {
            Detail::Keys(limit) if issue.code == IssueCode::TooManyKeys => (limit, issue.pointer),
            _ => panic!("{issue}"),
        })
    };
    let expected = expected.map(|(limit, pointer)| (limit, pointer.to_owned()));
    assert_eq!(limit_of(first_issue(body, User::SHAPE)), expected);
    let mut scan = Scan::default();
    for size in [131_072, 65_536, 99_991] {
        scan.begin(User::SHAPE, Options { max_issues: 1, ..Options::default() });
        let (mut start, mut end) = (0, 0);
        while end < body.len() && !scan.is_stopped() {
            end = body.len().min(end + size);
            start += scan.feed(&body.as_bytes()[start..end], end == body.len());
        }
        let issue = scan.finish().refusal.map(|refusal| refusal.issues[0].clone());
        assert_eq!(limit_of(issue), expected, "in windows of {size}");
    }
}

#[test]
fn an_object_has_at_most_10_000_keys() {
    let keys = |count| members(count, |index| index.to_string());
    assert_limit(&format!(r#"{{"id":1,{}}}"#, keys(MAX_KEYS - 1)), None);
    assert_limit(&format!(r#"{{"id":1,{}}}"#, keys(MAX_KEYS)), Some((KeyLimit::Object, "")));
    let inner = format!(r#"{{"id":1,"x":[{{{}}},{{{}}}]}}"#, keys(MAX_KEYS), keys(MAX_KEYS));
    assert_limit(&inner, None);
    let inner = format!(r#"{{"id":1,"x":[0,{{{}}}]}}"#, keys(MAX_KEYS + 1));
    assert_limit(&inner, Some((KeyLimit::Object, "/x/1")));
}

#[test]
fn open_objects_have_at_most_20_000_keys() {
    let keys = |count| members(count, |index| index.to_string());
    // The id and x count too, of the objects that are open.
    let body = |first, second, third| {
        format!(r#"{{"id":1,"x":{{{},"y":{{{},"z":[{{{}}}]}}}}}}"#, keys(first), keys(second), keys(third))
    };
    assert_eq!(MAX_OPEN_KEYS, 20_000);
    assert_limit(&body(9999, 9900, 96), None);
    assert_limit(&body(9999, 9900, 97), None);
    assert_limit(&body(9999, 9900, 98), Some((KeyLimit::Open, "/x/y/z/0")));
    let siblings = vec![format!("{{{}}}", keys(9000)); 5].join(",");
    assert_limit(&format!(r#"{{"id":1,"x":[{siblings}]}}"#), None);
}

#[test]
fn open_objects_have_at_most_1_mib_of_keys() {
    let key = |bytes| "k".repeat(bytes);
    // 4 for id, x and the two keys of one letter.
    for (bytes, limit) in [(MAX_KEY_BYTES - 4, None), (MAX_KEY_BYTES - 3, Some((KeyLimit::OpenBytes, "/x")))] {
        assert_limit(&format!(r#"{{"id":1,"x":{{"a":1,"{}":2}},"b":3}}"#, key(bytes)), limit);
    }
    let long = members(9000, |index| format!("{index:0>110}"));
    assert_limit(&format!(r#"{{"id":1,"x":[{{{long}}},{{{long}}}]}}"#), None);
    let body = format!(r#"{{"id":1,"x":{{{long},"y":{{{long}}}}}}}"#);
    assert_limit(&body, Some((KeyLimit::OpenBytes, "/x/y")));
    // As they are written: an escape has 6 bytes.
    let escaped = "\\u0061".repeat(MAX_KEY_BYTES / 6);
    assert_limit(&format!(r#"{{"id":1,"{escaped}":1}}"#), None);
    assert_limit(&format!(r#"{{"id":1,"{escaped}\u0061":1}}"#), Some((KeyLimit::OpenBytes, "")));
}

#[test]
fn no_window_has_to_hold_a_key_that_is_too_long() {
    for rest in ["", "\":0}", "\n", "\\x", "\u{7f}é"] {
        let body = format!(r#"{{"id":1,"{}{rest}"#, "k".repeat(4 * MAX_KEY_BYTES));
        let mut scan = Scan::default();
        scan.begin(User::SHAPE, Options { max_issues: 2, ..Options::default() });
        let (mut start, mut end, mut longest) = (0, 0, 0);
        while end < body.len() && !scan.is_stopped() {
            end = body.len().min(end + 65_536);
            longest = longest.max(end - start);
            start += scan.feed(&body.as_bytes()[start..end], end == body.len());
        }
        assert!(longest <= MAX_KEY_BYTES + 2 * 65_536, "a window of {longest} bytes");
        let issues = scan.finish().refusal.unwrap().issues;
        assert_eq!(issues.iter().map(|issue| issue.code).collect::<Vec<_>>(), [IssueCode::TooManyKeys], "{rest:?}");
    }
}

#[test]
fn what_is_wrong_within_a_key_counts_where_it_comes_first() {
    for (bytes, code) in [(MAX_KEY_BYTES - 3, IssueCode::Syntax), (MAX_KEY_BYTES, IssueCode::TooManyKeys)] {
        for wrong in ["\n", "\\x", ""] {
            let body = format!(r#"{{"id":1,"{}{wrong}"#, "k".repeat(bytes));
            assert_eq!(first_issue(&body, User::SHAPE).unwrap().code, code, "of {bytes} bytes and {wrong:?}");
        }
    }
}

#[test]
fn a_key_too_many_ends_the_check() {
    let keys = members(MAX_KEYS + 1, |index| index.to_string());
    let body = format!(r#"{{"id":"x","y":{{{keys},"a":1,"a":1,<"#);
    let refusal = check(body.as_bytes(), User::SHAPE, 100).unwrap_err();
    let issues: Vec<String> = refusal.issues.iter().map(ToString::to_string).collect();
    assert!(refusal.malformed && IssueCode::TooManyKeys.is_malformation());
    let wrong_id = "\"/id\" must be an integer from 1 to 9007199254740991, but is text";
    assert_eq!(issues, ["\"/y\" has more than 10000 keys", wrong_id]);
}

#[test]
fn a_key_that_comes_again_and_again_counts_each_time() {
    for (max, issues) in [(0, 0), (5, 5), (100, 100), (20_000, MAX_KEYS)] {
        let body = format!(r#"{{"id":1,{}"#, r#""z":1,"#.repeat(100_000));
        let refusal = check(body.as_bytes(), User::SHAPE, max).unwrap_err();
        // The last one is that of the limit, where there is room for it.
        assert_eq!(refusal.issues.len(), issues.min(MAX_KEYS - 2 + 1), "of {max}");
        assert!(refusal.malformed);
    }
}

#[test]
fn duplicates_are_found_among_very_many_keys() {
    for again in [0, 61, 62, 63, 64, 65, 70, 3000, 4999] {
        for key in [|index: usize| index.to_string(), |index: usize| format!("{index:0>100}")] {
            let (keys, first) = (members(5000, key), again);
            let escaped = format!("\\u00{:02x}{}", key(again).as_bytes()[0], &key(again)[1..]);
            for again in [key(again), escaped] {
                let body = format!(r#"{{"id":1,{keys},"{again}":1}}"#);
                assert_eq!(issues_of(&body, User::SHAPE), [format!("duplicate_key /{}", cut(&key(first)))]);
                let inner = format!(r#"{{"id":1,{keys},"x":{{{keys},"y":{{"{again}":1}}}}}}"#);
                assert_eq!(issues_of(&inner, User::SHAPE), [""; 0]);
            }
        }
    }
}

/// A key as a pointer shows it.
fn cut(key: &str) -> String {
    if key.len() > 64 { format!("{}…", &key[..64]) } else { key.to_owned() }
}
