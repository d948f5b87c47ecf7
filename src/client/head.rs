//! The head of an answer, as far as a decision needs it.

use std::time::{Duration, SystemTime};

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, RETRY_AFTER};

use crate::api::{Declared, Head, NoResponse, Redirect, content_length, retry_after};

/// `now` is asked for dates alone.
pub(super) fn read<B>(
    response: &http::Response<B>,
    now: impl FnOnce() -> Option<SystemTime>,
) -> Result<Head, NoResponse> {
    let redirect = response.extensions().get::<Redirect>().copied().unwrap_or_default();
    let status = match (redirect, response.status().as_u16()) {
        // A browser tells none.
        (Redirect::Hidden, _) => 0,
        // Source: RFC 9110.
        (_, status @ 100..=599) => status,
        _ => return Err(NoResponse::NoStatus),
    };
    let text = |name| text(response.headers(), &name);
    let mut head = Head::new(status);
    head.redirect = redirect;
    head.request_id = text(HeaderName::from_static("x-request-id"));
    head.declared = Declared::by_content_type(&text(CONTENT_TYPE).unwrap_or_default());
    head.content_length = text(CONTENT_LENGTH).and_then(|length| content_length(&length));
    head.retry_after = text(RETRY_AFTER).and_then(|header| wait(&header, now));
    Ok(head)
}

fn wait(header: &str, now: impl FnOnce() -> Option<SystemTime>) -> Option<Duration> {
    let is_date = header.bytes().any(|byte| !byte.is_ascii_digit() && !byte.is_ascii_whitespace());
    let now = if is_date { now()? } else { SystemTime::UNIX_EPOCH };
    retry_after(header, now)
}

/// The values of a header as `Headers` of the Fetch standard gives them, so that both clients read one answer in the same way: in
/// Latin-1, with commas between them.
fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut text: Option<String> = None;
    for value in headers.get_all(name) {
        let known = text.get_or_insert_default();
        if !known.is_empty() {
            known.push_str(", ");
        }
        known.extend(value.as_bytes().iter().map(|byte| char::from(*byte)));
    }
    text
}
