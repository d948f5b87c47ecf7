//! The text that stands for an object already parsed, so that objects and bytes are held to one rule by one piece of code.
//!
//! It is the JSON of the object, with two additions that no JSON text can hold: a number beyond a float is written as one
//! that overflows (`1e999`), and what is no JSON value at all as a mark and a letter that says why.

use super::detail::NotJson;

/// Stands before the letter. A control character: in a text, JSON has it escaped.
pub const MARK: u8 = 0x01;

/// What a letter behind a mark means.
pub(super) const fn meaning(letter: u8) -> NotJson {
    match letter {
        b'a' => NotJson::Accessor,
        b'b' => NotJson::BigInt,
        b'n' => NotJson::Nan,
        b'o' => NotJson::OtherObject,
        b'u' => NotJson::Undefined,
        b'x' => NotJson::Unreadable,
        _ => NotJson::OtherType,
    }
}
