//! The bodies of answers: collected, and checked meanwhile.

use crate::api::{Exchange, Failure};

/// So much is checked at once, in bytes, except for what needs more to be understood.
const WINDOW: usize = 65_536;

/// A body while it comes.
pub(super) struct Received {
    bytes: Vec<u8>,
    most: u64,
    /// How many bytes the check is done with.
    done: usize,
    /// How many bytes behind these it has seen already, and wants to see again with more.
    kept: usize,
}

impl Received {
    /// Of at most so many bytes, of which the head tells so many.
    pub fn new(most: u64, told: Option<u64>) -> Self {
        let mut bytes = Vec::new();
        let told = told.and_then(|told| usize::try_from(told.min(most)).ok());
        // Only a hint: where there is no room for it, what really comes may find some.
        let _ = bytes.try_reserve_exact(told.unwrap_or_default());
        Self { bytes, most, done: 0, kept: 0 }
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Takes the next piece.
    pub fn take(&mut self, chunk: &[u8]) -> Result<(), Failure> {
        let length = self.bytes.len().saturating_add(chunk.len());
        if u64::try_from(length).is_ok_and(|length| length > self.most) {
            return Err(Failure::TooLarge);
        }
        self.bytes.try_reserve(chunk.len()).map_err(|_| Failure::OutOfMemory)?;
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    /// Checks what is there of it, if it is worth it.
    pub fn check(&mut self, exchange: &mut Exchange) {
        // What was seen in vain is looked at again when there is twice as much: no byte is looked at more than a few times.
        let worth = WINDOW.max(self.kept.saturating_mul(2));
        if self.waiting().len() >= worth {
            self.feed(exchange, false);
        }
    }

    /// Checks the rest.
    pub fn check_end(&mut self, exchange: &mut Exchange) {
        if !exchange.is_settled() {
            self.feed(exchange, true);
        }
    }

    fn waiting(&self) -> &[u8] {
        self.bytes.get(self.done..).unwrap_or_default()
    }

    fn feed(&mut self, exchange: &mut Exchange, is_last: bool) {
        let waiting = self.waiting();
        let done = exchange.feed(waiting, is_last);
        self.kept = waiting.len().saturating_sub(done);
        self.done = self.done.saturating_add(done);
    }
}
