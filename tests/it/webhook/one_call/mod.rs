//! Webhooks in one call: the tables that tests/boundary/webhooks-*.mjs holds the npm package to, and what is Rust's alone.

mod bearer;
mod checked;
mod diagnosing;
mod forged;
#[cfg(feature = "gzip")]
mod gzip;
mod kept;
mod malformed;
mod payloads;
mod requests;
mod sent;
mod settings;
mod unrepresentable;
