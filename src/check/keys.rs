//! Finds keys that come twice, and the field of each key.
//!
//! Objects of one kind mostly have the same keys in the same order. So the order of the last object is remembered: a key
//! that comes as it did then costs a few comparisons of words, and is known to differ from the others. A key that comes
//! otherwise is found by its hash, and what a sender can make us remember is bounded.

use std::borrow::Cow;

use super::cursor::RawText;
use super::detail::KeyLimit;
use super::escape;
use super::hash::hash;
use super::order::{Found, Order};
use super::overflow::{self, Overflow};
use super::shape::{Field, ObjectShape};
use super::token::Token;

/// Most keys of one object.
pub const MAX_KEYS: usize = 10_000;

/// Most keys of all objects that are open at one place of a body.
pub const MAX_OPEN_KEYS: usize = 20_000;

/// Most bytes of these keys, as they are written between their quotes.
pub const MAX_KEY_BYTES: usize = 1 << 20;

/// The remembered orders: one for each shape, and one for each depth of objects in no table.
pub(super) struct Keys {
    by_shape: Vec<(&'static ObjectShape, Order)>,
    by_depth: Vec<Order>,
    overflow: Overflow,
    opened: u64,
    room: Room,
}

/// How many keys may still come.
#[derive(Clone, Copy)]
struct Room {
    /// In the upper half, how many keys the innermost object may still have, in the lower one their bytes: so one subtraction
    /// counts both. The highest bit of a half is set where there was one too many.
    left: u64,
    /// How many keys the objects in it may have beyond those.
    beyond: u32,
}

impl Room {
    const KEY: u64 = 1 << 32;
    const OVERDRAWN: u64 = 1 << 63 | 1 << 31;

    #[allow(clippy::cast_possible_truncation)]
    const fn of(keys: usize) -> Self {
        Self { left: (MAX_KEYS as u64) << 32 | MAX_KEY_BYTES as u64, beyond: (keys - MAX_KEYS) as u32 }
    }

    /// Room for the keys of an object that is opened.
    #[inline(always)]
    fn inner(self) -> Self {
        let missing = (MAX_KEYS as u64).saturating_sub(self.left >> 32).min(u64::from(self.beyond));
        #[allow(clippy::cast_possible_truncation)]
        let beyond = self.beyond.wrapping_sub(missing as u32);
        Self { left: self.left.wrapping_add(missing << 32), beyond }
    }

    /// Takes the room of a key of less than 2 GiB; false where there is none.
    #[inline(always)]
    fn take(&mut self, bytes: usize) -> bool {
        self.left = self.left.wrapping_sub(Self::KEY | bytes as u64);
        self.left & Self::OVERDRAWN == 0
    }
}

/// The object whose keys are being read. It holds its order, so that an object of the same shape inside it takes another.
pub(super) struct OpenObject {
    pub shape: Option<&'static ObjectShape>,
    depth: usize,
    order: Order,
    /// Where in the order the next key is expected.
    next: usize,
    number: u64,
    overflow: overflow::Keys,
    /// Where the last key that was read is in the overflow, if it is not in the order in front of `next`.
    last_in_overflow: Option<usize>,
    /// The room of the object around it.
    room_around: Room,
}

impl OpenObject {
    /// What stands behind a comma, the key that is expected next and a colon, if `rest` begins with them.
    #[inline(always)]
    pub fn expected<'w>(&mut self, rest: &'w [u8]) -> Option<(Found, &'w [u8])> {
        let expected = self.order.expected(self.next, self.number, rest)?;
        self.next = self.next.wrapping_add(1);
        self.last_in_overflow = None;
        Some(expected)
    }

    /// The same for the first key.
    pub fn expected_first<'w>(&mut self, rest: &'w [u8]) -> Option<(Found, &'w [u8])> {
        let expected = self.order.expected_first(self.number, rest)?;
        self.next = 1;
        Some(expected)
    }
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            by_shape: Vec::new(),
            by_depth: Vec::new(),
            overflow: Overflow::default(),
            opened: 0,
            room: Room::of(MAX_OPEN_KEYS),
        }
    }
}

impl Keys {
    /// Begins with a body.
    pub fn reset(&mut self) {
        self.overflow.reset();
        self.room = Room::of(MAX_OPEN_KEYS);
    }

    pub fn open(&mut self, shape: Option<&'static ObjectShape>, depth: usize) -> OpenObject {
        self.opened = self.opened.wrapping_add(1);
        let room = self.room.inner();
        OpenObject {
            shape,
            depth,
            order: self.order(shape, depth).map(std::mem::take).unwrap_or_default(),
            next: 0,
            number: self.opened,
            overflow: self.overflow.open(),
            last_in_overflow: None,
            room_around: std::mem::replace(&mut self.room, room),
        }
    }

