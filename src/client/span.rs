//! What is told of calls: a span each, and an event an attempt. No token, no id, no body, no text of others.

use std::time::Duration;

use tracing::field::Empty;
use tracing::{Level, Span};

use crate::api::{ApiError, Call};

/// The span of one call.
pub(super) struct CallSpan {
    span: Span,
    attempts: u32,
    /// Of the last answer.
    status: Option<u16>,
    is_ended: bool,
}

/// How an attempt ended.
pub(super) struct Attempted<'a> {
    pub status: Option<u16>,
    pub error: Option<&'a ApiError>,
    pub took: Duration,
    /// How long until the next attempt.
    pub retry_in: Option<Duration>,
}

impl CallSpan {
    pub fn new(call: &Call) -> Self {
        let span = tracing::span!(
            Level::INFO,
            "powens_users.call",
            route = call.route().as_str(),
            attempts = Empty,
            status = Empty,
            outcome = Empty,
            effect = Empty,
        );
        Self { span, attempts: 0, status: None, is_ended: false }
    }

    pub const fn span(&self) -> &Span {
        &self.span
    }

    pub const fn begin_attempt(&mut self) {
        self.attempts = self.attempts.saturating_add(1);
    }

    /// Tells how an attempt ended.
    pub fn attempted(&mut self, attempted: &Attempted<'_>) {
        self.status = attempted.status;
        tracing::event!(
            name: "powens_users.attempt",
            parent: &self.span,
            Level::DEBUG,
            attempt = self.attempts,
            status = attempted.status,
            outcome = outcome(attempted.error),
            duration_ms = ms(attempted.took),
            retry_in_ms = attempted.retry_in.map(ms),
        );
    }

    /// Tells how the call ended.
    pub fn end(&mut self, error: Option<&ApiError>) {
        self.is_ended = true;
        self.span.record("attempts", self.attempts);
        self.span.record("status", self.status);
        self.span.record("outcome", outcome(error));
        self.span.record("effect", error.and_then(ApiError::effect).map(crate::api::Effect::as_str));
    }
}

impl Drop for CallSpan {
    /// The future of the call was dropped before its end.
    fn drop(&mut self) {
        if !self.is_ended {
            self.span.record("attempts", self.attempts);
            self.span.record("outcome", "dropped");
        }
    }
}

fn outcome(error: Option<&ApiError>) -> &'static str {
    error.map_or("ok", |error| error.kind().as_str())
}

fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
