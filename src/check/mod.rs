//! The proof that bytes are unambiguous JSON and hold a documented object.
//!
//! One pass over the body, without building a tree: what was checked is then parsed by whoever needs it, and two parsers
//! can no longer read it in two ways. Everything that is ambiguous is refused, at any depth and in unknown fields too: the
//! same key twice, invalid UTF-8, a byte order mark, anything after the value, more than 128 levels or 10,000 keys. Of the
//! fields in a table, those that are there and not null must have their type; fields in no table are only looked at as JSON.
//!
//! ```
//! use powens_users::check::{IssueCode, check};
//! use powens_users::model::User;
//!
//! assert!(check(br#"{"id":7,"signin":null,"new_key":[1e999]}"#, User::SHAPE, 10).is_ok());
//!
//! let refusal = check(br#"{"id":"7","signin":0}"#, User::SHAPE, 10).unwrap_err();
//! assert!(!refusal.malformed);
//! let pointers: Vec<&str> = refusal.issues.iter().map(|issue| issue.pointer.as_str()).collect();
//! assert_eq!(pointers, ["/id", "/signin"]);
//! assert_eq!(refusal.issues[0].code, IssueCode::WrongType);
//! ```
//!
//! Source: Powens documentation, for the names and types of the fields.

#[cfg(feature = "internals")]
pub(crate) mod ascii;
pub(crate) mod capture;
mod cursor;
mod detail;
mod escape;
mod format;
mod frame;
mod hash;
pub(crate) mod issue;
mod keys;
pub(crate) mod members;
mod number;
pub(crate) mod object_text;
mod order;
mod overflow;
mod room;
pub(crate) mod scan;
pub(crate) mod shape;
mod strict;
mod token;
mod unrepresentable;
pub(crate) mod walk;

pub(crate) use capture::{Captured, Slot};
pub use detail::{Detail, Form, Format, JsonPart, KeyLimit, Kind, NotJson, Wanted};
pub use issue::{Issue, IssueCode, Refusal};
pub(crate) use members::{raw_integer, raw_members, raw_number, raw_text};
pub use room::{MAX_KEY_BYTES, MAX_KEYS, MAX_OPEN_KEYS};
pub(crate) use scan::{Report, Scan};
pub use shape::ObjectShape;
pub(crate) use shape::{Field, Rule, SameIds};
pub use unrepresentable::Unrepresentable;
pub(crate) use walk::Options;

/// Deepest nesting of objects and arrays that passes; the outermost counts as 1.
pub const MAX_DEPTH: usize = 128;

/// The longest number that passes, in bytes. Others are refused as `too_large`.
pub const MAX_NUMBER_BYTES: usize = 1 << 20;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The body without a byte order mark in front.
///
/// [`check`] refuses one. In an API response it is to be ignored, as `Response.json()` does in JavaScript.
///
/// ```
/// use powens_users::check::strip_bom;
///
/// assert_eq!(strip_bom(b"\xEF\xBB\xBF{}"), b"{}");
/// assert_eq!(strip_bom(b"{}"), b"{}");
/// ```
#[must_use]
pub fn strip_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix(BOM).unwrap_or(body)
}

/// Whether `body` is unambiguous JSON and an object of this shape.
///
/// Every issue is reported, up to `max_issues`; the first thing that is not JSON at all ends the search. Time grows with the
/// length of the body, whatever it holds, and memory does not grow with it beyond the limits of depth and keys.
///
/// ```
/// use powens_users::check::{IssueCode, check};
/// use powens_users::model::User;
///
/// let refusal = check(br#"{"id":7,"\u0069d":8}"#, User::SHAPE, 10).unwrap_err();
/// assert!(refusal.malformed);
/// assert_eq!(refusal.issues[0].code, IssueCode::DuplicateKey);
/// assert_eq!(refusal.issues[0].pointer, "/id");
/// ```
///
/// # Errors
/// A [`Refusal`] with every issue that was found.
///
/// Source: Powens documentation, for the types of fields.
pub fn check(body: &[u8], shape: &'static ObjectShape, max_issues: usize) -> Result<(), Refusal> {
    let mut scan = Scan::default();
    scan.begin(shape, Options { max_issues, ..Options::default() });
    scan.feed(body, true);
    scan.finish().refusal.map_or(Ok(()), Err)
}
