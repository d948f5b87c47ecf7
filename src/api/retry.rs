//! When to try again.

use super::http_date;

/// First wait, before jitter. Our decision, as are the others here.
const BASE_MS: f64 = 500.0;
/// Longest wait that is not asked for by `Retry-After`.
const CAP_MS: f64 = 8_000.0;

/// How often a call is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Retries after the first attempt.
    pub max_retries: u32,
}

impl RetryPolicy {
    /// How long to wait after attempt number `attempt` (1 for the first): what `Retry-After` asked for, else 0.5 s, 1 s, 2 s …
    /// up to 8 s, of which a random half to whole is taken. `random` is from 0 up to 1.
    ///
    /// ```
    /// use powens_users::api::RetryPolicy;
    ///
    /// let policy = RetryPolicy { max_retries: 2 };
    /// assert_eq!(policy.wait_ms(1, None, 0.0), 250.0);
    /// assert_eq!(policy.wait_ms(2, None, 1.0), 1_000.0);
    /// assert_eq!(policy.wait_ms(1, Some(3_000.0), 0.5), 3_000.0);
    /// ```
    #[must_use]
    pub fn wait_ms(self, attempt: u32, retry_after_ms: Option<f64>, random: f64) -> f64 {
        if let Some(asked) = retry_after_ms {
            return asked;
        }
        let doublings = i32::try_from(attempt.saturating_sub(1).min(16)).unwrap_or(16);
        let full = (BASE_MS * 2.0_f64.powi(doublings)).min(CAP_MS);
        full * (0.5 + random.clamp(0.0, 1.0) / 2.0)
    }
}

/// Reads the header `Retry-After`: whole seconds, or an HTTP date, as milliseconds from `now_ms` and never negative.
///
/// ```
/// use powens_users::api::retry_after_ms;
///
/// assert_eq!(retry_after_ms("2", 0.0), Some(2_000.0));
/// assert_eq!(retry_after_ms("Thu, 01 Jan 1970 00:00:05 GMT", 1_000.0), Some(4_000.0));
/// assert_eq!(retry_after_ms("soon", 0.0), None);
/// ```
///
/// Source: RFC 9110, section 10.2.3.
#[must_use]
pub fn retry_after_ms(header: &str, now_ms: f64) -> Option<f64> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        // Nobody waits longer than a century; this keeps the sum finite for any number of digits.
        let seconds = header.parse::<u32>().unwrap_or(u32::MAX);
        return Some(f64::from(seconds) * 1_000.0);
    }
    Some((http_date::parse_ms(header)? - now_ms).max(0.0))
}
