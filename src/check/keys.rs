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
use super::room::Room;
use super::shape::{Field, ObjectShape};
use super::token::Token;

/// The remembered orders: one for each shape, and one for each depth of objects in no table.
pub(super) struct Keys {
    by_shape: Vec<(&'static ObjectShape, Order)>,
    by_depth: Vec<Order>,
    overflow: Overflow,
    opened: u64,
    room: Room,
}

/// The object whose keys are being read. It holds its order, so that an object of the same shape inside it takes another.
pub(super) struct OpenObject {
    pub shape: Option<&'static ObjectShape>,
    order: Order,
    number: u64,
    overflow: overflow::Keys,
    /// Where in the order the next key is expected; beyond its end where none is, since each key is to be counted.
    next: u32,
    /// Keys of the order from here to `next` are not counted yet.
    counted: u32,
    last: Last,
    /// The index of the order among those of shapes, or among those of depths.
    order_index: u32,
    /// The room of the object around it.
    room_around: Room,
}

/// Where the key is that was read last.
#[derive(Clone, Copy)]
enum Last {
    /// In front of the next one that is expected.
    Expected,
    Order(u32),
    Overflow(u32),
}

impl OpenObject {
    /// What stands behind a comma, the key that is expected next and a colon, if `rest` begins with them.
    #[inline(always)]
    pub fn expected<'w>(&mut self, rest: &'w [u8]) -> Option<(Found, &'w [u8])> {
        let expected = self.order.expected(self.next as usize, self.number, rest)?;
        self.next = self.next.wrapping_add(1);
        self.last = Last::Expected;
        Some(expected)
    }

    /// The same for the first key.
    pub fn expected_first<'w>(&mut self, rest: &'w [u8]) -> Option<(Found, &'w [u8])> {
        // Elsewhere the first key is not expected.
        if self.next != 0 {
            return None;
        }
        let expected = self.order.expected_first(self.number, rest)?;
        self.next = 1;
        Some(expected)
    }

    /// Says that the key at this index of the order was read.
    #[allow(clippy::cast_possible_truncation)] // An order has at most 64 keys.
    fn go_to(&mut self, index: usize, is_ample: bool) {
        let index = index as u32;
        self.last = Last::Order(index);
        self.next = if is_ample { index.wrapping_add(1) } else { u32::MAX };
        self.counted = self.next;
    }
}

impl Default for Keys {
    fn default() -> Self {
        Self { by_shape: Vec::new(), by_depth: Vec::new(), overflow: Overflow::default(), opened: 0, room: Room::ALL }
    }
}

impl Keys {
    /// Begins with a body.
    pub fn reset(&mut self) {
        self.overflow.reset();
        self.room = Room::ALL;
    }

    /// Opens an object; the keys of the one around it are counted.
    pub fn open(&mut self, shape: Option<&'static ObjectShape>, depth: usize) -> OpenObject {
        self.opened = self.opened.wrapping_add(1);
        let room = self.room.inner();
        let index = match shape {
            Some(shape) => self.order_of(shape),
            None => {
                if self.by_depth.len() <= depth {
                    self.by_depth.resize_with(depth.saturating_add(1), Order::default);
                }
                depth
            }
        };
        OpenObject {
            shape,
            order: self.order(shape.is_some(), index).map(std::mem::take).unwrap_or_default(),
            number: self.opened,
            overflow: self.overflow.open(),
            next: if room.is_ample() { 0 } else { u32::MAX },
            counted: 0,
            last: Last::Expected,
            order_index: u32::try_from(index).unwrap_or(u32::MAX),
            room_around: std::mem::replace(&mut self.room, room),
        }
    }

    /// Counts the keys that came as expected. There is always room for them.
    #[inline(always)]
    pub fn count(&mut self, object: &mut OpenObject) {
        if object.counted < object.next && object.next != u32::MAX {
            self.count_expected(object);
        }
    }

    fn count_expected(&mut self, object: &mut OpenObject) {
        let (from, to) = (object.counted as usize, object.next as usize);
        let bytes = object.order.bytes_of_first(to).saturating_sub(object.order.bytes_of_first(from));
        self.room.take(to.wrapping_sub(from), bytes as usize);
        object.counted = object.next;
    }

    /// Whether a key of this many bytes is too long.
    pub const fn is_too_long(&self, bytes: usize) -> bool {
        !self.room.has_bytes(bytes)
    }

