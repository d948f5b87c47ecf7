//! One call from its first attempt to its end.

use super::answer::{Accepted, Answer, Redirect, accept};
use super::call::Call;
use super::error::{ApiError, Effect, ErrorCode};
use super::retry::RetryPolicy;
use super::status;
use crate::cause::Cause;

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// With an answer.
    Answer(Answer),
    /// Without one that can be used.
    Failure(Failure),
}

impl Outcome {
    /// The HTTP status, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Answer(answer) => answer.shown_status(),
            Self::Failure(failure) => failure.0.status,
        }
    }
}

/// An attempt without a usable answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure(ApiError);

impl Failure {
    /// No answer came, or it broke off. `page_origin` is the origin of the page where there is one: there, a refusal by CORS
    /// looks like every other network failure.
    #[must_use]
    pub fn network(cause: Option<Cause>, page_origin: Option<&str>) -> Self {
        let hint = page_origin.map_or_else(
            || "Check the network and the host name.".to_owned(),
            |origin| {
                format!(
                    "In a browser the usual cause is CORS: the origin of this page, {origin}, must be listed in biapi.allowed_origins of the domain's configuration. Else check the network and the host name."
                )
            },
        );
        let message = format!("No answer came from the API. {hint}");
        Self(ApiError::new(ErrorCode::Network, message).with_cause(cause))
    }

    /// The body of `answer` broke off.
    #[must_use]
    pub fn broken_off(answer: &Answer, cause: Cause) -> Self {
        let message = format!("The answer, of status {}, broke off before its end; see cause.", answer.status);
        Self(answer.error(ErrorCode::Network, message).with_cause(Some(cause)))
    }

    /// `fetch` gave something that is no response.
    #[must_use]
    pub fn invalid_response(what: &str) -> Self {
        let message = format!(
            "fetch gave {what}; it must give a Response, or an object with a numeric status and one of body, arrayBuffer, text, json."
        );
        Self(ApiError::new(ErrorCode::InvalidResponse, message))
    }

    /// The body of `answer`, a success, is larger than allowed.
    #[must_use]
    pub fn too_large(answer: &Answer, max_bytes: u64) -> Self {
        let message = format!(
            "The answer is larger than maxResponseBytes ({max_bytes} bytes). Raise it, or ask for less with limit."
        );
        Self(answer.error(ErrorCode::TooLarge, message))
    }
}

/// Time as a decision needs it, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// What is left until the deadline.
    pub remaining_ms: f64,
    /// From 0 up to 1.
    pub random: f64,
}

/// What to do after an attempt.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision<'a> {
    /// The answer is a success.
    Accept(Accepted<'a>),
    /// Send the same request again after a wait.
    Retry {
        /// The wait, in milliseconds.
        after_ms: f64,
        /// Why the attempt failed.
        error: ApiError,
    },
    /// The call failed.
    Reject(ApiError),
}

/// What was under way when a call ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InFlight<'a> {
    /// No request.
    Nothing,
    /// A request, and the head of its answer if that was there.
    Request(Option<&'a Answer>),
}

/// What is known of a call so far: how many attempts were made, and whether one of them may have erased the user.
///
/// A delete never claims what is not known: after an attempt of unknown effect, a 401, 403 or 404 may mean that the user is
/// gone by that attempt, so it becomes `delete_unconfirmed`.
///
/// Source: our decision.
#[derive(Clone, Debug)]
pub struct Progress {
    call: Call,
    policy: RetryPolicy,
    attempts: u32,
    effect: Effect,
    last: Option<ApiError>,
}

impl Progress {
    /// A call of which nothing was sent yet.
    #[must_use]
    pub const fn new(call: Call, policy: RetryPolicy) -> Self {
        Self { call, policy, attempts: 0, effect: Effect::None, last: None }
    }

    /// The call.
    #[must_use]
    pub const fn call(&self) -> &Call {
        &self.call
    }

    /// How many requests were sent.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Counts a request that is about to be sent.
    pub const fn begin_attempt(&mut self) {
        self.attempts = self.attempts.saturating_add(1);
    }

    /// Decides after an attempt.
    pub fn decide<'a>(&mut self, outcome: &'a Outcome, clock: Clock) -> Decision<'a> {
        let (error, effect) = match outcome {
            Outcome::Failure(failure) => (failure.0.clone(), Effect::Unknown),
            Outcome::Answer(answer) => match accept(&self.call, answer) {
                Ok(accepted) => return Decision::Accept(accepted),
                Err(error) => (error, effect_of(answer)),
            },
        };
        let unknown_before = self.effect == Effect::Unknown;
        if effect == Effect::Unknown {
            self.effect = Effect::Unknown;
        }
        let mut error = self.stamped(error);
        if unknown_before && self.call.is_delete() && refused_as_if_gone(&error) {
            error = unconfirmed(error);
        }
        self.last = Some(error.clone());
        match self.wait_ms(&error, clock) {
            Some(after_ms) => Decision::Retry { after_ms, error },
            None => Decision::Reject(error),
        }
    }

    /// The error of a call that ends for another reason than an answer: a bad argument, a token that could not be had.
    #[must_use]
    pub fn stamped(&self, mut error: ApiError) -> ApiError {
        error.attempts = self.attempts;
        error.effect = self.call.is_delete().then_some(self.effect);
        error
    }

    /// The error of a call whose deadline passed.
    pub fn timed_out(&mut self, timeout_ms: u32, in_flight: InFlight<'_>) -> ApiError {
        let when = if self.attempts == 0 { " before the first request" } else { "" };
        let message = format!("The call was not done within {timeout_ms} ms{when}. Raise timeoutMs, or try later.");
        let mut error = ApiError::new(ErrorCode::Timeout, message);
        match in_flight {
            InFlight::Nothing => {
                if let Some(mut last) = self.last.take() {
                    error.status = last.status;
                    error.request_id = last.request_id.take();
                }
            }
            InFlight::Request(answer) => {
                self.effect = Effect::Unknown;
                if let Some(answer) = answer {
                    error.status = answer.shown_status();
                    error.request_id = answer.request_id.clone();
                }
            }
        }
        self.stamped(error)
    }

    /// The wait before the next attempt, or `None` where there is none: it would not help, the retries are used up, or the wait
    /// would reach beyond the deadline.
    fn wait_ms(&self, error: &ApiError, clock: Clock) -> Option<f64> {
        let retried = match (error.code, error.status) {
            (ErrorCode::Network, _) => true,
            (ErrorCode::HttpStatus, Some(status)) => status::is_retried(status),
            _ => false,
        };
        if !retried || self.attempts > self.policy.max_retries {
            return None;
        }
        let wait = self.policy.wait_ms(self.attempts, error.retry_after_ms, clock.random);
        (wait < clock.remaining_ms).then_some(wait)
    }
}

/// What a delete did that got this answer, which is no success.
fn effect_of(answer: &Answer) -> Effect {
    let as_it_says = answer.redirect == Redirect::None && status::is_without_effect(answer.status);
    if as_it_says { Effect::None } else { Effect::Unknown }
}

fn refused_as_if_gone(error: &ApiError) -> bool {
    error.code == ErrorCode::HttpStatus && error.status.is_some_and(status::may_mean_gone)
}

fn unconfirmed(mut error: ApiError) -> ApiError {
    let status = error.status.unwrap_or_default();
    error.code = ErrorCode::DeleteUnconfirmed;
    error.message = format!(
        "It is not known whether the user was deleted: an attempt got no clear answer, and the next one was refused with status {status}, as it would be if the user were gone. Look the user up (list) before you go on."
    );
    error
}
