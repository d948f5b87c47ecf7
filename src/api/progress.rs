//! What is known of a call so far.

use std::time::Duration;

use super::answer::Head;
use super::call::Call;
use super::error::{ApiError, Effect, ErrorKind};
use super::reason::Reason;
use super::retry::RetryPolicy;
use super::status;

/// Time as a decision needs it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// What is left until the deadline.
    pub remaining: Duration,
    /// From 0 up to 1.
    pub random: f64,
}

/// What to do after an attempt.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// The answer is a success.
    Accept,
    /// Send the same request again after a wait.
    Retry {
        /// The wait.
        after: Duration,
        /// Why the attempt failed.
        error: ApiError,
    },
    /// The call failed.
    Reject(ApiError),
}

/// How many attempts were made, and whether one of them may have erased the user.
///
/// A delete never claims what is not known: after an attempt of unknown effect, a refusal that a user gets too who is gone may
/// come from that attempt, so it becomes `delete_unconfirmed`. Where the host may have sent the request twice, such a refusal is
/// of unknown effect even so, since it may answer the second.
#[derive(Clone, Debug)]
pub(super) struct Progress {
    attempts: u32,
    effect: Effect,
    /// Whether the host may send a request again and tell nobody.
    may_resend: bool,
    /// Status and request id of the last answer.
    last: (Option<u16>, Option<String>),
}

impl Progress {
    /// A call of which nothing was sent yet.
    pub const fn new(may_resend: bool) -> Self {
        Self { attempts: 0, effect: Effect::None, may_resend, last: (None, None) }
    }

    /// Counts a request that was sent.
    pub const fn count_attempt(&mut self) {
        self.attempts = self.attempts.saturating_add(1);
    }

    /// Decides after an attempt that failed; `head` is that of its answer.
    pub fn failed(
        &mut self,
        call: &Call,
        policy: RetryPolicy,
        head: Option<&Head>,
        mut error: ApiError,
        clock: Clock,
    ) -> Decision {
        let was_unknown = self.effect == Effect::Unknown;
        let refused = error.status().filter(|_| error.kind() == ErrorKind::HttpStatus);
        let as_if_gone = refused.filter(|status| status::may_mean_gone(*status));
        let may_be_second = self.may_resend && refused.is_some_and(status::may_answer_a_repeat);
        if may_be_second || effect_of(head, error.kind()) == Effect::Unknown {
            self.effect = Effect::Unknown;
        }
        if let (true, true, Some(status)) = (was_unknown, call.is_delete(), as_if_gone) {
            error.fields().reason = Reason::RefusedAfterUnknown(status);
        }
        let error = self.stamped(call, error);
        self.last = (error.status(), error.request_id().map(str::to_owned));
        match self.wait(policy, &error, clock) {
            Some(after) => Decision::Retry { after, error },
            None => Decision::Reject(error),
        }
    }

    /// The error with what is known of the call.
    pub fn stamped(&self, call: &Call, mut error: ApiError) -> ApiError {
        let fields = error.fields();
        fields.attempts = self.attempts;
        fields.effect = call.is_delete().then_some(self.effect);
        error
    }

    /// The error of a call whose deadline passed, while a request was under way or not.
    pub fn timed_out(&mut self, call: &Call, timeout: Duration, in_flight: bool, head: Option<&Head>) -> ApiError {
        let mut error = ApiError::new(Reason::TimedOut(timeout, self.attempts == 0));
        let (status, request_id) = match head {
            Some(head) => (head.shown_status(), head.request_id.clone()),
            None if in_flight => (None, None),
            None => self.last.clone(),
        };
        let fields = error.fields();
        fields.status = status;
        fields.request_id = request_id;
        if in_flight {
            self.effect = Effect::Unknown;
        }
        self.stamped(call, error)
    }

    /// The wait before the next attempt, or `None` where there is none: it would not help, the retries are used up, or the wait
    /// would reach beyond the deadline.
    fn wait(&self, policy: RetryPolicy, error: &ApiError, clock: Clock) -> Option<Duration> {
        let is_retried = match (error.kind(), error.status()) {
            (ErrorKind::Network, _) => true,
            (ErrorKind::HttpStatus, Some(status)) => status::is_retried(status),
            _ => false,
        };
        if !is_retried || is_steered(error) || self.attempts > policy.max_retries {
            return None;
        }
        let wait = policy.wait(self.attempts, error.retry_after(), clock.random);
        (wait < clock.remaining).then_some(wait)
    }
}

/// Whether a framework threw the error to steer itself: it is no failure of the network, and trying again would hide it.
fn is_steered(error: &ApiError) -> bool {
    error.cause().is_some_and(|cause| cause.digest.is_some())
}

/// What a delete did that failed in this way.
fn effect_of(head: Option<&Head>, kind: ErrorKind) -> Effect {
    let is_plain = matches!(kind, ErrorKind::HttpStatus | ErrorKind::Redirect);
    let is_harmless = |head: &Head| head.redirect == super::Redirect::None && status::is_without_effect(head.status);
    if is_plain && head.is_some_and(is_harmless) { Effect::None } else { Effect::Unknown }
}
