//! Dates of HTTP headers.

/// From 1 January 1970 on, which was a Thursday.
const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The three forms that a recipient must read, taken apart.
struct Parts<'a> {
    weekday: &'a str,
    weekday_length: usize,
    day: u32,
    month: &'a str,
    year: u32,
    time: &'a str,
}

/// Milliseconds from 1970 on of a date that exists, on the day of the week that it names; none before 1970.
///
/// Source: RFC 9110, section 5.6.7.
pub(super) fn parse_ms(text: &str) -> Option<f64> {
    let parts = Parts::new(text)?;
    let month = MONTHS.iter().position(|name| *name == parts.month)?;
    let lengths = month_lengths(parts.year);
    if parts.year < 1970 || !(1..=*lengths.get(month)?).contains(&parts.day) {
        return None;
    }
    let years = (1970..parts.year).map(|year| month_lengths(year).iter().sum::<u32>());
    let days = years.chain(lengths.into_iter().take(month)).chain([parts.day.saturating_sub(1)]).sum::<u32>();
    let weekday = WEEKDAYS.get(days as usize % 7)?;
    let named = weekday.get(..parts.weekday_length.min(weekday.len()))? == parts.weekday;
    named.then_some((f64::from(days) * 86_400.0 + seconds_of_day(parts.time)?) * 1_000.0)
}

impl<'a> Parts<'a> {
    fn new(text: &'a str) -> Option<Self> {
        let (weekday, rest) = text.split_once(' ')?;
        let Some(weekday) = weekday.strip_suffix(',') else { return Self::of_c(weekday, rest) };
        let (date, time) = rest.strip_suffix(" GMT")?.rsplit_once(' ')?;
        match date.split_once(' ') {
            // Sun, 06 Nov 1994 08:49:37 GMT
            Some((day, date)) => {
                let (month, year) = date.split_once(' ')?;
                let (day, year) = (digits(day, 2)?, digits(year, 4)?);
                Some(Self { weekday, weekday_length: 3, day, month, year, time })
            }
            // Sunday, 06-Nov-94 08:49:37 GMT
            None => {
                let (day, date) = date.split_once('-')?;
                let (month, year) = date.split_once('-')?;
                let year = digits(year, 2)?;
                let year = year.saturating_add(if year < 70 { 2_000 } else { 1_900 });
                Some(Self { weekday, weekday_length: usize::MAX, day: digits(day, 2)?, month, year, time })
            }
        }
    }

    /// Sun Nov  6 08:49:37 1994
    fn of_c(weekday: &'a str, rest: &'a str) -> Option<Self> {
        let (month, rest) = rest.split_once(' ')?;
        let (rest, year) = rest.rsplit_once(' ')?;
        let (day, time) = rest.rsplit_once(' ')?;
        let day = day.strip_prefix(' ').map_or_else(|| digits(day, 2), |day| digits(day, 1))?;
        Some(Self { weekday, weekday_length: 3, day, month, year: digits(year, 4)?, time })
    }
}

fn seconds_of_day(time: &str) -> Option<f64> {
    let (hours, rest) = time.split_once(':')?;
    let (minutes, seconds) = rest.split_once(':')?;
    let [hours, minutes, seconds] = [digits(hours, 2)?, digits(minutes, 2)?, digits(seconds, 2)?];
    let exists = hours < 24 && minutes < 60 && seconds < 60;
    exists.then(|| f64::from(hours) * 3_600.0 + f64::from(minutes) * 60.0 + f64::from(seconds))
}

/// A number of exactly so many digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

fn month_lengths(year: u32) -> [u32; 12] {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}
