//! How many keys may still come.

use super::detail::KeyLimit;
use super::order::{MAX_KEY, MAX_REMEMBERED};

/// Most keys of one object.
pub const MAX_KEYS: usize = 10_000;

/// Most keys of all objects that are open at one place of a body.
pub const MAX_OPEN_KEYS: usize = 20_000;

/// Most bytes of these keys, as they are written between their quotes.
pub const MAX_KEY_BYTES: usize = 1 << 20;

/// The room for keys of the object that is being read. It may be overdrawn by one key.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// Keys of the object itself.
    keys: i32,
    /// Keys that the objects in it may have beyond those.
    beyond: i32,
    bytes: i32,
}

#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
impl Room {
    /// The room of a body.
    pub const ALL: Self =
        Self { keys: MAX_KEYS as i32, beyond: (MAX_OPEN_KEYS - MAX_KEYS) as i32, bytes: MAX_KEY_BYTES as i32 };

    /// The room of an object that is opened in this one.
    pub fn inner(self) -> Self {
        let more = Self::ALL.keys.wrapping_sub(self.keys).min(self.beyond);
        Self { keys: self.keys.wrapping_add(more), beyond: self.beyond.wrapping_sub(more), bytes: self.bytes }
    }

    /// Takes the room of so many keys.
    pub const fn take(&mut self, keys: usize, bytes: usize) {
        self.keys = self.keys.wrapping_sub(keys as i32);
        // No more than is needed to overdraw it.
        let bytes = if bytes > MAX_KEY_BYTES { MAX_KEY_BYTES + 1 } else { bytes };
        self.bytes = self.bytes.wrapping_sub(bytes as i32);
    }

    pub const fn is_overdrawn(self) -> bool {
        self.keys < 0 || self.bytes < 0
    }

    /// Whether there is room for any keys of a remembered order, so that they need not be counted one by one.
    pub const fn is_ample(self) -> bool {
        self.keys > MAX_REMEMBERED as i32 && self.bytes > (MAX_REMEMBERED * MAX_KEY) as i32
    }

    /// The limit that was passed; `around` is the room of the object around it.
    pub fn limit(self, around: Self) -> KeyLimit {
        match around.inner().keys {
            _ if self.keys >= 0 => KeyLimit::OpenBytes,
            keys if keys == Self::ALL.keys => KeyLimit::Object,
            _ => KeyLimit::Open,
        }
    }

    pub const fn has_bytes(self, bytes: usize) -> bool {
        bytes <= MAX_KEY_BYTES && bytes as i32 <= self.bytes
    }
}
