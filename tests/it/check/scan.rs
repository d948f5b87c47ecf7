//! A check that takes its body in windows, and is begun again: neither changes what it finds.

use std::time::{Duration, Instant};

use super::random_body::{Random, random_body};
use powens_users::check::{Detail, ObjectShape};
use powens_users::internals::slot;
use powens_users::internals::{Options, Report, Scan};
use powens_users::model::{
    ConnectionDeletedPayload, ConnectionSyncedPayload, User, UserPayload, UserSyncedPayload, UsersList,
};
use proptest::prelude::*;

const OPTIONS: Options = Options { max_issues: 1000, strict: true, from_object: false };

/// What a fresh check finds in one window.
fn at_once(body: &[u8], shape: &'static ObjectShape, options: Options) -> Report {
    let mut scan = Scan::default();
    scan.begin(shape, options);
    assert_eq!(scan.feed(body, true), body.len());
    scan.finish()
}

/// Feeds a body in windows that each have so many more bytes than were left over.
fn feed_in_windows(scan: &mut Scan, body: &[u8], mut next_size: impl FnMut() -> usize) {
    let (mut start, mut end) = (0, 0);
    while end < body.len() && !scan.is_stopped() {
        end = body.len().min(end + next_size());
        let done = scan.feed(&body[start..end], end == body.len());
        assert!(done <= end - start);
        start += done;
    }
    assert!(scan.is_stopped() || start == body.len(), "{} bytes were not done with", body.len() - start);
}

fn in_windows(body: &[u8], shape: &'static ObjectShape, options: Options, next_size: impl FnMut() -> usize) -> Report {
    let mut scan = Scan::default();
    scan.begin(shape, options);
    feed_in_windows(&mut scan, body, next_size);
    scan.finish()
}

/// Of a refused body nobody asks whether it was ASCII, and not all of it was read.
fn comparable(mut report: Report) -> Report {
    report.is_ascii &= report.refusal.is_none();
    report
}

fn assert_same(body: &[u8], found: Report, expected: Report) {
    let (found, expected) = (comparable(found), comparable(expected));
    if found == expected {
        return;
    }
    let lines = |report: Report| -> Vec<String> { format!("{report:#?}").lines().map(str::to_owned).collect() };
    let (found, expected) = (lines(found), lines(expected));
    let at = found.iter().zip(&expected).take_while(|(found, expected)| found == expected).count();
    let around = |lines: &[String]| lines[at.saturating_sub(3)..lines.len().min(at + 3)].join("\n");
    let body = String::from_utf8_lossy(&body[..body.len().min(2000)]);
    panic!("found:\n{}\nexpected:\n{}\nof {body}", around(&found), around(&expected));
}

/// Every size of windows from 1 on, and each place for one cut.
fn assert_windows_do_not_matter(body: &[u8], shape: &'static ObjectShape, options: Options) {
    let expected = at_once(body, shape, options);
    for size in 1..=body.len().min(300) {
        assert_same(body, in_windows(body, shape, options, || size), expected.clone());
    }
    for cut in 1..body.len() {
        let mut sizes = [cut, body.len()].into_iter();
        assert_same(body, in_windows(body, shape, options, || sizes.next().unwrap()), expected.clone());
    }
}

fn any_shape(random: &mut Random) -> &'static ObjectShape {
    match random.below(6) {
        0 => UserPayload::SHAPE,
        1 => UsersList::SHAPE,
        2 => ConnectionSyncedPayload::SHAPE,
        3 => ConnectionDeletedPayload::SHAPE,
        _ => UserSyncedPayload::SHAPE,
    }
}

