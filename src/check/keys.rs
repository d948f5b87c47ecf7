//! Finds keys that come twice, and the field of each key, without hashing.
//!
//! Objects of one kind mostly have the same keys in the same order. So the order of the last object is remembered: a key
//! that comes as it did then costs a few comparisons of words, and is known to differ from the others. Where a sender makes
//! that fail on purpose, the memory is bounded and the keys beyond it are sorted: slower, but never quadratic.

use std::borrow::Cow;
use std::collections::BinaryHeap;

use super::cursor::RawText;
use super::escape;
use super::shape::{Field, ObjectShape};
use super::token::Token;

/// Most keys of a remembered order. No documented object has that many.
const MAX_REMEMBERED: usize = 64;

/// Longest key of a remembered order, in bytes: what is remembered outlives the body, and is to stay small.
const MAX_KEY: usize = 64;

/// Most bytes of overflow that are kept for the next body.
const MAX_KEPT: usize = 4096;

/// The remembered orders: one for each shape, and one for each depth of objects in no table.
#[derive(Default)]
pub(super) struct Keys {
    by_shape: Vec<(&'static ObjectShape, Order)>,
    by_depth: Vec<Order>,
    overflow: Overflow,
    opened: u64,
}

type Order = Vec<Remembered>;

struct Remembered {
    /// A comma, the key and a colon, as they mostly come.
    token: Token,
    /// The key, its escapes undone.
    key: Box<[u8]>,
    field: Option<&'static Field>,
    /// The number of the last object that had it.
    seen_in: u64,
}

/// The object whose keys are being read. It holds its order, so that an object of the same shape inside it takes another.
pub(super) struct OpenObject {
    pub shape: Option<&'static ObjectShape>,
    depth: usize,
    order: Order,
    /// Where in the order the next key is expected.
    next: usize,
    number: u64,
    overflow_start: usize,
    /// Where the last key that was read is in the overflow, if it is not in the order in front of `next`.
    last_in_overflow: Option<usize>,
}

/// A key of an open object.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub field: Option<&'static Field>,
    /// Whether the object has it already.
    pub again: bool,
}

impl OpenObject {
    /// What stands behind a comma, the key that is expected next and a colon, if `rest` begins with them.
    #[inline(always)]
    pub fn expected<'w>(&mut self, rest: &'w [u8]) -> Option<(Found, &'w [u8])> {
        let remembered = self.order.get_mut(self.next)?;
        let rest = remembered.token.strip(rest)?;
        self.next = self.next.wrapping_add(1);
        self.last_in_overflow = None;
        Some((remembered.found(self.number), rest))
    }

    /// The same for the first key.
    pub fn expected_first<'w>(&mut self, rest: &'w [u8]) -> Option<(Found, &'w [u8])> {
        let remembered = self.order.first_mut()?;
        let rest = remembered.token.strip_first(rest)?;
        self.next = 1;
        Some((remembered.found(self.number), rest))
    }

    /// Searches the order, from where the key is expected on and then from its start.
    fn search(&mut self, key: &[u8]) -> Option<Found> {
        let is_it = |remembered: &Remembered| *remembered.key == *key;
        let ahead = self.order.get(self.next..).and_then(|ahead| ahead.iter().position(is_it));
        let index = match ahead {
            Some(index) => index.wrapping_add(self.next),
            None => self.order.iter().take(self.next).position(is_it)?,
        };
        self.next = index.wrapping_add(1);
        let number = self.number;
        self.order.get_mut(index).map(|remembered| remembered.found(number))
    }
}

impl Remembered {
    #[inline(always)]
    fn found(&mut self, number: u64) -> Found {
        let again = std::mem::replace(&mut self.seen_in, number) == number;
        Found { field: self.field, again }
    }
}

impl Keys {
    /// Lets go of the keys of objects that were never closed, and of a memory that grew large.
    pub fn forget_overflow(&mut self) {
        if self.overflow.bytes.capacity() > MAX_KEPT || self.overflow.ends.capacity() > MAX_KEPT {
            self.overflow = Overflow::default();
        }
        self.overflow.bytes.clear();
        self.overflow.ends.clear();
    }

