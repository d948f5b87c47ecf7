//! The keys of an object in the order in which they came, kept for the next object of its kind.

use super::shape::Field;
use super::token::Token;

/// Most keys of a remembered order. No documented object has that many.
pub(super) const MAX_REMEMBERED: usize = 64;

/// Longest key of a remembered order, in bytes: what is remembered outlives the body, and is to stay small.
pub(super) const MAX_KEY: usize = 64;

/// Keys that a full order has no room for until another order is learned: learning costs as much as some of them.
const PATIENCE: usize = 1024;

/// Twice as many slots as keys, so that a search ends soon.
const SLOTS: usize = 2 * MAX_REMEMBERED;

/// A remembered order.
#[derive(Default)]
pub(super) struct Order {
    keys: Vec<Remembered>,
    index: Option<Box<Index>>,
}

/// Where in an order each key is.
struct Index {
    /// Indices of keys, increased by one, at or behind the place that the hash of a key gives.
    slots: [u8; SLOTS],
    /// How many keys had no room.
    missed: usize,
}

struct Remembered {
    /// A comma, the key and a colon, as they mostly come.
    token: Token,
    /// The key, its escapes undone.
    key: Box<[u8]>,
    hash: u32,
    field: Option<&'static Field>,
    /// The number of the last object that had it.
    seen_in: u64,
    /// How many bytes the keys up to this one have.
    bytes: u32,
}

/// A key of an open object.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub field: Option<&'static Field>,
    /// Whether the object has it already.
    pub duplicate: bool,
}

impl Remembered {
    #[inline(always)]
    fn found(&mut self, object: u64) -> Found {
        let duplicate = std::mem::replace(&mut self.seen_in, object) == object;
        Found { field: self.field, duplicate }
    }
}

impl Order {
    /// The key at this index and what stands behind it, if `rest` begins with a comma, this key and a colon.
    #[inline(always)]
    pub fn expected<'w>(&mut self, index: usize, object: u64, rest: &'w [u8]) -> Option<(Found, &'w [u8])> {
        let remembered = self.keys.get_mut(index)?;
        let rest = remembered.token.strip(rest)?;
        Some((remembered.found(object), rest))
    }

    /// The same for the first key, which has no comma in front.
    pub fn expected_first<'w>(&mut self, object: u64, rest: &'w [u8]) -> Option<(Found, &'w [u8])> {
        let remembered = self.keys.first_mut()?;
        let rest = remembered.token.strip_first(rest)?;
        Some((remembered.found(object), rest))
    }

    /// Whether this field is at this index, and an object has it.
    #[inline(always)]
    pub fn has_at(&self, index: usize, field: &'static Field, object: u64) -> bool {
        match self.keys.get(index) {
            Some(Remembered { field: Some(known), seen_in, .. }) => *seen_in == object && std::ptr::eq(*known, field),
            _ => false,
        }
    }

    /// Where a key is.
    pub fn find(&self, key: &[u8], hash: u32) -> Option<usize> {
        let slots = &self.index.as_deref()?.slots;
        let mut slot = first_slot(hash);
        loop {
            let index = usize::from(*slots.get(slot)?).checked_sub(1)?;
            if self.keys.get(index).is_some_and(|known| known.hash == hash && *known.key == *key) {
                return Some(index);
            }
            slot = slot.wrapping_add(1) % SLOTS;
        }
    }

    /// Says that an object has this key, if it is at this index.
    #[inline(always)]
    pub fn see(&mut self, index: usize, key: &[u8], object: u64) -> Option<Found> {
        let remembered = self.keys.get_mut(index)?;
        (*remembered.key == *key).then(|| remembered.found(object))
    }

    /// Whether an object has the key at this index.
    pub fn is_seen(&self, index: usize, object: u64) -> bool {
        self.keys.get(index).is_some_and(|remembered| remembered.seen_in == object)
    }

    /// How many bytes the first keys have.
    pub fn bytes_of_first(&self, count: usize) -> u32 {
        count.checked_sub(1).and_then(|last| self.keys.get(last)).map_or(0, |last| last.bytes)
    }

    pub fn key(&self, index: usize) -> &[u8] {
        self.keys.get(index).map(|remembered| &*remembered.key).unwrap_or_default()
    }

    /// Remembers a key that is not there yet, if there is room; gives its index.
    pub fn learn(
        &mut self,
        (key, hash): (&[u8], u32),
        token: impl FnOnce() -> Token,
        field: Option<&'static Field>,
        object: u64,
    ) -> Option<usize> {
        let index = self.keys.len();
        let Index { slots, missed } =
            &mut **self.index.get_or_insert_with(|| Box::new(Index { slots: [0; SLOTS], missed: 0 }));
        if index >= MAX_REMEMBERED || key.len() > MAX_KEY {
            *missed = missed.saturating_add(1);
            return None;
        }
        let mut slot = first_slot(hash);
        while slots.get(slot).is_some_and(|index| *index != 0) {
            slot = slot.wrapping_add(1) % SLOTS;
        }
        *slots.get_mut(slot)? = u8::try_from(index.saturating_add(1)).ok()?;
        let bytes = self.bytes_of_first(index).saturating_add(u32::try_from(key.len()).ok()?);
        self.keys.push(Remembered { token: token(), key: key.into(), hash, field, seen_in: object, bytes });
        Some(index)
    }

    /// Forgets all keys where too many others came, so that another order can be learned.
    pub fn forget_outdated(&mut self) {
        if self.index.as_ref().is_some_and(|index| index.missed >= PATIENCE) {
            *self = Self::default();
        }
    }
}

/// The highest bits, which a hash mixes best.
const fn first_slot(hash: u32) -> usize {
    const BEYOND: u32 = u32::BITS - SLOTS.ilog2();
    (hash >> BEYOND) as usize
}