    /// Counts a remembered key of this many bytes; false where that is one too many.
    #[inline(always)]
    pub fn count_remembered(&mut self, bytes: usize) -> bool {
        self.room.take(bytes)
    }

    /// Counts any key of this many bytes; false where that is one too many.
    pub fn count(&mut self, bytes: usize) -> bool {
        // No more than is needed to pass the limit.
        self.room.take(bytes.min(MAX_KEY_BYTES.saturating_add(1)))
    }

    /// Whether a key of this many bytes is one too many.
    pub fn is_too_long(&self, bytes: usize) -> bool {
        bytes as u64 > self.room.left & u64::from(u32::MAX)
    }

    /// The limit that was passed.
    pub fn limit(&self, object: &OpenObject) -> KeyLimit {
        // Bytes that are overdrawn took a key from the upper half.
        let is_by_bytes = self.room.left & 1 << 31 != 0;
        let left = self.room.left.wrapping_add(if is_by_bytes { Room::KEY } else { 0 });
        if left & 1 << 63 == 0 {
            KeyLimit::OpenBytes
        } else if object.room_around.inner().left >> 32 == MAX_KEYS as u64 {
            KeyLimit::Object
        } else {
            KeyLimit::Open
        }
    }

    /// The key that was read, remembered if there is room.
    pub fn find(&mut self, object: &mut OpenObject, text: RawText<'_>) -> Found {
        let key = match text.escaped {
            true => Cow::Owned(escape::comparable_bytes(text.bytes)),
            false => Cow::Borrowed(text.bytes),
        };
        object.last_in_overflow = None;
        let (order, number, next) = (&mut object.order, object.number, object.next);
        // Mostly it is as expected but for white space, or one key is absent.
        let ahead = [next, next.wrapping_add(1)].into_iter().find(|index| order.is_at(*index, &key));
        let hash = if ahead.is_some() { 0 } else { hash(&key) };
        if let Some(index) = ahead.or_else(|| order.find(&key, hash))
            && let Some(found) = order.see(index, number)
        {
            object.next = index.wrapping_add(1);
            return found;
        }
        let field = object.shape.and_then(|shape| shape.field(&key));
        let token = || if text.escaped { Token::NEVER } else { Token::of_key(text.bytes) };
        if let Some(index) = order.learn((&key, hash), token, field, number) {
            object.next = index.wrapping_add(1);
            return Found { field, duplicate: false };
        }
        let (index, duplicate) = self.overflow.add(&mut object.overflow, &key, hash);
        object.last_in_overflow = Some(index);
        Found { field, duplicate }
    }

    /// The key that was read last, its escapes undone.
    pub fn last_of<'k>(&'k self, object: &'k OpenObject) -> &'k [u8] {
        match object.last_in_overflow {
            Some(index) => self.overflow.get(index),
            None => object.next.checked_sub(1).map(|last| object.order.key(last)).unwrap_or_default(),
        }
    }

    /// Whether the object has this field, which is likely at `guess` of its order.
    #[inline]
    pub fn has(&self, object: &OpenObject, field: &'static Field, guess: usize) -> bool {
        let (order, name) = (&object.order, field.name.as_bytes());
        order.is_at(guess, name) && order.is_seen(guess, object.number) || self.has_anywhere(object, name)
    }

    fn has_anywhere(&self, object: &OpenObject, name: &[u8]) -> bool {
        let (order, hash) = (&object.order, hash(name));
        match order.find(name, hash) {
            Some(index) => order.is_seen(index, object.number),
            None => self.overflow.has(object.overflow, name, hash),
        }
    }

    /// Ends the object; gives at most `max` duplicates that were not found before.
    pub fn close(&mut self, mut object: OpenObject, max: usize) -> Vec<Box<[u8]>> {
        let duplicates = self.overflow.close(object.overflow, max);
        object.order.forget_outdated();
        self.room = object.room_around;
        if let Some(order) = self.order(object.shape, object.depth) {
            *order = object.order;
        }
        duplicates
    }

    fn order(&mut self, shape: Option<&'static ObjectShape>, depth: usize) -> Option<&mut Order> {
        let Some(shape) = shape else {
            if self.by_depth.len() <= depth {
                self.by_depth.resize_with(depth.saturating_add(1), Order::default);
            }
            return self.by_depth.get_mut(depth);
        };
        let known = self.by_shape.iter().position(|(known, _)| std::ptr::eq(*known, shape));
        let index = known.unwrap_or_else(|| {
            self.by_shape.push((shape, Order::default()));
            self.by_shape.len().saturating_sub(1)
        });
        self.by_shape.get_mut(index).map(|(_, order)| order)
    }
}