    pub fn open(&mut self, shape: Option<&'static ObjectShape>, depth: usize) -> OpenObject {
        self.opened = self.opened.wrapping_add(1);
        let order = self.order(shape, depth).map(std::mem::take).unwrap_or_default();
        let overflow_start = self.overflow.ends.len();
        OpenObject { shape, depth, order, next: 0, number: self.opened, overflow_start, last_in_overflow: None }
    }

    /// The key that was read, remembered if there is room.
    pub fn find(&mut self, object: &mut OpenObject, text: RawText<'_>) -> Found {
        let key = match text.escaped {
            true => Cow::Owned(escape::comparable_bytes(text.bytes)),
            false => Cow::Borrowed(text.bytes),
        };
        object.last_in_overflow = None;
        if let Some(found) = object.search(&key) {
            return found;
        }
        let field = object.shape.and_then(|shape| shape.field(&key));
        if object.order.len() < MAX_REMEMBERED && key.len() <= MAX_KEY {
            let token = if text.escaped { Token::NEVER } else { Token::of_key(text.bytes) };
            object.order.push(Remembered { token, key: (*key).into(), field, seen_in: object.number });
            object.next = object.order.len();
        } else {
            object.last_in_overflow = Some(self.overflow.ends.len());
            self.overflow.push(&key);
        }
        Found { field, again: false }
    }

    /// The key that was read last, its escapes undone.
    pub fn last_of<'k>(&'k self, object: &'k OpenObject) -> &'k [u8] {
        if let Some(index) = object.last_in_overflow {
            return self.overflow.get(index);
        }
        let last = object.next.checked_sub(1).and_then(|index| object.order.get(index));
        last.map(|remembered| &*remembered.key).unwrap_or_default()
    }

    /// Whether the object has this field.
    pub fn has(&self, object: &OpenObject, field: &'static Field) -> bool {
        let name = field.name.as_bytes();
        object.order.iter().any(|entry| entry.seen_in == object.number && *entry.key == *name)
            || self.overflow.iter_from(object.overflow_start).any(|key| key == name)
    }

    /// Ends the object; gives each further occurrence of a key that was not found before.
    pub fn close(&mut self, mut object: OpenObject) -> Vec<Box<[u8]>> {
        let again = if self.overflow.ends.len() > object.overflow_start {
            // The order has no room for what comes now: another one is learned.
            object.order.clear();
            self.overflow.take_from(object.overflow_start)
        } else {
            Vec::new()
        };
        if let Some(order) = self.order(object.shape, object.depth) {
            *order = object.order;
        }
        again
    }

    fn order(&mut self, shape: Option<&'static ObjectShape>, depth: usize) -> Option<&mut Order> {
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

/// The keys that no order holds, of the objects around the cursor, the innermost at the end. In one piece: a body may have
/// millions of them.
#[derive(Default)]
struct Overflow {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Overflow {
    fn push(&mut self, key: &[u8]) {
        self.bytes.extend_from_slice(key);
        self.ends.push(self.bytes.len());
    }

    /// Where the keys before this one end.
    fn start_of(&self, index: usize) -> usize {
        let before = index.checked_sub(1).and_then(|before| self.ends.get(before));
        before.copied().unwrap_or(0)
    }

    fn get(&self, index: usize) -> &[u8] {
        self.bytes.get(self.start_of(index)..self.start_of(index.saturating_add(1))).unwrap_or_default()
    }

    fn iter_from(&self, start: usize) -> impl Iterator<Item = &[u8]> {
        (start..self.ends.len()).map(|index| self.get(index))
    }

    /// Takes out the keys from this one on; gives each that came before.
    #[cold]
    fn take_from(&mut self, start: usize) -> Vec<Box<[u8]>> {
        // A heap, since a sort of the standard library weighs several times as much in WebAssembly.
        let mut keys: BinaryHeap<&[u8]> = self.iter_from(start).collect();
        let mut again = Vec::new();
        while let Some(key) = keys.pop() {
            if keys.peek() == Some(&key) {
                again.push(key.into());
            }
        }
        self.bytes.truncate(self.start_of(start));
        self.ends.truncate(start);
        again
    }
}
