//! The [Powens](https://docs.powens.com) (formerly Budget Insight, `biapi.pro`) Users API: list, get and delete users, and
//! receive webhooks about them.
//!
//! The crate is the core of the npm package `powens-users`, where it runs as WebAssembly behind the classes `UsersApi` and
//! `Webhooks`. Compiled natively it holds the same rules, without any I/O: [`api`] gives the three calls as plain values and
//! reads their answers, [`webhook`] proves that a request comes from Powens, [`model`] has the documented objects, [`check`]
//! the proof that a body is what the model says.
//!
//! Arrows point one way: `js` (wasm only) → [`api`], [`webhook`] → [`model`] → [`check`].
#![forbid(unsafe_code)]

pub mod api;
mod cause;
pub mod check;
mod limit;
pub mod model;
mod secrets;
mod text;
pub mod webhook;

pub use cause::Cause;
pub use limit::{Limit, OutOfBounds};
pub use secrets::Secrets;

#[cfg(target_arch = "wasm32")]
mod js;
#[cfg(target_arch = "wasm32")]
pub use js::{UsersApi, Webhooks};
