//! Searching text for text, and writing it in other forms.
//!
//! The standard library searches by an algorithm that is linear for every text, and several times the code. All that is
//! searched here is short, as is what it is searched for.

/// What stands before and behind the first `separator`.
#[inline(never)]
pub(crate) fn split_once<'a>(text: &'a str, separator: &str) -> Option<(&'a str, &'a str)> {
    let mut at = 0_usize;
    while at < text.len() {
        if let Some((before, rest)) = text.split_at_checked(at)
            && let Some(behind) = rest.strip_prefix(separator)
        {
            return Some((before, behind));
        }
        at = at.wrapping_add(1);
    }
    None
}

/// These texts as one.
#[inline(never)]
pub(crate) fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// Takes what stands before the first such byte, or all; `rest` is then what stands behind that byte.
#[inline(never)]
pub(crate) fn cut<'a>(rest: &mut &'a [u8], separator: u8) -> &'a [u8] {
    let text = *rest;
    let mut length = 0_usize;
    while let [byte, behind @ ..] = *rest {
        *rest = behind;
        if *byte == separator {
            break;
        }
        length = length.wrapping_add(1);
    }
    text.get(..length).unwrap_or(text)
}

/// Whether a text is parts of allowed bytes with one separator between each two; none of them is empty.
#[inline(never)]
pub(crate) fn is_joined(text: &[u8], separator: u8, is_allowed: fn(u8) -> bool) -> bool {
    let mut previous = separator;
    for byte in text {
        let passes = if *byte == separator { previous != separator } else { is_allowed(*byte) };
        if !passes {
            return false;
        }
        previous = *byte;
    }
    previous != separator
}

/// The number that one or more digits and nothing else write; one that is too large is the largest there is.
#[inline(never)]
pub(crate) fn decimal(digits: &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number.saturating_mul(10).saturating_add(u32::from(byte & 0x0F));
    }
    if digits.is_empty() { None } else { Some(number) }
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
    let (mut start, mut end) = (0_usize, text.len());
    let is_space = |at: usize| matches!(text.as_bytes().get(at), Some(b' ' | b'\t'));
    while start < end && is_space(start) {
        start = start.wrapping_add(1);
    }
    while start < end && is_space(end.wrapping_sub(1)) {
        end = end.wrapping_sub(1);
    }
    text.get(start..end).unwrap_or_default()
}
