//! The deadline of a call, and all its waiting, of which there is one at a time.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use super::transport::Transport;

/// The deadline has passed.
pub(super) struct TimedOut;

pub(super) struct Deadline<'a, T, S> {
    transport: &'a T,
    timeout: Duration,
    started: Duration,
    /// Is ready when the deadline passes.
    timer: Pin<&'a mut S>,
    is_over: bool,
}

impl<'a, T: Transport, S: Future<Output = ()>> Deadline<'a, T, S> {
    /// Begins now, with a timer for that time.
    pub async fn begin(transport: &'a T, timeout: Duration, timer: Pin<&'a mut S>) -> Self {
        let mut deadline = Self { transport, timeout, started: transport.now(), timer, is_over: false };
        // A future may do nothing before it is polled, and this timer is polled only where something else has to be waited for.
        poll_fn(|context| {
            deadline.is_over = deadline.timer.as_mut().poll(context).is_ready();
            Poll::Ready(())
        })
        .await;
        deadline
    }

    /// What is left. A clock that goes backwards says nothing.
    pub fn remaining(&self) -> Duration {
        if self.is_over {
            return Duration::ZERO;
        }
        let passed = self.transport.now().checked_sub(self.started).unwrap_or_default();
        self.timeout.saturating_sub(passed)
    }

    /// Whether there is time left, by the clock: what is always ready gives the timer no turn.
    pub fn check(&self) -> Result<(), TimedOut> {
        if self.remaining().is_zero() { Err(TimedOut) } else { Ok(()) }
    }

    /// Waits for something, but no longer than the call may take. What it waited for is dropped then.
    pub async fn within<F: Future>(&mut self, work: F) -> Result<F::Output, TimedOut> {
        let mut work = pin!(work);
        poll_fn(|context| {
            if let Poll::Ready(output) = work.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            if self.is_over || self.timer.as_mut().poll(context).is_ready() {
                self.is_over = true;
                return Poll::Ready(Err(TimedOut));
            }
            Poll::Pending
        })
        .await
    }
}
