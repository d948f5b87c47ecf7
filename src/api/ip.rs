//! IP addresses in the forms that URL parsers leave alone.
//!
//! `std::net` reads them too, in three times as much WebAssembly.

use crate::text::{cut, decimal, split_once};

/// Groups of an IPv6 address.
const GROUPS: usize = 8;

/// An IPv4 address of four plain decimals, as one number.
pub(super) fn v4(text: &[u8]) -> Option<u32> {
    let (mut address, mut rest) = (0_u32, text);
    for _ in 0..3 {
        address = address << 8 | plain_byte(cut(&mut rest, b'.'))?;
    }
    // The last one: another dot would be one too many.
    Some(address << 8 | plain_byte(rest)?)
}

/// Whether an IPv6 address is `::1`, in any writing; `None` for what is no such address. `::` and a last part in the form of IPv4
/// included. Source: RFC 4291, section 2.2.
pub(super) fn v6(text: &str) -> Option<bool> {
    let Some((before, behind)) = split_once(text, "::") else {
        let all = groups(text, true)?;
        return (all.count == GROUPS).then_some(all.others == 0 && all.last == 1);
    };
    let (before, behind) = (groups(before, false)?, groups(behind, true)?);
    // It stands for one group at least.
    let is_address = before.count.saturating_add(behind.count) < GROUPS;
    is_address.then_some(before.others | before.last | behind.others == 0 && behind.last == 1)
}

/// What counts of the groups of an address, or of a part of one.
#[derive(Default)]
struct Groups {
    count: usize,
    /// The last group; 0 where there is none.
    last: u32,
    /// The bits of all others.
    others: u32,
}

impl Groups {
    const fn push(&mut self, group: u32) {
        self.count = self.count.saturating_add(1);
        self.others |= self.last;
        self.last = group;
    }
}

#[inline(never)]
fn groups(text: &str, may_end_in_v4: bool) -> Option<Groups> {
    let (mut groups, mut rest) = (Groups::default(), text.as_bytes());
    while !rest.is_empty() {
        let all = rest;
        let part = cut(&mut rest, b':');
        let is_last = part.len() == all.len();
        match v4(part) {
            Some(address) if may_end_in_v4 && is_last => {
                groups.push(address >> 16);
                groups.push(address & 0xFFFF);
            }
            _ => groups.push(group(part)?),
        }
        // Behind a colon there is another group.
        if rest.is_empty() && !is_last {
            return None;
        }
    }
    Some(groups)
}

fn group(text: &[u8]) -> Option<u32> {
    let mut group = 0_u32;
    for byte in text {
        group = group << 4 | char::from(*byte).to_digit(16)?;
    }
    matches!(text.len(), 1..=4).then_some(group)
}

/// A number up to 255 without a leading zero.
fn plain_byte(text: &[u8]) -> Option<u32> {
    let is_plain = matches!(text, [_] | [b'1'..=b'9', ..]);
    decimal(text).filter(|number| is_plain && *number <= 255)
}
