//! Where in a body a value stands.

use super::escape;

/// Longest part of a pointer that one key gives, in characters.
const MAX_SEGMENT: usize = 64;

/// A list that lives on the stack; it becomes text only when there is an issue to tell.
#[derive(Clone, Copy)]
pub(super) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    segment: Segment<'p>,
    /// How many objects and arrays stand around the value.
    pub depth: usize,
}

#[derive(Clone, Copy)]
enum Segment<'p> {
    Root,
    /// A key as the body has it, escapes and all.
    Key(&'p [u8]),
    Index(usize),
}

impl<'p> Path<'p> {
    pub const ROOT: Self = Self { parent: None, segment: Segment::Root, depth: 0 };

    pub const fn key(&'p self, key: &'p [u8]) -> Self {
        self.child(Segment::Key(key))
    }

    pub const fn index(&'p self, index: usize) -> Self {
        self.child(Segment::Index(index))
    }

    const fn child(&'p self, segment: Segment<'p>) -> Self {
        Self { parent: Some(self), segment, depth: self.depth.saturating_add(1) }
    }

    /// The JSON pointer, RFC 6901.
    pub fn pointer(&self) -> String {
        let mut segments = Vec::with_capacity(self.depth);
        let mut place = Some(self);
        while let Some(path) = place {
            segments.push(path.segment);
            place = path.parent;
        }
        let mut pointer = String::new();
        for segment in segments.iter().rev() {
            match segment {
                Segment::Root => {}
                Segment::Index(index) => {
                    pointer.push('/');
                    pointer.push_str(&index.to_string());
                }
                Segment::Key(key) => push_key(&mut pointer, key),
            }
        }
        pointer
    }
}

fn push_key(pointer: &mut String, key: &[u8]) {
    pointer.push('/');
    let mut characters = escape::characters(key);
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
