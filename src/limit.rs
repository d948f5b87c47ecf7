//! Whole numbers that a caller may set.

/// A whole number that a caller may set, within bounds. Source: our decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The option that sets it.
    pub name: &'static str,
    /// What holds where it is not set.
    pub default: u32,
    pub(crate) least: u32,
    pub(crate) most: u32,
}

/// A number that is out of bounds, or none. Its text names the bounds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} must be a whole number from {} to {}.", .0.name, .0.least, .0.most)]
pub struct OutOfBounds(pub Limit);

impl Limit {
    /// A number that a caller set.
    ///
    /// ```
    /// use powens_users::api::MAX_RETRIES;
    ///
    /// assert_eq!(MAX_RETRIES.check(3.0)?, 3);
    /// assert!(MAX_RETRIES.check(-1.0).is_err());
    /// # Ok::<(), powens_users::OutOfBounds>(())
    /// ```
    ///
    /// # Errors
    /// [`OutOfBounds`], naming the bounds.
    pub fn check(&self, number: f64) -> Result<u32, OutOfBounds> {
        let Self { least, most, .. } = self;
        if number.fract() == 0.0 && (f64::from(*least)..=f64::from(*most)).contains(&number) {
            // Exact: the range was just checked.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            return Ok(number as u32);
        }
        Err(OutOfBounds(*self))
    }
}
