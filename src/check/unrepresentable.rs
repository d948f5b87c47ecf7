//! What JSON may hold, JavaScript reads, and Rust has no value for.

use super::cursor::Cursor;
use super::escape;
use super::frame::{Step, pointer_of};
use crate::words::words;

words! {
    /// What Rust has no value for.
    #[non_exhaustive]
    pub enum Obstacle {
        /// Text with half a character, such as `"\ud800"`: a text of Rust is always Unicode.
        LoneSurrogate = "is text with half a character (a lone surrogate)",
        /// A number that overflows to infinity, such as `1e400`, in a field whose type is not documented.
        NumberTooLarge = "is a number that is too large for a float",
        /// None of these. It is a mistake of this crate: tell us.
        Other = "cannot be read",
    }
}

/// A body that is unambiguous JSON and what is documented, and yet no value of Rust: the one exception to the rule that what a
/// check accepts can be read. The bytes themselves stay what they are.
///
/// Source: our decision. JSON (RFC 8259, section 8.2) allows both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unrepresentable {
    /// JSON pointer (RFC 6901) to the first such value, or to what such a key leads to; cut as that of an
    /// [`Issue`](super::Issue).
    pub pointer: String,
    pub obstacle: Obstacle,
}

/// An object or array that is open.
enum Open {
    /// The key that was read last, as bytes to compare.
    Object(Vec<u8>),
    Array(usize),
}

/// The first thing of checked JSON that Rust has no value for. `keys` lead to it from the body that it is a part of.
pub(crate) fn find_obstacle(json: &[u8], keys: &[&str]) -> Unrepresentable {
    let mut open = keys.iter().map(|key| Open::Object(key.as_bytes().to_vec())).collect();
    let obstacle = search(json, &mut open).unwrap_or_else(|| {
        open.clear();
        Obstacle::Other
    });
    let steps = open.iter().map(|open| match open {
        Open::Object(key) => Step::Key(key),
        Open::Array(index) => Step::Index(*index),
    });
    Unrepresentable { pointer: pointer_of(steps), obstacle }
}

/// Goes through the tokens until one is an obstacle, to which `open` leads then.
fn search(json: &[u8], open: &mut Vec<Open>) -> Option<Obstacle> {
    let mut cursor = Cursor::new(json, true);
    // A text is a key behind the bracket of an object, and behind a comma in it.
    let mut is_key = false;
    while let Some(byte) = cursor.peek() {
        match byte {
            b'-' | b'0'..=b'9' => {
                let number = std::str::from_utf8(cursor.number().ok()?).ok()?;
                if number.parse::<f64>().is_ok_and(f64::is_infinite) {
                    return Some(Obstacle::NumberTooLarge);
                }
                continue;
            }
            b'{' => open.push(Open::Object(Vec::new())),
            b'[' => open.push(Open::Array(0)),
            b'}' | b']' => drop(open.pop()),
            b',' => {
                if let Some(Open::Array(index)) = open.last_mut() {
                    *index = index.saturating_add(1);
                }
            }
            _ => {}
        }
        cursor.eat(byte);
        match byte {
            b'"' => {
                let text = cursor.text().ok()?;
                let bytes = escape::comparable_bytes(text.bytes);
                let is_lone = text.escaped && std::str::from_utf8(&bytes).is_err();
                if let (true, Some(Open::Object(key))) = (is_key, open.last_mut()) {
                    *key = bytes;
                }
                if is_lone {
                    return Some(Obstacle::LoneSurrogate);
                }
                is_key = false;
            }
            b'{' | b',' => is_key = matches!(open.last(), Some(Open::Object(_))),
            _ => {}
        }
    }
    None
}
