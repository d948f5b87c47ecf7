//! Searching text for text, and writing it in other forms.
//!
//! The standard library searches by an algorithm that is linear for every text, and several times the code. All that is
//! searched here is short, as is what it is searched for.

/// What stands before and behind the first `separator`.
pub(crate) fn split_once<'a>(text: &'a str, separator: &str) -> Option<(&'a str, &'a str)> {
    text.char_indices().find_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        Some((before, rest.strip_prefix(separator)?))
    })
}

/// The text with every `old` replaced; `old` is not empty.
#[inline(never)]
pub(crate) fn replace(text: &str, old: &str, new: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = split_once(rest, old) {
        replaced.push_str(before);
        replaced.push_str(new);
        rest = behind;
    }
    replaced.push_str(rest);
    replaced
}

/// A whole number in decimals. Without the machinery of `format!`, which weighs more than all that is written here.
pub(crate) fn push_decimal(text: &mut String, number: u64) {
    if number >= 10 {
        push_decimal(text, number / 10);
    }
    // Exact: it is one digit.
    #[allow(clippy::cast_possible_truncation)]
    text.push(char::from(b'0'.wrapping_add((number % 10) as u8)));
}

/// As `encodeURIComponent` of JavaScript writes it; `ten` is the digit for ten, in upper or lower case.
#[inline(never)]
pub(crate) fn percent_encode(text: &str, ten: u8) -> String {
    let digit = |value: u8| {
        char::from(if value < 10 { b'0'.wrapping_add(value) } else { ten.wrapping_add(value.wrapping_sub(10)) })
    };
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(digit(byte >> 4));
            encoded.push(digit(byte & 0xF));
        }
    }
    encoded
}

/// Standard base64 of bytes that stand behind `shift` (0, 1 or 2) other bytes: the characters that do not depend on what is
/// around them. Alone (0) that is all but a last incomplete character.
#[inline(never)]
pub(crate) fn encode_base64(bytes: &[u8], shift: usize) -> String {
    let mut encoded = String::with_capacity(bytes.len().saturating_mul(2));
    let (mut bits, mut count) = (0_u32, 0_u32);
    // The first character holds bits of what is in front: the last bits of it belong to others.
    let mut skip = match shift {
        0 => 0_u32,
        1 => 4,
        _ => 2,
    };
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        count = count.saturating_add(8);
        if skip > 0 {
            count = count.saturating_sub(skip);
            skip = 0;
        }
        while count >= 6 {
            count = count.saturating_sub(6);
            encoded.push(base64_digit(bits >> count & 0x3F));
        }
    }
    encoded
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64_digit(value: u32) -> char {
    BASE64.get(value as usize).map_or('=', |digit| char::from(*digit))
}

/// The text without spaces and tabs around it, as HTTP has them around the value of a header.
pub(crate) fn trim(text: &str) -> &str {
    let mut trimmed = text;
    while let Some(rest) = trimmed.strip_prefix(' ').or_else(|| trimmed.strip_prefix('\t')) {
        trimmed = rest;
    }
    while let Some(rest) = trimmed.strip_suffix(' ').or_else(|| trimmed.strip_suffix('\t')) {
        trimmed = rest;
    }
    trimmed
}
