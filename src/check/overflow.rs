//! The keys that no order has room for.

use std::collections::BinaryHeap;

/// Slots of the table: more than keys that may be open.
const SLOTS: usize = 1 << 15;

/// Most slots that are looked at for one key. Keys that do not collide on purpose take a few.
const MAX_PROBES: usize = 48;

/// Most bytes that are kept for the next body.
const MAX_KEPT: usize = 4096;

/// The keys that no order holds, of all open objects, the innermost at the end. Bounded by the limits of keys.
#[derive(Default)]
pub(super) struct Overflow {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
    /// Indices into `entries`, increased by one, at or behind the place that the hash of a key gives.
    slots: Vec<u16>,
}

struct Entry {
    end: usize,
    hash: u32,
}

/// The keys of one object, as indices. They are bounded, and every open object has them, so they are small.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    start: u32,
    /// Those from here on are in no slot, since their hashes collide too often.
    unslotted_from: u32,
}

impl Keys {
    const fn are_slotted(self) -> bool {
        self.unslotted_from == u32::MAX
    }

    const fn start(self) -> usize {
        self.start as usize
    }

    const fn unslotted_from(self) -> usize {
        self.unslotted_from as usize
    }
}

/// Where a key is, or could be put.
enum Place {
    At(usize),
    Free(usize),
    TooFar,
}

impl Overflow {
    /// Lets go of keys that are left, and of a memory that grew large.
    pub fn reset(&mut self) {
        if !self.slots.is_empty() || self.bytes.capacity() > MAX_KEPT {
            *self = Self::default();
        }
        self.bytes.clear();
        self.entries.clear();
    }

    /// The keys of an object that has none yet.
    pub fn open(&self) -> Keys {
        Keys { start: self.count(), unslotted_from: u32::MAX }
    }

    fn count(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    pub fn get(&self, index: usize) -> &[u8] {
        let before = index.checked_sub(1).and_then(|before| self.entries.get(before));
        let start = before.map_or(0, |entry| entry.end);
        self.entries.get(index).and_then(|entry| self.bytes.get(start..entry.end)).unwrap_or_default()
    }

    /// Adds a key; gives its index, and whether it is known to be there already.
    pub fn add(&mut self, keys: &mut Keys, key: &[u8], hash: u32) -> (usize, bool) {
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, 0);
        }
        let index = self.entries.len();
        if keys.are_slotted() {
            match self.place(*keys, key, hash) {
                Place::At(index) => return (index, true),
                Place::Free(slot) => {
                    if let (Some(slot), Ok(number)) = (self.slots.get_mut(slot), u16::try_from(index.saturating_add(1)))
                    {
                        *slot = number;
                    }
                }
                Place::TooFar => keys.unslotted_from = self.count(),
            }
        }
        self.bytes.extend_from_slice(key);
        self.entries.push(Entry { end: self.bytes.len(), hash });
        (index, false)
    }

    /// Whether an object has this key.
    pub fn has(&self, keys: Keys, key: &[u8], hash: u32) -> bool {
        if self.entries.len() == keys.start() {
            return false;
        }
        match self.place(keys, key, hash) {
            Place::At(_) => true,
            _ if keys.are_slotted() => false,
            _ => (keys.unslotted_from()..self.entries.len()).any(|index| self.get(index) == key),
        }
    }

    /// Takes out the keys of an object, the innermost; gives those that were not known to be there already, at most `max` and
    /// one more.
    #[inline(always)]
    pub fn close(&mut self, keys: Keys, max: usize) -> Vec<Box<[u8]>> {
        if self.entries.len() == keys.start() { Vec::new() } else { self.take_out(keys, max) }
    }

    #[cold]
    fn take_out(&mut self, keys: Keys, max: usize) -> Vec<Box<[u8]>> {
        let duplicates = if keys.are_slotted() { Vec::new() } else { self.sort(keys, max) };
        for index in (keys.start()..self.entries.len().min(keys.unslotted_from())).rev() {
            self.clear_slot(keys, index);
        }
        let end = keys.start().checked_sub(1).and_then(|last| self.entries.get(last)).map_or(0, |entry| entry.end);
        self.bytes.truncate(end);
        self.entries.truncate(keys.start());
        duplicates
    }

    /// Keys that come again. A heap, since a sort of the standard library weighs several times as much in WebAssembly.
    #[cold]
    fn sort(&self, keys: Keys, max: usize) -> Vec<Box<[u8]>> {
        let mut heap: BinaryHeap<&[u8]> = (keys.start()..self.entries.len()).map(|index| self.get(index)).collect();
        let mut duplicates = Vec::new();
        while let Some(key) = heap.pop() {
            // One more than is asked for says that there was one, even where none is asked for.
            if heap.peek() == Some(&key) && duplicates.len() <= max {
                duplicates.push(key.into());
            }
        }
        duplicates
    }

    fn place(&self, keys: Keys, key: &[u8], hash: u32) -> Place {
        for slot in probes(keys, hash) {
            let Some(index) = self.slots.get(slot).and_then(|number| usize::from(*number).checked_sub(1)) else {
                return Place::Free(slot);
            };
            let is_it = index >= keys.start() && self.entries.get(index).is_some_and(|entry| entry.hash == hash);
            if is_it && self.get(index) == key {
                return Place::At(index);
            }
        }
        Place::TooFar
    }

    /// What was put last is taken out first, so no other key can be behind it.
    fn clear_slot(&mut self, keys: Keys, index: usize) {
        let Some(hash) = self.entries.get(index).map(|entry| entry.hash) else { return };
        for slot in probes(keys, hash) {
            if let Some(number) = self.slots.get_mut(slot)
                && usize::from(*number) == index.saturating_add(1)
            {
                *number = 0;
                return;
            }
        }
    }
}

/// The slots to look at, one after the other; others for each object, so that its keys do not meet those of the objects around.
fn probes(keys: Keys, hash: u32) -> impl Iterator<Item = usize> {
    const BEYOND: u32 = u32::BITS - SLOTS.ilog2();
    let mixed = hash ^ keys.start.wrapping_mul(0x9E37_79B9);
    let first = (mixed >> BEYOND) as usize;
    (0..MAX_PROBES).map(move |step| first.wrapping_add(step) % SLOTS)
}
