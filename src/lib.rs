//! The [Powens](https://docs.powens.com) (formerly Budget Insight, `biapi.pro`) Users API: list, get and delete users, and
//! receive webhooks about them.
//!
//! Rules, and no I/O: [`api`] has the three calls as plain values and decides what an answer means, [`webhook`] proves that a
//! request comes from Powens, [`model`] has the documented objects, [`check`] the proof that a body is what the model says. The
//! npm package `powens-users` runs them as WebAssembly; nothing here knows JavaScript.
//!
//! Arrows point one way: [`api`], [`webhook`] → [`model`] → [`check`].
#![forbid(unsafe_code)]

pub mod api;
pub mod check;
#[cfg(feature = "client")]
pub mod client;
mod foreign_error;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals;
mod limit;
pub mod model;
mod redactor;
mod text;
pub mod webhook;
mod words;

pub use foreign_error::ForeignError;
pub use limit::{Limit, OutOfBounds, Setting};
pub use webhook::{Event, Payload, WebhookError, WebhookErrorKind, WebhookType, Webhooks};
