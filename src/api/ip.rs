//! IP addresses in the forms that URL parsers leave alone.
//!
//! `std::net` reads them too, in three times as much WebAssembly.

/// An IPv4 address of four plain decimals.
pub(super) fn v4(text: &str) -> Option<[u8; 4]> {
    let mut bytes = [0; 4];
    let mut parts = text.split('.');
    for byte in &mut bytes {
        *byte = plain_byte(parts.next()?)?;
    }
    parts.next().is_none().then_some(bytes)
}

/// An IPv6 address, `::` and a last part in the form of IPv4 included. Source: RFC 4291, section 2.2.
pub(super) fn v6(text: &str) -> Option<[u16; 8]> {
    let (before, behind) = match crate::text::split_once(text, "::") {
        Some((before, behind)) => (groups(before, false)?, Some(groups(behind, true)?)),
        None => (groups(text, true)?, None),
    };
    let mut address = [0; 8];
    let (start, end) = address.split_at_mut_checked(before.len())?;
    start.copy_from_slice(&before);
    match behind {
        // It stands for one group at least.
        Some(behind) if behind.len() < end.len() => {
            for (group, given) in end.iter_mut().rev().zip(behind.iter().rev()) {
                *group = *given;
            }
        }
        None if end.is_empty() => {}
        _ => return None,
    }
    Some(address)
}

fn groups(text: &str, may_end_in_v4: bool) -> Option<Vec<u16>> {
    let mut groups = Vec::new();
    if text.is_empty() {
        return Some(groups);
    }
    let mut parts = text.split(':').peekable();
    while let Some(part) = parts.next() {
        match v4(part) {
            Some([a, b, c, d]) if may_end_in_v4 && parts.peek().is_none() => {
                groups.extend([u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])]);
            }
            _ => groups.push(group(part)?),
        }
    }
    Some(groups)
}

fn group(text: &str) -> Option<u16> {
    let well_formed = matches!(text.len(), 1..=4) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    well_formed.then(|| u16::from_str_radix(text, 16).ok())?
}

/// A number up to 255 without a leading zero.
fn plain_byte(text: &str) -> Option<u8> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().ok())?
}
