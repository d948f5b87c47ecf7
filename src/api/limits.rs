//! The numbers that a caller of the API may set.

use super::error::ApiError;
use crate::limit::{Limit, OutOfBounds};

/// Total time of a call, in milliseconds. The upper bound is the longest that `setTimeout` waits: beyond, it fires at once.
pub const TIMEOUT_MS: Limit = Limit { name: "timeoutMs", default: 30_000, least: 1, most: i32::MAX as u32 };
/// How often a call is sent again.
pub const MAX_RETRIES: Limit = Limit { name: "maxRetries", default: 2, least: 0, most: 10 };
/// The largest body that is read, in bytes: 64 MiB unless set. JavaScript holds no text of more than some 512 MiB.
pub const MAX_RESPONSE_BYTES: Limit = Limit { name: "maxResponseBytes", default: 64 << 20, least: 1, most: 256 << 20 };

impl From<OutOfBounds> for ApiError {
    fn from(error: OutOfBounds) -> Self {
        Self::invalid_argument(error.to_string())
    }
}
