//! The documented objects, one file a noun.
//!
//! Each is declared once. The declaration gives the table that [`check`](crate::check) reads, the TypeScript interface
//! with its documentation, and, natively, the Rust struct. Keys that no document names are kept in `other`; they may come
//! at any time, as may further values of an enumeration.

#[macro_use]
mod object;
#[cfg(not(target_arch = "wasm32"))]
mod open_union;
mod scalar;
#[cfg(not(target_arch = "wasm32"))]
pub mod typescript;
mod user;
pub mod users_list;

pub use scalar::{DateTime, InvalidOwnId, OwnId};
pub use user::User;
pub use users_list::UsersList;
