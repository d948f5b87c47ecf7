//! The numbers that a receiver of webhooks may set.

use super::error::WebhookError;
use super::reason::WebhookReason;
use crate::limit::{Limit, OutOfBounds, Setting};

/// How far from now, in seconds and in both directions, a signature may be dated. A window of more than a week is none: that
/// takes a switch of its own.
pub const TOLERANCE_SECONDS: Limit = Limit { setting: Setting::Tolerance, default: 300, least: 1, most: 604_800 };
/// How old a signature may be, in seconds, where something else remembers which requests were handled: into the past it takes the
/// place of the tolerance, and holds only where it is set. 400 days at most, since nobody remembers for ever.
pub const MAX_AGE_SECONDS: Limit =
    Limit { setting: Setting::MaxAge, default: TOLERANCE_SECONDS.default, least: 1, most: 34_560_000 };
/// The largest body that is read, in bytes, compressed or not: 32 MiB unless set. A first synchronisation has several MB.
pub const MAX_BODY_BYTES: Limit =
    Limit { setting: Setting::MaxBodyBytes, default: 32 << 20, least: 1, most: 256 << 20 };
/// The same, where it is set for one call.
pub const MAX_BYTES: Limit = Limit { setting: Setting::MaxBytes, ..MAX_BODY_BYTES };
/// Most issues, and most warnings, that a check tells.
pub const MAX_ISSUES: Limit = Limit { setting: Setting::MaxIssues, default: 100, least: 1, most: 10_000 };

impl From<OutOfBounds> for WebhookError {
    fn from(error: OutOfBounds) -> Self {
        Self::new(WebhookReason::OutOfBounds(error))
    }
}
