#![doc = include_str!("../docs/rust.md")]
//!
//! ## Where things are
//!
//! Rules, and no I/O: [`api`] has the three calls as plain values and decides what an answer means, [`webhook`] proves that a
//! request comes from Powens, [`model`] has the documented objects, [`check`] the proof that a body is what the model says.
//! `client` performs the calls. Arrows point one way: `client` → [`api`], [`webhook`] → [`model`] → [`check`].
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

pub use api::{ApiError, Effect, ErrorKind, UserId};
#[cfg(all(feature = "gloo-net", target_arch = "wasm32"))]
pub use client::GlooNet;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub use client::Reqwest;
#[cfg(feature = "client")]
pub use client::UsersApi;
pub use foreign_error::{ForeignError, SourceError};
pub use limit::{Limit, OutOfBounds, Setting};
pub use model::{User, UsersList};
pub use webhook::{Event, Payload, WebhookError, WebhookErrorKind, WebhookType, Webhooks};
