//! Webhooks in one call, for Rust programs: from the headers and the bytes of a request to an event.
//!
//! The rules are those of the modules around this one; here is the order in which they are asked. A host that has an order of
//! its own, as the npm package does, calls them itself.

mod bearer_claim;
mod builder;
mod check_payload;
mod diagnosing;
mod event;
mod headers;
mod origin;
mod payload;
mod scanning;
mod signed;
mod target;
mod verification;
mod webhooks;
mod writings;

pub use bearer_claim::{BearerClaim, verify_bearer};
pub use builder::WebhooksBuilder;
pub use check_payload::{CheckOptions, CheckedPayload, check_payload};
pub use event::{Event, read_event};
pub use origin::{EventOrigin, Mechanism};
pub use payload::{Payload, SyncedTransaction};
pub use signed::Signed;
pub use target::Target;
pub use webhooks::Webhooks;
