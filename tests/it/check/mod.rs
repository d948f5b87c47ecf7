//! The proof that a body is what the model says.

mod ascii;
mod capture;
mod format;
mod json;
mod key_limits;
mod keys;
mod long_numbers;
mod members;
mod number;
mod properties;
pub mod random_body;
mod rule;
mod scan;
mod strict;
mod support;
