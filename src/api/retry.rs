//! When to try again.

use std::time::{Duration, SystemTime};

use super::http_date;
use super::limits::MAX_RETRIES;
use crate::text::{decimal, trim};

/// First wait in milliseconds, before jitter.
const BASE_MS: u32 = 500;
/// Longest wait in milliseconds that is not asked for by `Retry-After`.
const CAP_MS: u32 = 8_000;

/// How often a call is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Retries after the first attempt.
    pub max_retries: u32,
}

impl Default for RetryPolicy {
    /// Two retries.
    fn default() -> Self {
        // Exact: at most 10.
        Self { max_retries: MAX_RETRIES.default as u32 }
    }
}

impl RetryPolicy {
    /// How long to wait after attempt number `attempt` (1 for the first): what `Retry-After` asked for, else 0.5 s, 1 s, 2 s …
    /// up to 8 s, of which a random half to whole is taken. `random` is from 0 up to 1.
    ///
    /// ```
    /// use std::time::Duration;
    /// use powens_users::api::RetryPolicy;
    ///
    /// let policy = RetryPolicy { max_retries: 2 };
    /// assert_eq!(policy.wait(1, None, 0.0), Duration::from_millis(250));
    /// assert_eq!(policy.wait(2, None, 1.0), Duration::from_secs(1));
    /// assert_eq!(policy.wait(1, Some(Duration::from_secs(3)), 0.5), Duration::from_secs(3));
    /// ```
    #[must_use]
    pub fn wait(self, attempt: u32, retry_after: Option<Duration>, random: f64) -> Duration {
        if let Some(asked) = retry_after {
            return asked;
        }
        let full = (BASE_MS << attempt.saturating_sub(1).min(16)).min(CAP_MS);
        let random = if random > 0.0 { random.min(1.0) } else { 0.0 };
        // Exact enough: at most 8 million, and no negative number.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Duration::from_micros((f64::from(full) * 1_000.0 * (0.5 + random / 2.0)) as u64)
    }
}

/// Reads the header `Retry-After`: whole seconds, or an HTTP date, as a time from `now` on.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use powens_users::api::retry_after;
///
/// let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
/// assert_eq!(retry_after("2", now), Some(Duration::from_secs(2)));
/// assert_eq!(retry_after("Thu, 01 Jan 1970 00:00:05 GMT", now), Some(Duration::from_secs(4)));
/// assert_eq!(retry_after("soon", now), None);
/// ```
///
/// Source: RFC 9110, section 10.2.3.
#[must_use]
pub fn retry_after(header: &str, now: SystemTime) -> Option<Duration> {
    retry_after_at(header, now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default())
}

/// The same, for a host that has the time as one since 1970.
///
/// ```
/// use std::time::Duration;
/// use powens_users::api::retry_after_at;
///
/// let wait = retry_after_at("Thu, 01 Jan 1970 00:00:05 GMT", Duration::from_secs(1));
/// assert_eq!(wait, Some(Duration::from_secs(4)));
/// ```
///
/// Source: RFC 9110, section 10.2.3.
#[must_use]
pub fn retry_after_at(header: &str, now: Duration) -> Option<Duration> {
    let header = trim(header);
    // Nobody waits longer than a century, for any number of digits.
    if let Some(seconds) = decimal(header.as_bytes()) {
        return Some(Duration::from_secs(seconds.into()));
    }
    // In milliseconds: subtracting durations brings a panic along. No date is beyond the year 9999.
    let date = http_date::parse(header)?.wrapping_mul(1_000);
    let now = now.as_secs().min(1 << 50).wrapping_mul(1_000).wrapping_add(now.subsec_millis().into());
    Some(Duration::from_millis(date.saturating_sub(now)))
}
