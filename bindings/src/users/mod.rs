//! The calls of the Users API. A call under way is an [`Exchange`](powens_users::api::Exchange) under a number; JavaScript tells
//! it what happened, and does what it decides.
//!
//! An export that gives a negative number has put an error into the window: a record of that length, see [`error`].

mod arguments;
mod error;
mod exchange;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
