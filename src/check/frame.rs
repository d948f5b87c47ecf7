//! The objects and arrays around the place that is being read, and where that place is.

use super::escape;
use super::keys::{Found, Keys, OpenObject};
use super::shape::{ObjectShape, Rule};

/// Longest part of a pointer that one key gives, in characters.
const MAX_SEGMENT: usize = 64;

/// An object or array that is not closed yet.
pub(super) enum Frame {
    Object(OpenObject),
    Array { items: Expected, index: usize },
}

/// What a value must be.
#[derive(Clone, Copy)]
pub(super) enum Expected {
    Anything,
    /// The body itself.
    Root(&'static ObjectShape),
    Value(&'static Rule),
    /// `documented`: whether null is documented.
    ValueOrNull {
        rule: &'static Rule,
        documented: bool,
    },
}

impl Expected {
    #[inline(always)]
    pub const fn of(found: Found) -> Self {
        match found.field {
            None => Self::Anything,
            Some(field) if field.rule.anything => Self::Anything,
            Some(field) if field.required => Self::Value(field.rule),
            Some(field) => Self::ValueOrNull { rule: field.rule, documented: field.nullable },
        }
    }

    #[inline(always)]
    pub const fn rule(self) -> Option<&'static Rule> {
        match self {
            Self::Anything | Self::Root(_) => None,
            Self::Value(rule) | Self::ValueOrNull { rule, .. } => Some(rule),
        }
    }
}

/// What an issue is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The value that is being read.
    Value,
    /// The object or array around it.
    Container,
}

/// The JSON pointer, RFC 6901.
pub(super) fn pointer(frames: &[Frame], keys: &Keys, place: Place) -> String {
    let around = match (place, frames) {
        (Place::Container, [around @ .., _]) => around,
        _ => frames,
    };
    let mut pointer = String::new();
    for frame in around {
        match frame {
            Frame::Array { index, .. } => {
                pointer.push('/');
                pointer.push_str(&index.to_string());
            }
            Frame::Object(object) => push_key(&mut pointer, keys.last_of(object)),
        }
    }
    pointer
}

/// Adds a key, its escapes undone.
pub(super) fn push_key(pointer: &mut String, key: &[u8]) {
    pointer.push('/');
    let mut characters = escape::comparable_characters(key);
    for character in characters.by_ref().take(MAX_SEGMENT) {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
    if characters.next().is_some() {
        pointer.push('…');
    }
}
