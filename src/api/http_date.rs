//! Dates of HTTP headers.

/// From 1 January 1970 on, which was a Thursday.
const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Seconds from 1970 on of a date that exists, on the day of the week that it names; none before 1970.
///
/// Source: RFC 9110, section 5.6.7.
pub(super) fn parse(text: &str) -> Option<u64> {
    let words: Vec<&[u8]> = text.as_bytes().split(|byte| *byte == b' ').collect();
    match *words.as_slice() {
        // Sun, 06 Nov 1994 08:49:37 GMT
        [weekday, day, month, year, time, b"GMT"] => {
            seconds(weekday.strip_suffix(b",")?, 3, number(day, 2)?, month, number(year, 4)?, time)
        }
        // Sunday, 06-Nov-94 08:49:37 GMT
        [weekday, date, time, b"GMT"] => {
            let mut parts = date.splitn(3, |byte| *byte == b'-');
            let (day, month, year) = (parts.next()?, parts.next()?, number(parts.next()?, 2)?);
            let century = if year < 70 { 2_000 } else { 1_900 };
            seconds(weekday.strip_suffix(b",")?, usize::MAX, number(day, 2)?, month, year.saturating_add(century), time)
        }
        // Sun Nov  6 08:49:37 1994
        [weekday, month, b"", day, time, year] => seconds(weekday, 3, number(day, 1)?, month, number(year, 4)?, time),
        [weekday, month, day, time, year] => seconds(weekday, 3, number(day, 2)?, month, number(year, 4)?, time),
        _ => None,
    }
}

/// `weekday` is the first `letters` letters of a name.
fn seconds(weekday: &[u8], letters: usize, day: u32, month: &[u8], year: u32, time: &[u8]) -> Option<u64> {
    let month = MONTHS.iter().position(|name| name.as_bytes() == month)?;
    let lengths = month_lengths(year);
    if year < 1970 || !(1..=*lengths.get(month)?).contains(&day) {
        return None;
    }
    let days_before: u32 = (1970..year).map(|year| month_lengths(year).iter().sum::<u32>()).sum();
    let days = days_before.saturating_add(lengths.iter().take(month).sum()).saturating_add(day.saturating_sub(1));
    let name = WEEKDAYS.get(days as usize % 7)?;
    let named = name.as_bytes().get(..letters.min(name.len())) == Some(weekday);
    named.then_some(u64::from(days).saturating_mul(86_400).saturating_add(seconds_of_day(time)?))
}

fn seconds_of_day(time: &[u8]) -> Option<u64> {
    let mut parts = time.splitn(3, |byte| *byte == b':');
    let mut part = || number(parts.next()?, 2);
    let (hours, minutes, seconds) = (part()?, part()?, part()?);
    let exists = hours < 24 && minutes < 60 && seconds < 60;
    exists.then(|| {
        u64::from(hours.saturating_mul(3_600).saturating_add(minutes.saturating_mul(60)).saturating_add(seconds))
    })
}

/// A number of exactly so many digits.
fn number(text: &[u8], digits: usize) -> Option<u32> {
    let plain = text.len() == digits && text.iter().all(u8::is_ascii_digit);
    plain.then(|| {
        text.iter().fold(0_u32, |number, byte| number.saturating_mul(10).saturating_add(u32::from(byte & 0x0F)))
    })
}

fn month_lengths(year: u32) -> [u32; 12] {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}
