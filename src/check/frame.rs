//! The objects and arrays around the place that is being read, and where that place is.

use super::capture::Slot;
use super::escape;
use super::keys::{Keys, OpenObject};
use super::order::Found;
use super::shape::{Field, ObjectShape, Rule};

/// Longest part of a pointer that one key gives, in characters.
const MAX_SEGMENT: usize = 64;

/// Longest pointer, in characters.
const MAX_POINTER: usize = 500;

/// Stands for what is cut.
const ELLIPSIS: &str = "…";

/// An object or array that is not closed yet.
pub(super) enum Frame {
    /// An object, and where it is captured.
    Object(OpenObject, Option<Slot>),
    Array {
        items: Expected,
        index: usize,
    },
}

/// What a value must be.
#[derive(Clone, Copy)]
pub(super) enum Expected {
    Anything,
    /// The body itself.
    Root(&'static ObjectShape),
    Field(&'static Field),
    Item(&'static Rule),
}

impl Expected {
    #[inline(always)]
    pub const fn of(found: Found) -> Self {
        match found.field {
            Some(field) if !field.rule.anything => Self::Field(field),
            _ => Self::Anything,
        }
    }

    #[inline(always)]
    pub const fn rule(self) -> Option<&'static Rule> {
        match self {
            Self::Anything | Self::Root(_) => None,
            Self::Field(field) => Some(field.rule),
            Self::Item(rule) => Some(rule),
        }
    }

    /// Where the value is captured.
    #[inline(always)]
    pub const fn capture(self) -> Option<Slot> {
        match self {
            Self::Anything | Self::Item(_) => None,
            Self::Root(shape) => shape.capture,
            Self::Field(field) => field.capture,
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

/// The JSON pointer, RFC 6901: to the value that the frames lead to, and from there along `path`.
pub(super) fn pointer(frames: &[Frame], keys: &Keys, place: Place, path: &[&[u8]]) -> String {
    let around = match (place, frames) {
        (Place::Container, [around @ .., _]) => around,
        _ => frames,
    };
    let mut pointer = Pointer::new();
    for frame in around {
        match frame {
            Frame::Array { index, .. } => pointer.push_index(*index),
            Frame::Object(object, _) => pointer.push_key(keys.last_of(object)),
        }
    }
    for key in path {
        pointer.push_key(key);
    }
    pointer.into_text()
}

/// A pointer that is being made. The only place where they are, and are cut.
pub(super) struct Pointer {
    text: String,
    /// How many more characters it may have; 0 where it was cut.
    room: usize,
}

impl Pointer {
    pub const fn new() -> Self {
        Self { text: String::new(), room: MAX_POINTER }
    }

    pub fn into_text(self) -> String {
        self.text
    }

    /// Adds a key, its escapes undone.
    pub fn push_key(&mut self, key: &[u8]) {
        self.push("/");
        let (mut left, mut rest) = (MAX_SEGMENT, key);
        while let Some((character, behind)) = escape::first_character(rest) {
            if left == 0 {
                return self.push(ELLIPSIS);
            }
            left = left.saturating_sub(1);
            rest = behind;
            self.push(match character {
                "~" => "~0",
                "/" => "~1",
                other => other,
            });
        }
    }

    /// Adds the index of an item.
    pub fn push_index(&mut self, index: usize) {
        self.push("/");
        self.push_digits(index);
    }

    fn push_digits(&mut self, number: usize) {
        if number >= 10 {
            self.push_digits(number / 10);
        }
        let digit = number % 10;
        self.push("0123456789".get(digit..=digit).unwrap_or_default());
    }

    /// Adds a character, or the two of an escape, and keeps room for the last one, the ellipsis.
    fn push(&mut self, text: &str) {
        let length = if text.is_ascii() { text.len() } else { 1 };
        match self.room.checked_sub(length) {
            Some(room @ 1..) => {
                self.room = room;
                self.text.push_str(text);
            }
            _ if self.room > 0 => {
                self.room = 0;
                self.text.push_str(ELLIPSIS);
            }
            _ => {}
        }
    }
}
