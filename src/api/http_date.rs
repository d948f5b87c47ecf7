//! Dates of HTTP headers.

use crate::text::{cut, decimal};

/// From 1 January 1970 on, which was a Thursday.
const WEEKDAYS: &[u8] = b"Thursday Friday Saturday Sunday Monday Tuesday Wednesday";
const MONTHS: &[u8] = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";

/// A date as it is written.
struct Date<'a> {
    /// The first three letters of a name, or all of them.
    weekday: &'a [u8],
    is_short: bool,
    day: u32,
    month: &'a [u8],
    year: u32,
    time: &'a [u8],
}

/// Seconds from 1970 on of a date that exists, on the day of the week that it names; none before 1970.
///
/// Source: RFC 9110, section 5.6.7.
pub(super) fn parse(text: &str) -> Option<u64> {
    let mut rest = text.as_bytes();
    let weekday = cut(&mut rest, b' ');
    let Some(weekday) = weekday.strip_suffix(b",") else { return seconds(&asctime(weekday, rest)?) };
    let mut date = cut(&mut rest, b' ');
    let date = if date.len() == 2 {
        // Sun, 06 Nov 1994 08:49:37 GMT
        let (month, year, time) = (cut(&mut rest, b' '), cut(&mut rest, b' '), cut(&mut rest, b' '));
        Date { weekday, is_short: true, day: number(date, 2)?, month, year: number(year, 4)?, time }
    } else {
        // Sunday, 06-Nov-94 08:49:37 GMT
        let (day, month) = (number(cut(&mut date, b'-'), 2)?, cut(&mut date, b'-'));
        let year = number(date, 2)?;
        let century = if year < 70 { 2_000 } else { 1_900 };
        let time = cut(&mut rest, b' ');
        Date { weekday, is_short: false, day, month, year: year.saturating_add(century), time }
    };
    if rest == b"GMT" { seconds(&date) } else { None }
}

/// Sun Nov  6 08:49:37 1994
fn asctime<'a>(weekday: &'a [u8], mut rest: &'a [u8]) -> Option<Date<'a>> {
    let (month, day) = (cut(&mut rest, b' '), cut(&mut rest, b' '));
    let day = if day.is_empty() { number(cut(&mut rest, b' '), 1) } else { number(day, 2) };
    let time = cut(&mut rest, b' ');
    Some(Date { weekday, is_short: true, day: day?, month, year: number(rest, 4)?, time })
}

fn seconds(date: &Date<'_>) -> Option<u64> {
    let (mut names, mut days, mut month) = (MONTHS, 0_u32, 1_u32);
    while cut(&mut names, b' ') != date.month {
        days = days.saturating_add(month_length(month, date.year));
        month = month.saturating_add(1);
        if names.is_empty() {
            return None;
        }
    }
    if date.year < 1970 || !(1..=month_length(month, date.year)).contains(&date.day) {
        return None;
    }
    for year in 1970..date.year {
        days = days.saturating_add(337).saturating_add(month_length(2, year));
    }
    days = days.saturating_add(date.day).saturating_sub(1);

    let mut names = WEEKDAYS;
    for _ in 0..days % 7 {
        cut(&mut names, b' ');
    }
    let name = cut(&mut names, b' ');
    let name = if date.is_short { name.get(..3)? } else { name };
    if name != date.weekday {
        return None;
    }
    Some(u64::from(days).saturating_mul(86_400).saturating_add(seconds_of_day(date.time)?))
}

fn seconds_of_day(mut time: &[u8]) -> Option<u64> {
    let (hours, minutes) = (number(cut(&mut time, b':'), 2)?, number(cut(&mut time, b':'), 2)?);
    let seconds = number(time, 2)?;
    let exists = hours < 24 && minutes < 60 && seconds < 60;
    let of_day = hours.saturating_mul(60).saturating_add(minutes).saturating_mul(60).saturating_add(seconds);
    exists.then_some(u64::from(of_day))
}

/// A number of exactly so many digits.
fn number(text: &[u8], digits: usize) -> Option<u32> {
    decimal(text).filter(|_| text.len() == digits)
}

/// Days of a month; January is 1.
const fn month_length(month: u32, year: u32) -> u32 {
    if month == 2 {
        let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        return if is_leap { 29 } else { 28 };
    }
    // 31 and 30 in turns, up to July and again from August on.
    30 | (month ^ month >> 3) & 1
}