    /// Counts a key that is too long.
    pub const fn count_too_long(&mut self) {
        self.room.take(1, usize::MAX);
    }

    /// The limit that was passed.
    pub fn limit(&self, object: &OpenObject) -> KeyLimit {
        self.room.limit(object.room_around)
    }

    /// Counts the key that was read, and remembers it if there is room; `None` where it is one too many. Those before it are
    /// counted.
    pub fn find(&mut self, object: &mut OpenObject, text: RawText<'_>) -> Option<Found> {
        self.room.take(1, text.bytes.len());
        if self.room.is_overdrawn() {
            return None;
        }
        let key = match text.escaped {
            true => Cow::Owned(escape::comparable_bytes(text.bytes)),
            false => Cow::Borrowed(text.bytes),
        };
        let is_ample = self.room.is_ample();
        let (order, number, next) = (&mut object.order, object.number, object.next as usize);
        // Mostly it is as expected but for white space, or one key is absent.
        for index in [next, next.wrapping_add(1)] {
            if let Some(found) = order.see(index, &key, number) {
                object.go_to(index, is_ample);
                return Some(found);
            }
        }
        let hash = hash(&key);
        if let Some(index) = order.find(&key, hash)
            && let Some(found) = order.see(index, &key, number)
        {
            object.go_to(index, is_ample);
            return Some(found);
        }
        let field = object.shape.and_then(|shape| shape.field(&key));
        let token = || if text.escaped { Token::NEVER } else { Token::of_key(text.bytes) };
        if let Some(index) = order.learn((&key, hash), token, field, number) {
            object.go_to(index, is_ample);
            return Some(Found { field, duplicate: false });
        }
        let (index, duplicate) = self.overflow.add(&mut object.overflow, &key, hash);
        object.last = Last::Overflow(u32::try_from(index).unwrap_or(u32::MAX));
        if !is_ample {
            object.next = u32::MAX;
        }
        Some(Found { field, duplicate })
    }

    /// The key that was read last, its escapes undone.
    pub fn last_of<'k>(&'k self, object: &'k OpenObject) -> &'k [u8] {
        match object.last {
            Last::Overflow(index) => self.overflow.get(index as usize),
            Last::Order(index) => object.order.key(index as usize),
            Last::Expected => {
                object.next.checked_sub(1).map(|last| object.order.key(last as usize)).unwrap_or_default()
            }
        }
    }

    /// Whether the object has this field, which is likely at `guess` of its order.
    #[inline]
    pub fn has(&self, object: &OpenObject, field: &'static Field, guess: usize) -> bool {
        object.order.has_at(guess, field, object.number) || self.has_anywhere(object, field.name.as_bytes())
    }

    #[inline(never)]
    fn has_anywhere(&self, object: &OpenObject, name: &[u8]) -> bool {
        let (order, hash) = (&object.order, hash(name));
        match order.find(name, hash) {
            Some(index) => order.is_seen(index, object.number),
            None => self.overflow.has(object.overflow, name, hash),
        }
    }

    /// Ends the object; gives at most `max` duplicates that were not found before.
    pub fn close(&mut self, object: &mut OpenObject, max: usize) -> Vec<Box<[u8]>> {
        let duplicates = self.overflow.close(object.overflow, max);
        object.order.forget_outdated();
        self.room = object.room_around;
        if let Some(order) = self.order(object.shape.is_some(), object.order_index as usize) {
            std::mem::swap(order, &mut object.order);
        }
        duplicates
    }

    /// The index of the order of a shape.
    fn order_of(&mut self, shape: &'static ObjectShape) -> usize {
        match self.by_shape.iter().position(|(known, _)| std::ptr::eq(*known, shape)) {
            Some(index) => index,
            None => self.learn_shape(shape),
        }
    }

    #[cold]
    fn learn_shape(&mut self, shape: &'static ObjectShape) -> usize {
        self.by_shape.push((shape, Order::default()));
        self.by_shape.len().saturating_sub(1)
    }

    /// The order at an index; that of a shape, or that of a depth.
    #[inline(always)]
    fn order(&mut self, has_shape: bool, index: usize) -> Option<&mut Order> {
        if has_shape { self.by_shape.get_mut(index).map(|(_, order)| order) } else { self.by_depth.get_mut(index) }
    }
}
