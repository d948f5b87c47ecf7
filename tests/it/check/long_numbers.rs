//! A number is read as a whole, and so refused where it is longer than a megabyte, however the body is cut into windows.

use powens_users::check::{Detail, IssueCode, MAX_NUMBER_BYTES, Refusal};
use powens_users::internals::{Options, Scan};
use powens_users::model::User;

/// What is found in windows of a size, which are longer where a token needs it, and how long the longest one was.
fn found(body: &[u8], size: usize) -> (Option<Refusal>, usize) {
    let mut scan = Scan::default();
    scan.begin(User::SHAPE, Options { max_issues: 10, ..Options::default() });
    let (mut start, mut end, mut longest) = (0, 0, 0);
    while end < body.len() && !scan.is_stopped() {
        end = (end + size).min(body.len());
        longest = longest.max(end - start);
        start += scan.feed(&body[start..end], end == body.len());
    }
    (scan.finish().refusal, longest)
}

#[test]
fn a_number_of_a_megabyte_passes_and_a_longer_one_does_not() {
    for (before, after) in [("", ""), ("-", ""), ("0.", ""), ("1.", "e-7"), ("1e0", "")] {
        for (more, passes) in [(0, true), (1, false), (5_000_000, false)] {
            let digits = "1".repeat(MAX_NUMBER_BYTES - before.len() - after.len() + more);
            let body = format!("{{\"id\":7,\"x\":[{before}{digits}{after}],\"y\":1}}");
            for size in [body.len(), 131_072, 300_001] {
                let (refusal, longest) = found(body.as_bytes(), size);
                assert_eq!(refusal.is_none(), passes, "{before}, {more} more, by {size}");
                assert!(size == body.len() || longest <= MAX_NUMBER_BYTES + 2 * size, "{longest}");
                let Some(refusal) = refusal else { continue };
                let issue = &refusal.issues[0];
                assert_eq!((issue.code, issue.pointer.as_str()), (IssueCode::TooLarge, "/x/0"));
                assert_eq!(issue.detail, Detail::Limit(MAX_NUMBER_BYTES as u64));
                assert!(refusal.malformed && refusal.issues.len() == 1);
            }
        }
    }
}

#[test]
fn what_is_no_number_is_no_number_up_to_a_megabyte() {
    for (length, code) in [(1_000, IssueCode::Syntax), (MAX_NUMBER_BYTES + 1, IssueCode::TooLarge)] {
        let body = format!("{{\"id\":7,\"x\":{}.x}}", "1".repeat(length));
        for size in [body.len(), 131_072] {
            assert_eq!(found(body.as_bytes(), size).0.unwrap().issues[0].code, code, "{length} by {size}");
        }
    }
}