fn any_options(random: &mut Random) -> Options {
    let max_issues = [0, 1, 5, 100][random.below(4)];
    Options { max_issues, strict: random.once(2), from_object: random.once(3) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn windows_do_not_matter(seed in any::<u64>(), largest in 1..200_usize) {
        let mut random = Random::new(seed);
        let (shape, options) = (any_shape(&mut random), any_options(&mut random));
        let body = random_body(&mut random, shape, options.from_object);
        let found = in_windows(&body, shape, options, || 1 + random.below(largest));
        assert_same(&body, found, at_once(&body, shape, options));
    }

    #[test]
    fn a_check_begun_again_finds_what_a_fresh_one_finds(seed in any::<u64>(), bodies in 2..8) {
        let mut random = Random::new(seed);
        let mut scan = Scan::default();
        for _ in 0..bodies {
            let (shape, options) = (any_shape(&mut random), any_options(&mut random));
            let mut body = random_body(&mut random, shape, options.from_object);
            scan.begin(shape, options);
            if random.once(3) {
                // Given up in the middle, with a verdict or without.
                body.truncate(1 + random.below(body.len()));
                scan.feed(&body, false);
                if random.once(2) {
                    let _ = scan.finish();
                }
                continue;
            }
            let largest = 1 + random.below(2 * body.len());
            feed_in_windows(&mut scan, &body, || 1 + random.below(largest));
            assert_same(&body, scan.finish(), at_once(&body, shape, options));
        }
    }
}

#[test]
fn random_bodies_are_of_every_kind() {
    let mut random = Random::new(1);
    let mut codes = std::collections::BTreeMap::<&str, u32>::new();
    for _ in 0..1500 {
        let (shape, options) = (any_shape(&mut random), any_options(&mut random));
        let options = Options { max_issues: 1000, ..options };
        let report = at_once(&random_body(&mut random, shape, options.from_object), shape, options);
        let issues = report.refusal.map_or(Vec::new(), |refusal| refusal.issues);
        *codes.entry(if issues.is_empty() { "accepted" } else { "refused" }).or_default() += 1;
        issues.iter().chain(&report.warnings).for_each(|issue| *codes.entry(issue.code.as_str()).or_default() += 1);
    }
    // All but those that are not in the bytes of a body or need a large one, and the two words of this test.
    for code in powens_users::check::IssueCode::ALL.iter().map(|code| code.as_str()).chain(["accepted", "refused"]) {
        let least = u32::from(!["too_large", "empty", "too_many_keys"].contains(&code));
        assert!(codes.get(code).copied().unwrap_or_default() >= least, "no {code} among {codes:?}");
    }
}

#[test]
fn a_cut_changes_nothing_wherever_it_is() {
    let long = "é\\u00e9€\\n😀\\ud83d\\ude00".repeat(12);
    let escaped: String = "additionalInformationNeeded".bytes().map(|byte| format!("\\u{byte:04x}")).collect();
    let spaces = " ".repeat(300);
    for body in [
        r#"{"id":42,"signin":"2020-06-01 12:34:56","id_webhook_data":7}"#.to_owned(),
        format!(r#"{{"id":4.2e1,"signin":"{long}","é":"\ud800","é€😀":[true,false,null,-0.5E+3]}}"#),
        // Wrong text that is longer than a window, and what breaks off in it.
        format!(r#"{{"id":"{long}","signin":3}}"#),
        format!(r#"{{"id":"{long}"#),
        format!("{{\"id\":\"{long}\n\"}}"),
        format!(r#"{{"id":"{long}\x"}}"#),
        format!(r#"{{"id":"{long}\u12"#),
        format!(r#"{{"id":"{long}\u12x4"}}"#),
        format!(r#"{{"id":1,"id":2,"{long}":1,"{long}":2}}"#),
        format!(r#"{{"id":1,"signin":"{long}"}}{spaces}x"#),
        "<html><body>é</body></html>".to_owned(),
        format!("{spaces}<html>"),
        format!("{spaces}{{\"id\":0}}"),
        format!("{spaces}{spaces}"),
        format!("{}=1", "name".repeat(100)),
        format!("{}=1", "n".repeat(255)),
        "\u{FEFF}{\"id\":1}".to_owned(),
        " \u{FEFF}{\"id\":1}".to_owned(),
        "[[1,2],3]".to_owned(),
        "nul".to_owned(),
        format!(r#""{long}""#),
    ] {
        assert_windows_do_not_matter(body.as_bytes(), UserPayload::SHAPE, OPTIONS);
    }
    for state in [escaped.clone(), format!("{escaped}!"), long.clone(), format!("{long}2020-06-01 12:34:56")] {
        for damage in ["\"}]}", "\n\"}]}", "\\", ""] {
            let body = format!(
                r#"{{"user":{{"id":1}},"connections":[{{"id":1,"last_update":"{state}","state":"{state}{damage}"#
            );
            assert_windows_do_not_matter(body.as_bytes(), UserSyncedPayload::SHAPE, OPTIONS);
        }
    }
}

#[test]
fn invalid_utf8_is_told_wherever_a_cut_is() {
    let long = "é".repeat(150);
    for invalid in
        [&b"\xFF"[..], b"\x80", b"\xC3", b"\xC3(", b"\xE2\x82", b"\xF0\x9F\x98", b"\xED\xA0\x80", b"\xC0\x80"]
    {
        for (before, behind) in [
            ("", ""),
            (r#"{"id":1}"#, ""),
            (r#"{"id":1"#, "}"),
            (r#"{"id":0,"x":""#, "\"}"),
            (r#"{"id":""#, "\"}"),
            (r#"{"id":"\u00"#, "\"}"),
            (r#"{"id":nul"#, "}"),
            (r#"{"id":1,"id"#, "\":1}"),
            (&format!(r#"{{"id":"{long}"#), "\"}"),
            (&format!(r#"{{"id":1,"signin":"{long}"#), "\"}"),
        ] {
            let body = [before.as_bytes(), invalid, behind.as_bytes()].concat();
            assert_windows_do_not_matter(&body, UserPayload::SHAPE, OPTIONS);
            let refusal = at_once(&body, UserPayload::SHAPE, OPTIONS).refusal.unwrap();
            assert_eq!(refusal.issues[0].code.as_str(), "invalid_utf8", "of {}", String::from_utf8_lossy(&body));
        }
    }
}

#[test]
fn marks_of_an_object_are_told_wherever_a_cut_is() {
    let options = Options { from_object: true, ..OPTIONS };
    for body in ["{\"id\":\u{1}n,\"x\":[\u{1}u,\u{1}b]}", "{\"id\":\u{1}", "{\"id\":1,\"x\":\u{1}"] {
        assert_windows_do_not_matter(body.as_bytes(), UserPayload::SHAPE, options);
    }
}

#[test]
fn an_object_is_settled_once_all_that_is_told_of_it_is_found() {
    for (from_object, max_issues, is_settled) in [(true, 2, true), (true, 3, true), (true, 4, false), (false, 2, false)]
    {
        let mut scan = Scan::default();
        scan.begin(User::SHAPE, Options { from_object, max_issues, strict: false });
        scan.feed(if from_object { b"{\"id\":0,\"x\":[\x01u,\x01u,\x01u," } else { br#"{"x":1,"x":2,"x":3,"# }, false);
        assert_eq!(scan.issues_full(), is_settled, "of an object: {from_object}, {max_issues} issues");
        assert!(!scan.is_stopped());
        assert_eq!(scan.finish().refusal.unwrap().issues.len(), max_issues.min(if from_object { 4 } else { 2 }));
    }
}

#[test]
fn a_text_of_any_length_takes_no_longer_window_than_an_escape() {
    let body = format!(r#"{{"id":1,"signin":"{}"}}"#, "é\\n".repeat(100_000));
    let mut scan = Scan::default();
    scan.begin(User::SHAPE, OPTIONS);
    let (mut start, mut end, mut longest) = (0, 0, 0);
    while end < body.len() {
        end = body.len().min(end + 256);
        longest = longest.max(end - start);
        start += scan.feed(&body.as_bytes()[start..end], end == body.len());
    }
    assert!(longest < 600, "a window of {longest} bytes");
    let report = scan.finish();
    assert_eq!((report.refusal, report.is_ascii), (None, false));
}

#[test]
fn the_id_of_the_payload_is_captured_only_where_it_is_the_bodys_own() {
    for (body, id) in [
        (r#"{"id":1,"id_webhook_data":7}"#, Some(7)),
        (r#"{"id":1,"\u0069d_webhook_data":7.0e0}"#, Some(7)),
        (r#"{"id":1,"id_webhook_data":-7}"#, Some(-7)),
        (r#"{"id":1,"id_webhook_data":9007199254740991}"#, Some(9_007_199_254_740_991)),
        (r#"{"id":1,"id_webhook_data":null}"#, None),
        (r#"{"id":1,"x":{"id_webhook_data":7}}"#, None),
        (r#"{"id":1,"x":[{"id_webhook_data":7}]}"#, None),
        (r#"{"id":1}"#, None),
    ] {
        let report = at_once(body.as_bytes(), UserPayload::SHAPE, OPTIONS);
        assert_eq!((report.refusal, report.captured.integer(slot::ID_WEBHOOK_DATA)), (None, id), "of {body}");
        assert_windows_do_not_matter(body.as_bytes(), UserPayload::SHAPE, OPTIONS);
    }
}

#[test]
fn ascii_is_told_of_all_that_was_accepted() {
    for (body, is_ascii) in [
        (r#"{"id":1,"x":"e"}"#, true),
        (r#"{"id":1,"x":"\u00e9"}"#, true),
        (r#"{"id":1,"x":"é"}"#, false),
        (r#"{"id":1,"é":1}"#, false),
    ] {
        assert_eq!(at_once(body.as_bytes(), User::SHAPE, OPTIONS).is_ascii, is_ascii, "of {body}");
        let padded = format!("{body}{}", " ".repeat(500));
        assert_eq!(at_once(padded.as_bytes(), User::SHAPE, OPTIONS).is_ascii, is_ascii, "of {body}");
    }
}

#[test]
fn keys_that_are_known_change_nothing_at_the_end_of_a_body() {
    let known = br#"{"id":42,"signin":null,"id_webhook_data":7}"#;
    let bodies = [
        r#"{"id":42,"signin":null,"id_webhook_data":7}"#,
        r#"{"id":42,"signin":null,"id_webhook_data":"7"}"#,
        r#"{"id":42,"signin":null,"id_webhook_data_":7}"#,
        r#"{"id":42,"signin":null,"id":7}"#,
        r#"{"id":42,"signin":null , "id_webhook_data" :7}"#,
    ];
    let mut scan = Scan::default();
    for body in bodies {
        for end in 0..=body.len() {
            let body = &body.as_bytes()[..end];
            for body in [&known[..], body] {
                scan.begin(UserPayload::SHAPE, OPTIONS);
                scan.feed(body, true);
                assert_same(body, scan.finish(), at_once(body, UserPayload::SHAPE, OPTIONS));
            }
        }
    }
}

#[test]
fn keys_of_an_earlier_body_make_no_later_one_slow() {
    let many = 9_000;
    let object = |key: &dyn Fn(usize) -> String| {
        let members: Vec<String> = (0..many).map(|index| format!("\"{}\":0", key(index))).collect();
        format!(r#"{{"id":1,{}}}"#, members.join(","))
    };
    let bodies = [
        object(&|index| index.to_string()),
        object(&|index| format!("\\u0061{index}")),
        object(&|index| (many - index).to_string()),
        object(&|index| format!("{index:0>70}")),
        format!(r#"{{"id":1,"x":[{}]}}"#, vec![r#"{"a":0,"b":{"a":[{"b":0}]}}"#; many].join(",")),
    ];
    let mut scan = Scan::default();
    let start = Instant::now();
    for round in 0..3 {
        for body in &bodies {
            scan.begin(User::SHAPE, OPTIONS);
            feed_in_windows(&mut scan, body.as_bytes(), || 8192);
            assert_eq!(scan.finish().refusal, None, "in round {round}");
        }
    }
    // Quadratic work would take minutes.
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn a_refusal_from_outside_ends_the_check() {
    let mut scan = Scan::default();
    scan.begin(User::SHAPE, OPTIONS);
    scan.feed(br#"{"id":0,"#, false);
    scan.refuse(powens_users::check::IssueCode::TooLarge, Detail::Limit(9));
    assert!(scan.is_stopped());
    assert_eq!(scan.feed(b"garbage", false), 7);
    let issues = scan.finish().refusal.unwrap().issues;
    let codes: Vec<&str> = issues.iter().map(|issue| issue.code.as_str()).collect();
    assert_eq!(codes, ["too_large", "out_of_range"]);
}

#[test]
fn a_verdict_without_the_whole_body_is_a_refusal() {
    let code = |scan: &mut Scan| scan.finish().refusal.map(|refusal| (refusal.malformed, refusal.issues.len()));
    let mut scan = Scan::default();
    assert_eq!(code(&mut scan), Some((true, 0)), "of no body");
    scan.begin(User::SHAPE, OPTIONS);
    assert_eq!(code(&mut scan), Some((true, 1)), "of a body of which nothing was fed");
    for part in [&b" "[..], b"{", b"{\"id\":7", b"<"] {
        scan.begin(User::SHAPE, OPTIONS);
        scan.feed(part, false);
        assert_eq!(code(&mut scan), Some((true, 1)), "of {part:?}");
    }
    scan.begin(User::SHAPE, OPTIONS);
    scan.feed(br#"{"id":7}"#, true);
    assert_eq!(code(&mut scan), None);
    assert_eq!(code(&mut scan), Some((true, 0)), "of a body whose verdict was given already");
}
