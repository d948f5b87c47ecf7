//! What the client tells of attempts, by the events of `tracing`, each in the future of its own call.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::task::futures::TaskLocalFuture;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::Failed;
use crate::lines::Attempt;

pub const CALL_HEADER: &str = "x-soak-call";

tokio::task_local! {
    static CALL: Arc<Told>;
}

/// What was told of a call.
pub struct Told {
    id: u64,
    attempts: Mutex<Vec<Attempt>>,
}

impl Told {
    pub fn attempts(&self) -> Vec<Attempt> {
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The future of a call that is listened to.
pub fn listening<F: Future>(id: u64, call: F) -> (Arc<Told>, TaskLocalFuture<Arc<Told>, F>) {
    let told = Arc::new(Told { id, attempts: Mutex::default() });
    (Arc::clone(&told), CALL.scope(told, call))
}

/// The id of the call in whose future this is asked.
pub fn call_id() -> Result<u64, Failed> {
    Ok(CALL.try_with(|told| told.id)?)
}

/// Keeps the attempts that it is told of.
pub struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("powens_users")
    }

    fn event(&self, event: &Event<'_>) {
        if event.metadata().name() != "powens_users.attempt" {
            return;
        }
        let mut attempt = Attempt::default();
        event.record(&mut attempt);
        // Outside of any call there is nobody to tell.
        let _ = CALL.try_with(|told| told.attempts.lock().unwrap_or_else(PoisonError::into_inner).push(attempt));
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        // No span is told from another.
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl Visit for Attempt {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "status" {
            self.status = Some(value);
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "outcome" && value != "ok" {
            self.error_code = Some(value.to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}
