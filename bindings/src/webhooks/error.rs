//! Errors of webhooks as records.

use powens_users::webhook::WebhookError;

use super::FAILED;
use crate::record::Writer;

/// Puts an error into the window: code, reason, what it is about, two numbers, a text, and whether the sender is proven. The
/// issues of a payload go with the report of its check.
#[inline(never)]
pub fn send(error: &WebhookError) -> i32 {
    let mut writer = Writer::default();
    write(&mut writer, error);
    writer.send();
    FAILED
}

pub fn write(writer: &mut Writer, error: &WebhookError) {
    let parts = error.reason().parts();
    writer.byte(error.kind() as u8).byte(parts.reason).byte(parts.a).number(parts.n).number(parts.m);
    writer.text(error.reason().text().map(clip)).byte(error.is_authentic().into());
}

/// What of a text an error tells, so that no error is longer than the window.
fn clip(text: &str) -> &str {
    let end = text.char_indices().nth(500).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}
