//! The specification of the crate, natively. One binary: what it links is linked once.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::type_complexity,
    clippy::unwrap_used,
    missing_docs
)]

mod api;
mod check;
#[cfg(feature = "client")]
mod client;
mod dependencies;
mod generated_file;
mod generated_messages;
mod generated_public_paths;
mod generated_reasons;
mod model;
mod no_host;
mod public;
mod redactor;
mod sources;
mod typescript_codes;
mod webhook;
mod words_of_rust;
