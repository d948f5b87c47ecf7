//! Values that are kept while a body goes by, so that nobody has to parse it for them.

use std::ops::Range;

/// How many slots there are.
const SLOTS: usize = 4;

/// Where a captured value is kept. The tables say which fields are captured, and the model names the slots.
///
/// ```
/// # #[cfg(feature = "internals")] {
/// use powens_users::internals::Slot;
///
/// assert!(Slot::new(3).is_some());
/// assert!(Slot::new(4).is_none());
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Slot {
    /// The first slot.
    First,
    /// The second one.
    Second,
    /// The third one.
    Third,
    /// The fourth one.
    Fourth,
}

impl Slot {
    /// The slot of an index below 4.
    #[must_use]
    pub const fn new(index: u8) -> Option<Self> {
        match index {
            0 => Some(Self::First),
            1 => Some(Self::Second),
            2 => Some(Self::Third),
            3 => Some(Self::Fourth),
            _ => None,
        }
    }
}

/// What a body had in the fields that are captured, of each slot the last. A value that is absent, null or of another type
/// than documented is not captured.
///
/// ```
/// # #[cfg(feature = "internals")] {
/// use powens_users::internals::{Options, Scan};
/// use powens_users::model::UserSyncedPayload;
/// use powens_users::internals::slot;
///
/// let body = br#"{"user":{"id":42},"connections":[],"id_webhook_data":7}"#;
/// let mut scan = Scan::default();
/// scan.begin(UserSyncedPayload::SHAPE, Options::default());
/// scan.feed(body, true);
/// let captured = scan.finish().captured;
/// assert_eq!(captured.integer(slot::USER), Some(42));
/// assert_eq!(captured.integer(slot::ID_WEBHOOK_DATA), Some(7));
/// assert_eq!(captured.range(slot::USER).and_then(|range| body.get(range)), Some(&br#"{"id":42}"#[..]));
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captured {
    integers: [Option<i64>; SLOTS],
    /// Where objects start and end; an end of 0 is that of an object which is still open, or of none.
    ranges: [(usize, usize); SLOTS],
}

impl Captured {
    /// The safe integer that was captured.
    #[must_use]
    pub fn integer(&self, slot: Slot) -> Option<i64> {
        self.integers.get(slot as usize).copied().flatten()
    }

    /// Where the object that was captured is in the body, in bytes from its start.
    #[must_use]
    pub fn range(&self, slot: Slot) -> Option<Range<usize>> {
        let (start, end) = self.ranges.get(slot as usize).copied()?;
        (start < end).then_some(start..end)
    }

    #[inline(always)]
    pub(super) fn keep_integer(&mut self, slot: Slot, integer: i64) {
        if let Some(kept) = self.integers.get_mut(slot as usize) {
            *kept = Some(integer);
        }
    }

    #[cold]
    pub(super) fn begin_object(&mut self, slot: Slot, start: usize) {
        if let Some(kept) = self.ranges.get_mut(slot as usize) {
            *kept = (start, 0);
        }
    }

    #[cold]
    pub(super) fn end_object(&mut self, slot: Slot, end: usize) {
        if let Some(kept) = self.ranges.get_mut(slot as usize) {
            kept.1 = end;
        }
    }
}
