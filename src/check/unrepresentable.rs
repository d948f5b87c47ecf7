//! What JSON can say and the types of Rust cannot hold.

use super::cursor::Cursor;
use super::detail::{Detail, Kind, Wanted};
use super::escape;
use super::frame::Pointer;
use super::issue::{Issue, IssueCode};
use super::number;
use crate::words::words;

words! {
    /// Why a body that was accepted cannot be held by the types of the model. JavaScript holds all of it, and Powens is not known to
    /// send any of it.
    #[non_exhaustive]
    pub enum Unrepresentable {
        /// An escape that is half of a surrogate pair, such as `"\ud800"`: no `String` holds it.
        LoneSurrogate = "text with half of a surrogate pair",
        /// A number beyond the largest `f64`, such as `1e400`.
        Number = "a number that no 64-bit float holds",
        /// Something else.
        Other = "something that the types of the model do not hold",
    }
}

/// An object or an array around the place that is being looked at.
enum Around<'a> {
    /// The last key, as it is written.
    Object(&'a [u8]),
    /// The index of the item.
    Array(usize),
}

impl Unrepresentable {
    /// The first such thing in a body that was checked, and what is wrong with it there.
    pub(crate) fn find(body: &[u8]) -> Option<(Self, Issue)> {
        let mut cursor = Cursor::new(body, true);
        let mut around = Vec::new();
        while let Some(byte) = cursor.peek() {
            let at = cursor.offset() as u64;
            let found = match byte {
                b'"' => text(&mut cursor, &mut around)?,
                b'-' | b'0'..=b'9' => {
                    let is_finite = number::is_finite(cursor.number().ok()?);
                    (!is_finite).then_some(Self::Number)
                }
                structural => {
                    cursor.eat(structural);
                    enter_or_leave(structural, &mut around);
                    None
                }
            };
            if let Some(what) = found {
                let (code, detail) = what.issue(at);
                return Some((what, Issue { pointer: pointer(&around), code, detail }));
            }
        }
        None
    }

    /// What is wrong with the value at this byte of the body.
    const fn issue(self, at: u64) -> (IssueCode, Detail) {
        match self {
            Self::LoneSurrogate => (IssueCode::InvalidUtf8, Detail::At(at)),
            Self::Number | Self::Other => {
                (IssueCode::NotFinite, Detail::Value { wanted: Wanted::Number, found: Kind::OtherNumber })
            }
        }
    }
}

/// Reads a text, which is a key where a colon follows.
fn text<'a>(cursor: &mut Cursor<'a>, around: &mut [Around<'a>]) -> Option<Option<Unrepresentable>> {
    cursor.eat(b'"');
    let text = cursor.text().ok()?;
    cursor.skip_whitespace();
    if let (Some(Around::Object(key)), Some(b':')) = (around.last_mut(), cursor.peek()) {
        *key = text.bytes;
    }
    let is_lone = text.escaped && std::str::from_utf8(&escape::comparable_bytes(text.bytes)).is_err();
    Some(is_lone.then_some(Unrepresentable::LoneSurrogate))
}

fn enter_or_leave(structural: u8, around: &mut Vec<Around<'_>>) {
    match (structural, around.last_mut()) {
        (b'{', _) => around.push(Around::Object(&[])),
        (b'[', _) => around.push(Around::Array(0)),
        (b'}' | b']', _) => {
            around.pop();
        }
        (b',', Some(Around::Array(index))) => *index = index.saturating_add(1),
        _ => {}
    }
}

fn pointer(around: &[Around<'_>]) -> String {
    let mut pointer = Pointer::new();
    for around in around {
        match around {
            Around::Object(key) => pointer.push_key(&escape::comparable_bytes(key)),
            Around::Array(index) => pointer.push_index(*index),
        }
    }
    pointer.into_text()
}
