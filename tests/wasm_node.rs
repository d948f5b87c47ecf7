//! The boundary with JavaScript, in Node: `wasm-pack test --node`.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::arithmetic_side_effects, clippy::panic, clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod boundary;
