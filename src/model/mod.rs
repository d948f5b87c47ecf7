//! The documented objects, one file a noun.
//!
//! Each is declared once. The declaration gives the table that [`check`](crate::check) reads, the TypeScript interface
//! with its documentation, the table in `docs/payloads.md`, and, natively, the Rust struct. Keys that no document names are
//! kept in `other`; they may come at any time, as may further values of an enumeration.

#[macro_use]
mod object;
#[macro_use]
mod enumeration;
#[cfg(not(target_arch = "wasm32"))]
mod interface;
#[cfg(not(target_arch = "wasm32"))]
mod nouns;
mod scalar;
#[cfg(not(target_arch = "wasm32"))]
pub mod tables;
#[cfg(not(target_arch = "wasm32"))]
pub mod typescript;
mod user;
pub mod users_list;

pub use scalar::{Anything, Date, DateTime, Integer, IntegerOrBoolean, Object, OwnId, TextOrObject};
#[cfg(not(target_arch = "wasm32"))]
pub use scalar::{InvalidInteger, InvalidOwnId};
pub use user::{User, UserPlatform};
pub use users_list::UsersList;
