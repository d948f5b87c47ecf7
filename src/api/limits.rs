//! The numbers that a caller of the API may set.

use super::user_id::MAX_SAFE_INTEGER;
use crate::limit::{Limit, Setting};

/// Total time of a call, in milliseconds. The upper bound is the longest that timers of JavaScript wait: beyond, they fire at
/// once.
pub const TIMEOUT_MS: Limit = Limit { setting: Setting::Timeout, default: 30_000, least: 1, most: i32::MAX as u64 };
/// How often a call is sent again.
pub const MAX_RETRIES: Limit = Limit { setting: Setting::MaxRetries, default: 2, least: 0, most: 10 };
/// The largest body that is read, in bytes: 64 MiB unless set. JavaScript holds no text of more than some 512 MiB.
pub const MAX_RESPONSE_BYTES: Limit =
    Limit { setting: Setting::MaxResponseBytes, default: 64 << 20, least: 1, most: 256 << 20 };
/// How many users a list asks for.
pub const PAGE_LIMIT: Limit =
    Limit { setting: Setting::PageLimit, default: MAX_SAFE_INTEGER, least: 1, most: MAX_SAFE_INTEGER };
/// How many users a list skips.
pub const PAGE_OFFSET: Limit = Limit { setting: Setting::PageOffset, default: 0, least: 0, most: MAX_SAFE_INTEGER };
