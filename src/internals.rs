//! What this repository's own bindings and tests use of the crate, and no program is meant to: it changes without notice.
//!
//! The npm package runs on these rules step by step and in numbers; Rust programs have whole calls.

pub use crate::api::reason::Parts as ApiParts;
pub use crate::check::ascii::to_ascii;
pub use crate::check::capture::{Captured, Slot};
pub use crate::check::issue::Sentence;
pub use crate::check::members::{raw_integer, raw_members, raw_number, raw_text};
pub use crate::check::object_text::MARK;
pub use crate::check::scan::{Report, Scan};
pub use crate::check::shape::{Field, NumberRule, ObjectRule, Rule, SameIds, TextForm};
pub use crate::check::walk::Options;
pub use crate::model::users_list::is_complete;
pub use crate::redactor::Redactor;
pub use crate::webhook::bearer::{BearerToken, compare_tokens, is_bearer};
pub use crate::webhook::diagnosis::{Search, Symptoms};
pub use crate::webhook::gzip::safe_bytes;
pub use crate::webhook::mac::Mac;
pub use crate::webhook::reason::Parts as WebhookParts;
pub use crate::webhook::request::{Claim, begin_to_sign};
pub use crate::webhook::secret::Trial;

/// What a check captures of a body of the model.
pub mod slot {
    pub use crate::model::slot::*;
}

/// `docs/payloads.md`.
pub mod tables {
    pub use crate::model::tables::*;
}

/// The types of the model for TypeScript.
pub mod typescript {
    pub use crate::model::typescript::*;
}
