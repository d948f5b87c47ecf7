//! The numbers that a caller may set.

use super::error::ApiError;

/// A whole number that a caller may set, within bounds. Source: our decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The option that sets it.
    pub name: &'static str,
    /// What holds where it is not set.
    pub default: u32,
    least: u32,
    most: u32,
}

/// Total time of a call, in milliseconds. The upper bound is the longest that `setTimeout` waits: beyond, it fires at once.
pub const TIMEOUT_MS: Limit = Limit { name: "timeoutMs", default: 30_000, least: 1, most: i32::MAX as u32 };
/// How often a call is sent again.
pub const MAX_RETRIES: Limit = Limit { name: "maxRetries", default: 2, least: 0, most: 10 };
/// The largest body that is read, in bytes: 64 MiB unless set. JavaScript holds no text of more than some 512 MiB.
pub const MAX_RESPONSE_BYTES: Limit = Limit { name: "maxResponseBytes", default: 64 << 20, least: 1, most: 256 << 20 };

impl Limit {
    /// A number that a caller set.
    ///
    /// ```
    /// use powens_users::api::MAX_RETRIES;
    ///
    /// assert_eq!(MAX_RETRIES.check(3.0)?, 3);
    /// assert!(MAX_RETRIES.check(-1.0).is_err());
    /// # Ok::<(), powens_users::api::ApiError>(())
    /// ```
    ///
    /// # Errors
    /// `invalid_argument`, naming the bounds.
    pub fn check(&self, number: f64) -> Result<u32, ApiError> {
        let Self { name, least, most, .. } = self;
        if number.fract() == 0.0 && (f64::from(*least)..=f64::from(*most)).contains(&number) {
            // Exact: the range was just checked.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            return Ok(number as u32);
        }
        Err(ApiError::invalid_argument(format!("{name} must be a whole number from {least} to {most}.")))
    }
}
