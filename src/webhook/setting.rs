//! The numbers that a receiver of webhooks may set.

use super::error::WebhookError;
use super::reason::WebhookReason;

/// A whole number that a receiver may set, within bounds.
///
/// ```
/// use powens_users::webhook::Setting;
///
/// assert_eq!(Setting::ToleranceSeconds.default(), 300);
/// assert_eq!(Setting::ToleranceSeconds.check(600)?, 600);
/// assert!(Setting::ToleranceSeconds.check(0).is_err());
/// # Ok::<(), powens_users::webhook::WebhookError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Setting {
    /// How far from now, in seconds and in both directions, a signature may be dated. A window of more than a week is none: that
    /// takes a switch of its own.
    ToleranceSeconds,
    /// The largest body that is read, in bytes, compressed or not: 32 MiB unless set. A first synchronisation has several MB.
    MaxBodyBytes,
    /// The same, where it is set for one call.
    MaxBytes,
    /// Most issues, and most warnings, that a check tells.
    MaxIssues,
}

impl Setting {
    /// Every one there is.
    pub const ALL: [Self; 4] = [Self::ToleranceSeconds, Self::MaxBodyBytes, Self::MaxBytes, Self::MaxIssues];

    /// The least that may be set.
    #[must_use]
    pub const fn least(self) -> u32 {
        1
    }

    /// The most that may be set.
    #[must_use]
    pub const fn most(self) -> u32 {
        match self {
            Self::ToleranceSeconds => 604_800,
            Self::MaxBodyBytes | Self::MaxBytes => 256 << 20,
            Self::MaxIssues => 10_000,
        }
    }

    /// What holds where it is not set.
    #[must_use]
    pub const fn default(self) -> u32 {
        match self {
            Self::ToleranceSeconds => 300,
            Self::MaxBodyBytes | Self::MaxBytes => 32 << 20,
            Self::MaxIssues => 100,
        }
    }

    /// A number that somebody has set.
    ///
    /// # Errors
    /// `invalid_argument` for a number out of bounds.
    pub fn check(self, number: u64) -> Result<u32, WebhookError> {
        let number = u32::try_from(number).ok().filter(|number| (self.least()..=self.most()).contains(number));
        number.ok_or_else(|| self.refused())
    }

    /// The error of something that is no such number.
    #[must_use]
    pub fn refused(self) -> WebhookError {
        WebhookError::new(WebhookReason::OutOfBounds(self))
    }
}
