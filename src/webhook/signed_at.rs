//! Moments with a zone, as ISO 8601 writes them.

use std::time::{Duration, SystemTime};

/// A moment, in milliseconds from 1970-01-01T00:00:00Z, rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignedAt(i64);

const MS_PER_DAY: i64 = 86_400_000;

impl SignedAt {
    /// Reads the extended format of ISO 8601 with seconds and a zone: `2022-06-27T11:08:52.577831Z`,
    /// `2022-06-27T13:08:52+02:00`. Every digit counts: no white space, no week dates, no sign before the year.
    ///
    /// ```
    /// use powens_users::webhook::SignedAt;
    ///
    /// assert_eq!(SignedAt::parse("1970-01-01T01:00:00.5+01:00").map(SignedAt::epoch_ms), Some(500));
    /// for refused in ["2022-06-27T11:08:52", "2022-06-27", "2022-02-30T00:00:00Z", "Mon, 27 Jun 2022 11:08:52 GMT"] {
    ///     assert_eq!(SignedAt::parse(refused), None);
    /// }
    /// ```
    ///
    /// Source: "UTC, ISO 8601" of the Powens documentation; that a zone must be there is our decision.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader(text.as_bytes());
        let (year, month, day) = (reader.digits(4)?, reader.after(b'-')?, reader.after(b'-')?);
        reader.byte(b'T')?;
        let (hour, minute, second) = (reader.digits(2)?, reader.after(b':')?, reader.after(b':')?);
        let ms = reader.fraction()?;
        let offset_minutes = reader.zone()?;
        let is_real = (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            // A leap second counts as the first of the next minute, as in POSIX time.
            && second <= 60;
        if !is_real || !reader.0.is_empty() {
            return None;
        }
        let minutes = hour.wrapping_mul(60).wrapping_add(minute).wrapping_sub(offset_minutes);
        let seconds = minutes.wrapping_mul(60).wrapping_add(second);
        let in_day = seconds.wrapping_mul(1000).wrapping_add(ms);
        Some(Self(days_from_epoch(year, month, day).wrapping_mul(MS_PER_DAY).wrapping_add(in_day)))
    }

    /// A moment of a clock.
    #[must_use]
    pub const fn from_epoch_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds from 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn epoch_ms(self) -> i64 {
        self.0
    }

    /// How far two moments are apart.
    #[must_use]
    pub const fn distance(self, other: Self) -> Duration {
        Duration::from_millis(self.0.abs_diff(other.0))
    }
}

/// The time of this machine is `SystemTime::now().into()`.
///
/// ```
/// use powens_users::webhook::SignedAt;
/// use std::time::{Duration, SystemTime};
///
/// let moment = SystemTime::UNIX_EPOCH + Duration::from_millis(1500);
/// assert_eq!(SignedAt::from(moment).epoch_ms(), 1500);
/// assert_eq!(SystemTime::from(SignedAt::from(moment)), moment);
/// ```
impl From<SystemTime> for SignedAt {
    fn from(time: SystemTime) -> Self {
        let ms = |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self(match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => ms(since),
            Err(before) => {
                let before = before.duration();
                let is_whole = before.subsec_nanos().is_multiple_of(1_000_000);
                // Rounded down, as after the epoch.
                ms(before).saturating_neg().saturating_sub(i64::from(!is_whole))
            }
        })
    }
}

impl From<SignedAt> for SystemTime {
    /// Beyond what the system counts it is the epoch itself.
    fn from(moment: SignedAt) -> Self {
        let distance = Duration::from_millis(moment.0.unsigned_abs());
        let time =
            if moment.0 < 0 { Self::UNIX_EPOCH.checked_sub(distance) } else { Self::UNIX_EPOCH.checked_add(distance) };
        time.unwrap_or(Self::UNIX_EPOCH)
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self, byte: u8) -> Option<()> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        (*first == byte).then_some(())
    }

    fn digits(&mut self, count: usize) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        digits.iter().try_fold(0_i64, |number, byte| {
            byte.is_ascii_digit().then(|| number.wrapping_mul(10).wrapping_add(i64::from(byte & 0x0F)))
        })
    }

    /// Two digits behind a separator.
    fn after(&mut self, separator: u8) -> Option<i64> {
        self.byte(separator)?;
        self.digits(2)
    }

    /// Milliseconds: decimals of a second, one or more, where there are any.
    fn fraction(&mut self) -> Option<i64> {
        let [b'.' | b',', rest @ ..] = self.0 else { return Some(0) };
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = rest.split_at_checked(count)?;
        self.0 = rest;
        let digit = |index: usize| digits.get(index).map_or(0, |byte| i64::from(byte & 0x0F));
        let ms = digit(0).wrapping_mul(100).wrapping_add(digit(1).wrapping_mul(10)).wrapping_add(digit(2));
        (count > 0).then_some(ms)
    }

    /// Minutes east of UTC: `Z`, `+02:00`, `+0200` or `+02`.
    fn zone(&mut self) -> Option<i64> {
        let (sign, rest) = self.0.split_first()?;
        self.0 = rest;
        if *sign == b'Z' {
            return Some(0);
        }
        let hours = self.digits(2)?;
        let minutes = match self.0.first() {
            None => 0,
            Some(b':') => self.after(b':')?,
            Some(_) => self.digits(2)?,
        };
        let offset = hours.wrapping_mul(60).wrapping_add(minutes);
        match sign {
            b'+' if hours < 24 && minutes < 60 => Some(offset),
            b'-' if hours < 24 && minutes < 60 => Some(offset.wrapping_neg()),
            _ => None,
        }
    }
}

const fn is_leap(year: i64) -> bool {
    year.wrapping_rem(4) == 0 && (year.wrapping_rem(100) != 0 || year.wrapping_rem(400) == 0)
}

const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the Gregorian calendar. Years begin in March here, so that a leap day is the last of its year.
const fn days_from_epoch(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) =
        if month > 2 { (year, month.wrapping_sub(3)) } else { (year.wrapping_sub(1), month.wrapping_add(9)) };
    let leap_days = year.div_euclid(4).wrapping_sub(year.div_euclid(100)).wrapping_add(year.div_euclid(400));
    let day_of_year = month.wrapping_mul(153).wrapping_add(2).div_euclid(5).wrapping_add(day);
    year.wrapping_mul(365).wrapping_add(leap_days).wrapping_add(day_of_year).wrapping_sub(719_469)
}
