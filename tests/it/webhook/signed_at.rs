//! Which texts are moments, and which.

use std::process::Command;

use powens_users::webhook::SignedAt;
use proptest::prelude::*;

fn ms(text: &str) -> Option<i64> {
    SignedAt::parse(text).map(SignedAt::epoch_ms)
}

#[test]
fn a_moment_has_seconds_and_a_zone() {
    let table = [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59Z", -1000),
        ("1969-12-31T23:59:59.999Z", -1),
        ("2022-06-27T11:08:52Z", 1_656_328_132_000),
        ("2022-06-27T11:08:52.577831Z", 1_656_328_132_577),
        ("2022-06-27T11:08:52,577831Z", 1_656_328_132_577),
        ("2022-06-27T11:08:52.5Z", 1_656_328_132_500),
        ("2022-06-27T11:08:52.05Z", 1_656_328_132_050),
        ("2022-06-27T11:08:52.9999999999999999999999999Z", 1_656_328_132_999),
        ("2022-06-27T13:08:52+02:00", 1_656_328_132_000),
        ("2022-06-27T13:08:52+0200", 1_656_328_132_000),
        ("2022-06-27T13:08:52+02", 1_656_328_132_000),
        ("2022-06-27T05:38:52-05:30", 1_656_328_132_000),
        ("2022-06-28T11:07:52+23:59", 1_656_328_132_000),
        ("2022-06-27T11:08:52+00:00", 1_656_328_132_000),
        ("2022-06-27T11:08:52-00:00", 1_656_328_132_000),
        ("2022-06-27T11:08:52.577831+00:00", 1_656_328_132_577),
        ("1970-01-01T00:00:00+00:01", -60_000),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000),
        ("2000-02-29T00:00:00Z", 951_782_400_000),
        ("2024-02-29T23:59:59Z", 1_709_251_199_000),
        ("0000-01-01T00:00:00Z", -62_167_219_200_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ];
    for (text, expected) in table {
        assert_eq!(ms(text), Some(expected), "of {text}");
    }
}

#[test]
fn everything_else_is_no_moment() {
    for text in [
        "",
        "now",
        "0",
        "1656328132",
        "2022",
        "2022-06",
        "2022-06-27",
        "2022-06-27Z",
        "2022-06-27T11Z",
        "2022-06-27T11:08Z",
        "2022-06-27T11:08:52",
        "2022-06-27T11:08:52.577831",
        "2022-06-27 11:08:52Z",
        "2022-06-27t11:08:52Z",
        "2022-06-27T11:08:52z",
        "2022-06-27T11:08:52 Z",
        " 2022-06-27T11:08:52Z",
        "2022-06-27T11:08:52Z ",
        "2022-06-27T11:08:52Z\n",
        "2022-06-27T11:08:52ZZ",
        "2022-06-27T11:08:52Z+00:00",
        "2022-06-27T11:08:52.Z",
        "2022-06-27T11:08:52.+02:00",
        "2022-06-27T11:08:52.5.5Z",
        "2022-06-27T11:08:52+",
        "2022-06-27T11:08:52+2",
        "2022-06-27T11:08:52+2:00",
        "2022-06-27T11:08:52+02:",
        "2022-06-27T11:08:52+02:0",
        "2022-06-27T11:08:52+020",
        "2022-06-27T11:08:52+02:00:00",
        "2022-06-27T11:08:52+24:00",
        "2022-06-27T11:08:52+02:60",
        "2022-06-27T11:08:52\u{2212}02:00",
        "2022-06-27T11:08:52*02:00",
        "2022-06-27T11:08:52GMT",
        "2022-00-27T11:08:52Z",
        "2022-13-27T11:08:52Z",
        "2022-06-00T11:08:52Z",
        "2022-06-31T11:08:52Z",
        "2022-02-29T11:08:52Z",
        "1900-02-29T11:08:52Z",
        "2022-06-27T24:00:00Z",
        "2022-06-27T11:60:52Z",
        "2022-06-27T11:08:61Z",
        "22-06-27T11:08:52Z",
        "02022-06-27T11:08:52Z",
        "+2022-06-27T11:08:52Z",
        "-2022-06-27T11:08:52Z",
        "+002022-06-27T11:08:52Z",
        "2022-6-27T11:08:52Z",
        "20220627T110852Z",
        "2022-W26-1T11:08:52Z",
        "2022-178T11:08:52Z",
        "2022-06-27T11.08.52Z",
        "2022/06/27T11:08:52Z",
        "２022-06-27T11:08:52Z",
        "2022-06-27T11:08:5\u{661}Z",
        "Mon, 27 Jun 2022 11:08:52 GMT",
    ] {
        assert_eq!(ms(text), None, "of {text:?}");
    }
}

