//! Errors of calls as records.

use std::time::Duration;

use powens_users::api::ApiError;
use powens_users::internals::ApiParts as Parts;

use crate::error::{write_foreign, write_issues};
use crate::record::Writer;

/// What stands in front of an error: whether the call goes on after a wait, in milliseconds.
pub const NO_RETRY: f64 = -1.0;

/// Puts an error into the window, and gives its length as a negative number.
pub fn send(error: &ApiError, retry_in_ms: f64) -> i32 {
    let mut writer = Writer::default();
    let Parts { reason, a, n, m } = error.reason().parts();
    writer.number(retry_in_ms).byte(error.kind() as u8).byte(reason).byte(a).number(n).number(m);
    writer
        .optional_number(error.status().map(f64::from))
        .text(error.request_id())
        .optional_number(error.retry_after().map(ms))
        .number(f64::from(error.attempts()))
        .byte(error.effect().map_or(0, |effect| (effect as u8).saturating_add(1)))
        .text(error.api_code())
        .text(error.api_description())
        .text(error.api_message());
    write_issues(&mut writer, error.issues());
    write_foreign(&mut writer, error.cause());
    i32::try_from(writer.send()).unwrap_or(i32::MAX).saturating_neg()
}

/// Whole milliseconds. Exact: nobody waits longer than a century.
#[allow(clippy::cast_precision_loss)]
pub fn ms(time: Duration) -> f64 {
    time.as_secs() as f64 * 1_000.0 + f64::from(time.subsec_millis())
}
