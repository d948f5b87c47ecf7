//! Finds keys that come twice, and the field of each key, without hashing.
//!
//! Objects of one kind mostly have the same keys in the same order. So the order of the last object is remembered: a key
//! that comes as it did then costs one comparison, and is known to differ from the others. Where a sender makes that fail
//! on purpose, the memory is bounded and the keys beyond it are sorted: slower, but never quadratic.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::cursor::RawText;
use super::escape;
use super::shape::{Field, ObjectShape};

/// Most keys of a remembered order. No documented object has that many.
const MAX_REMEMBERED: usize = 64;

/// The remembered orders: one for each shape, and one for each depth of objects in no table.
pub(super) struct KeyMemory<'a> {
    by_shape: Vec<(&'static ObjectShape, Order<'a>)>,
    by_depth: Vec<Order<'a>>,
    /// The keys that no order holds, of the objects around the cursor, the innermost at the end.
    overflow: Vec<Key<'a>>,
    opened: u64,
}

type Order<'a> = Vec<Remembered<'a>>;

struct Remembered<'a> {
    key: Key<'a>,
    field: Option<&'static Field>,
    /// The number of the last object that had it.
    seen_in: u64,
}

struct Key<'a> {
    raw: &'a [u8],
    /// The same without escapes, if it has any.
    unescaped: Option<Box<[u8]>>,
}

impl<'a> Key<'a> {
    fn new(text: RawText<'a>) -> Self {
        Self { raw: text.bytes, unescaped: text.escaped.then(|| escape::comparable_bytes(text.bytes)) }
    }

    fn bytes(&self) -> &[u8] {
        self.unescaped.as_deref().unwrap_or(self.raw)
    }
}

impl Ord for Key<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes().cmp(other.bytes())
    }
}

impl PartialOrd for Key<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Eq for Key<'_> {}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

/// The object whose keys are being read. It holds its order, so that an object of the same shape inside it takes another.
pub(super) struct OpenObject<'a> {
    shape: Option<&'static ObjectShape>,
    depth: usize,
    order: Order<'a>,
    /// Where in the order the next key is expected.
    next: usize,
    number: u64,
    overflow_start: usize,
}

/// A key of an open object.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub raw: &'a [u8],
    pub field: Option<&'static Field>,
    /// Whether the object has it already.
    pub again: bool,
}

impl<'a> OpenObject<'a> {
    /// The key that is expected next, if `rest`, which begins behind an opening quote, begins with it and its closing one.
    pub fn expected(&mut self, rest: &'a [u8]) -> Option<(Found<'a>, &'a [u8])> {
        let remembered = self.order.get_mut(self.next)?;
        let raw = remembered.key.raw;
        let (start, rest) = rest.split_at_checked(raw.len())?;
        // Byte by byte: most keys are too short for a call of memcmp to pay off.
        if !start.iter().eq(raw) {
            return None;
        }
        let rest = rest.strip_prefix(b"\"")?;
        self.next = self.next.wrapping_add(1);
        Some((remembered.found(remembered.key.raw, self.number), rest))
    }

    /// Searches the order, from where the key is expected on and then from its start.
    fn search(&mut self, key: &Key<'a>) -> Option<Found<'a>> {
        let is_it = |remembered: &Remembered<'_>| remembered.key == *key;
        let ahead = self.order.get(self.next..).and_then(|ahead| ahead.iter().position(is_it));
        let index = match ahead {
            Some(index) => index.wrapping_add(self.next),
            None => self.order.iter().take(self.next).position(is_it)?,
        };
        self.next = index.wrapping_add(1);
        let number = self.number;
        self.order.get_mut(index).map(|remembered| remembered.found(key.raw, number))
    }
}

impl Remembered<'_> {
    fn found<'a>(&mut self, raw: &'a [u8], number: u64) -> Found<'a> {
        let again = std::mem::replace(&mut self.seen_in, number) == number;
        Found { raw, field: self.field, again }
    }
}

impl<'a> KeyMemory<'a> {
    pub const fn new() -> Self {
        Self { by_shape: Vec::new(), by_depth: Vec::new(), overflow: Vec::new(), opened: 0 }
    }

    pub fn open(&mut self, shape: Option<&'static ObjectShape>, depth: usize) -> OpenObject<'a> {
        self.opened = self.opened.wrapping_add(1);
        let order = self.order(shape, depth).map(std::mem::take).unwrap_or_default();
        OpenObject { shape, depth, order, next: 0, number: self.opened, overflow_start: self.overflow.len() }
    }

    /// The key that was read, remembered if there is room.
    pub fn find(&mut self, object: &mut OpenObject<'a>, text: RawText<'a>) -> Found<'a> {
        let key = Key::new(text);
        if let Some(found) = object.search(&key) {
            return found;
        }
        let field = object.shape.and_then(|shape| shape.field(key.bytes()));
        if object.order.len() < MAX_REMEMBERED {
            object.order.push(Remembered { key, field, seen_in: object.number });
            object.next = object.order.len();
        } else {
            self.overflow.push(key);
        }
        Found { raw: text.bytes, field, again: false }
    }

    /// Whether the object has this field.
    pub fn has(&self, object: &OpenObject<'a>, field: &'static Field) -> bool {
        let name = field.name.as_bytes();
        let remembered = |entry: &Remembered<'_>| entry.seen_in == object.number && entry.key.bytes() == name;
        object.order.iter().any(remembered)
            || self.overflow.iter().skip(object.overflow_start).any(|key| key.bytes() == name)
    }

    /// Ends the object; tells each further occurrence of a key that was not found before.
    pub fn close(&mut self, object: OpenObject<'a>, mut tell_again: impl FnMut(&'a [u8])) {
        if self.overflow.len() > object.overflow_start {
            // A heap, since a sort of the standard library weighs several times as much in WebAssembly.
            let mut keys = BinaryHeap::from(self.overflow.split_off(object.overflow_start));
            while let Some(key) = keys.pop() {
                if keys.peek() == Some(&key) {
                    tell_again(key.raw);
                }
            }
        }
        if let Some(order) = self.order(object.shape, object.depth) {
            *order = object.order;
        }
    }

    fn order(&mut self, shape: Option<&'static ObjectShape>, depth: usize) -> Option<&mut Order<'a>> {
        let Some(shape) = shape else {
            if self.by_depth.len() <= depth {
                self.by_depth.resize_with(depth.saturating_add(1), Vec::new);
            }
            return self.by_depth.get_mut(depth);
        };
        let known = self.by_shape.iter().position(|(known, _)| std::ptr::eq(*known, shape));
        let index = known.unwrap_or_else(|| {
            self.by_shape.push((shape, Vec::new()));
            self.by_shape.len().saturating_sub(1)
        });
        self.by_shape.get_mut(index).map(|(_, order)| order)
    }
}