#[test]
fn each_day_is_the_one_after_the_day_before() {
    let is_leap = |year: i32| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let mut expected = ms("1800-01-01T00:00:00Z").unwrap();
    let mut days = 0;
    for year in 1800..2200 {
        for (month, length) in
            [31, 28 + i32::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].iter().enumerate()
        {
            for day in 1..=*length {
                assert_eq!(ms(&format!("{year}-{:02}-{day:02}T00:00:00Z", month + 1)), Some(expected));
                expected += 86_400_000;
                days += 1;
            }
            assert_eq!(ms(&format!("{year}-{:02}-{:02}T00:00:00Z", month + 1, length + 1)), None);
        }
    }
    assert_eq!(days, 146_097);
}

#[test]
fn node_reads_the_same_moments() {
    let script = "
        const { seededRandom } = await import(process.cwd() + '/tests/package/seeded-random.mjs');
        const { below, pick } = seededRandom(8601);
        const two = (limit, from = 0) => String(from + below(limit)).padStart(2, '0');
        const lines = Array.from({ length: 5000 }, () => {
            const day = String(below(10000)).padStart(4, '0') + '-' + two(14) + '-' + two(33);
            const time = 'T' + two(25) + ':' + two(61) + ':' + two(60) + pick(['', '', '.' + below(10), '.' + below(1e9)]);
            const text = day + time + pick(['Z', pick(['+', '-']) + two(24) + ':' + two(60)]);
            return text + ' ' + Date.parse(text);
        });
        process.stdout.write(lines.join('\\n'));
    ";
    let printed = Command::new("node").args(["--input-type=module", "-e", script]).output().unwrap();
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    let lines = String::from_utf8(printed.stdout).unwrap();
    let (mut read, mut refused) = (0, 0);
    for line in lines.lines() {
        let (text, theirs) = line.split_once(' ').unwrap();
        // V8 takes the 24th hour of a day, and days up to the 31st of each month; ISO 8601 has neither now.
        let day: u32 = text[8..10].parse().unwrap();
        match ms(text) {
            Some(ours) => {
                read += 1;
                assert_eq!(ours, theirs.parse::<i64>().unwrap(), "of {text}");
            }
            None => {
                refused += 1;
                assert!(theirs == "NaN" || &text[11..13] == "24" || (29..=31).contains(&day), "{line}");
            }
        }
    }
    assert!(read > 2000 && refused > 500, "{read} read, {refused} refused");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,40}") {
        ms(&text);
    }

    #[test]
    fn a_text_that_is_read_has_only_the_characters_of_one(
        at in 0..28_usize, take in 0..2_usize, put in "(\\PC|[0-9TZ:.,+-]){0,2}",
    ) {
        let text = "2022-06-27T11:08:52.577831Z";
        let (start, end) = (at.min(text.len()), (at + take).min(text.len()));
        let mutated = format!("{}{put}{}", &text[..start], &text[end..]);
        if ms(&mutated).is_some() {
            prop_assert!(mutated.bytes().all(|byte| byte.is_ascii_digit() || b"-T:.,Z+".contains(&byte)), "{}", mutated);
        }
    }

    #[test]
    fn a_zone_is_so_many_minutes_from_utc(hours in 0..24_i32, minutes in 0..60_i32, east in any::<bool>()) {
        let offset = i64::from(hours * 60 + minutes) * 60_000;
        let text = format!("2022-06-27T11:08:52{}{hours:02}:{minutes:02}", if east { '+' } else { '-' });
        let utc = ms("2022-06-27T11:08:52Z").unwrap();
        prop_assert_eq!(ms(&text), Some(if east { utc - offset } else { utc + offset }));
    }
}

#[test]
fn a_moment_is_a_time_of_the_system_and_back() {
    use std::time::{Duration, SystemTime};
    for ms in [0_u64, 1, 1_656_328_132_577, 253_402_300_799_999] {
        for time in [
            SystemTime::UNIX_EPOCH + Duration::from_millis(ms),
            SystemTime::UNIX_EPOCH.checked_sub(Duration::from_millis(ms)).unwrap(),
        ] {
            assert_eq!(SystemTime::from(SignedAt::from(time)), time, "{ms}");
        }
    }
    // Rounded down, on both sides of the epoch.
    let nanos = Duration::from_nanos(1_999_999);
    assert_eq!(SignedAt::from(SystemTime::UNIX_EPOCH + nanos).epoch_ms(), 1);
    assert_eq!(SignedAt::from(SystemTime::UNIX_EPOCH.checked_sub(nanos).unwrap()).epoch_ms(), -2);
    let (first, last) = (SignedAt::from_epoch_ms(i64::MIN), SignedAt::from_epoch_ms(i64::MAX));
    assert_eq!(first.distance(last), Duration::from_millis(u64::MAX));
}
