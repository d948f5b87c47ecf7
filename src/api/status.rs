//! What is known of HTTP statuses that are no success.

use super::call::Call;

/// A number as an HTTP status: an integer from 100 to 599.
///
/// ```
/// use powens_users::api::http_status;
///
/// assert_eq!(http_status(204.0), Some(204));
/// assert_eq!(http_status(0.0), None);
/// assert_eq!(http_status(200.5), None);
/// ```
///
/// Source: RFC 9110.
#[must_use]
pub fn http_status(number: f64) -> Option<u16> {
    if number.fract() != 0.0 || !(100.0..=599.0).contains(&number) {
        return None;
    }
    // Exact: the range was just checked.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Some(number as u16)
}

/// Whether a call that got this status is sent again.
///
/// Source: our decision; 429 and 503 are what clients of Powens see in practice.
pub(super) const fn is_retried(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
}

/// Whether a delete that got this status was certainly not carried out: a refusal, or a redirect to be repeated elsewhere.
/// Not so 408 and 5xx, which say nothing of it, nor 303, which answers a request that was processed.
pub(super) const fn is_without_effect(status: u16) -> bool {
    matches!(status, 300..=302 | 304..=308 | 400..=407 | 409..=499)
}

/// Whether this refusal is also what a user gets who is gone already.
pub(super) const fn may_mean_gone(status: u16) -> bool {
    matches!(status, 401 | 403 | 404)
}

/// What to do next.
pub(super) const fn hint(call: &Call, status: u16) -> &'static str {
    match (status, call) {
        (400, _) => "Powens does not accept the request; see apiDescription.",
        (401, _) => "The token is missing, unknown or revoked; obtain a new one.",
        (403, Call::List { .. }) => "The token may not list users; it must be the domain's users token.",
        (403, _) => "The token may not act on this user; it must be that user's own token.",
        (404, Call::List { .. }) => "Check domain or baseUrl.",
        (404, _) => "There is no such user, or the token is another user's.",
        (409, _) => "The user is busy, a synchronisation may be running; try again later.",
        (408 | 500..=599, _) => {
            "Powens or a proxy before it has a problem; try again later, and tell them the request id if it stays."
        }
        (429, _) => "Too many requests; wait for retryAfterMs, where it is given.",
        (200..=299, _) => "This is not the documented success, so the call counts as failed.",
        _ => "This status is not documented for the call; see apiCode and apiDescription.",
    }
}
