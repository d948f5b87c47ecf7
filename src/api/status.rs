//! What is known of HTTP statuses that are no success.

use super::call::Route;
use crate::words::words;

/// Whether a call that got this status is sent again. 429 and 503 are what clients of Powens see in practice.
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
    matches!(status, 401 | 403 | 404 | 410)
}

/// Whether this refusal may answer the second of two requests of which the first was carried out: the user is gone by then, or
/// being deleted, or two were too many. Every other one would have met the first as well.
pub(super) const fn may_answer_a_repeat(status: u16) -> bool {
    matches!(status, 401 | 403 | 404 | 409 | 410 | 429)
}

words! {
    /// What to do next.
    #[non_exhaustive]
    pub enum Hint {
        /// 400.
        Request = "Powens does not accept the request; see its description",
        /// 401.
        Token = "the token is missing, unknown or revoked; obtain a new one",
        /// 403 for a list.
        UsersToken = "the token may not list users; it must be the domain's users token",
        /// 403.
        UserToken = "the token may not act on this user; it must be that user's own token",
        /// 404 for a list.
        Address = "check the domain or base URL",
        /// 404.
        NoUser = "there is no such user, or the token is another user's",
        /// 409.
        Busy = "the user is busy, a synchronisation may be running; try again later",
        /// 408 and 5xx.
        Later = "Powens or a proxy before it has a problem; try again later, and tell them the request id if it stays",
        /// 429.
        Slower = "too many requests; wait for as long as Retry-After says, where it is given",
        /// Other 2xx.
        NoSuccess = "this is not the documented success, so the call counts as failed",
        /// Anything else.
        Unknown = "this status is not documented for the call",
    }
}

pub(super) const fn hint(route: Route, status: u16) -> Hint {
    let is_list = matches!(route, Route::List);
    match status {
        400 => Hint::Request,
        401 => Hint::Token,
        403 if is_list => Hint::UsersToken,
        403 => Hint::UserToken,
        404 if is_list => Hint::Address,
        404 => Hint::NoUser,
        409 => Hint::Busy,
        408 | 500..=599 => Hint::Later,
        429 => Hint::Slower,
        200..=299 => Hint::NoSuccess,
        _ => Hint::Unknown,
    }
}
