//! The dates of `Retry-After`, held against a peer.

use std::time::{Duration, UNIX_EPOCH};

use powens_users::api::retry_after;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// What the peer reads.
fn expected(text: &str) -> Option<Duration> {
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(UNIX_EPOCH).unwrap())
}

/// A moment from 1970 to 9999 in each of the three forms, one of them with another day of the month, of the week or year.
fn forms(seconds: u64, other: u64) -> [String; 4] {
    let fixed = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds));
    let parts: Vec<&str> = fixed.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    let [short, day, month, year, time, _] = parts[..] else { panic!("{fixed}") };
    let names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    let long = names.into_iter().find(|name| name.starts_with(short)).unwrap();
    let day_of_c = day.strip_prefix('0').map_or_else(|| day.to_owned(), |digit| format!(" {digit}"));
    [
        format!("{long}, {day}-{month}-{} {time} GMT", &year[2..]),
        format!("{short} {month} {day_of_c} {time} {year}"),
        format!("{short}, {:02} {month} {} {time} GMT", other % 34, 1_960 + other % 100),
        fixed,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_date_is_read_as_a_peer_reads_it(seconds in 0..253_402_300_800_u64, near in 0..3_000_000_000_u64, other: u64) {
        for seconds in [seconds, near] {
            let forms = forms(seconds, other);
            for text in &forms {
                prop_assert_eq!(retry_after(text, UNIX_EPOCH), expected(text), "{}", text);
            }
            prop_assert_eq!(expected(&forms[3]), Some(Duration::from_secs(seconds)));
        }
    }

    #[test]
    fn what_is_nearly_a_date_is_none_or_what_a_peer_reads(
        seconds in 0..3_000_000_000_u64, form in 0..4_usize, at: Index, by in select(vec!["", " ", "-", ",", ":", "0", "3", "9", "S", "é", "+"]), kept in 0..2_usize,
    ) {
        let mut text = forms(seconds, 1)[form].clone();
        let at = at.index(text.len());
        text.replace_range(at..at + kept, by);
        // The peer does not look at every character between two numbers.
        if let Some(wait) = retry_after(&text, UNIX_EPOCH) {
            prop_assert_eq!(Some(wait), expected(&text), "{:?}", text);
        }
    }
}
