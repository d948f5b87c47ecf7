//! The exports of webhooks. JavaScript writes a record or a body into the window and passes lengths; a call gives a number, and
//! leaves its answer at the window's start.

mod bearer;
mod check;
mod diagnosis;
mod error;
mod head;
mod prove;
mod receiver;
mod sign;
mod state;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod value;

/// What a call gives whose answer is an error.
const FAILED: i32 = -1;
