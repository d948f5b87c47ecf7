//! Whole numbers that a caller may set.

use std::fmt;

use crate::words::words;

words! {
    /// What a number sets.
    #[non_exhaustive]
    pub enum Setting {
        /// Total time of a call, in milliseconds.
        Timeout = "the timeout",
        /// How often a call is sent again.
        MaxRetries = "the number of retries",
        /// The largest body of an answer, in bytes.
        MaxResponseBytes = "the largest response",
        /// How many users a list asks for.
        PageLimit = "the limit of a list",
        /// How many users a list skips.
        PageOffset = "the offset of a list",
        /// How far from now a signature may be dated, in seconds.
        Tolerance = "the tolerance",
        /// How old a signature may be, in seconds.
        MaxAge = "the greatest age",
        /// The largest body of a webhook, in bytes.
        MaxBodyBytes = "the largest body",
        /// The same, for one call.
        MaxBytes = "the largest body of this call",
        /// Most issues that are reported.
        MaxIssues = "the number of issues",
    }
}

/// A whole number that a caller may set, within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limit {
    /// What it sets.
    pub setting: Setting,
    /// What holds where it is not set.
    pub default: u64,
    /// The least that is allowed.
    pub least: u64,
    /// The most that is allowed.
    pub most: u64,
}

/// A number that is out of bounds, or no whole one. Its text names the bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfBounds(pub Limit);

impl Limit {
    /// A number that a caller set.
    ///
    /// ```
    /// use powens_users::api::MAX_RETRIES;
    ///
    /// assert_eq!(MAX_RETRIES.check(3)?, 3);
    /// assert!(MAX_RETRIES.check(11).is_err());
    /// # Ok::<(), powens_users::OutOfBounds>(())
    /// ```
    ///
    /// # Errors
    /// [`OutOfBounds`], naming the bounds.
    pub fn check(self, number: u64) -> Result<u64, OutOfBounds> {
        if (self.least..=self.most).contains(&number) { Ok(number) } else { Err(OutOfBounds(self)) }
    }
}

impl fmt::Display for OutOfBounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Limit { setting, least, most, .. } = self.0;
        write!(f, "{} must be a whole number from {least} to {most}", setting.as_str())
    }
}

impl std::error::Error for OutOfBounds {}
