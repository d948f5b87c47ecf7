//! What the escapes of JSON text stand for. Only for text whose grammar was checked.
//!
//! Byte by byte, since iterators of characters weigh several times as much in WebAssembly.

/// U+FFFD in UTF-8. Stands for a lone surrogate, which Rust has no character for.
const REPLACEMENT: [u8; 3] = [0xEF, 0xBF, 0xBD];

/// The first of the three bytes, which are no UTF-8, of a lone surrogate that is to be compared.
const SURROGATE: u8 = 0xED;

/// The text with its escapes undone; U+FFFD for a lone surrogate.
pub(super) fn text(raw: &[u8]) -> String {
    String::from_utf8(unescaped(raw, |_| REPLACEMENT)).unwrap_or_default()
}

/// The text with its escapes undone, as bytes to compare: UTF-8, and three bytes that are no UTF-8 for a lone surrogate, so that
/// two texts are equal in JavaScript exactly if they are equal here.
pub(super) fn comparable_bytes(raw: &[u8]) -> Vec<u8> {
    unescaped(raw, |unit| {
        let [middle, low] = (continuation(unit >> 6) << 8 | continuation(unit)).to_be_bytes();
        [SURROGATE, middle, low]
    })
}

/// The first character of such bytes, U+FFFD for a lone surrogate, and what stands behind it.
pub(super) fn first_character(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let length = match bytes.first()? {
        ..0x80 => 1,
        ..0xE0 => 2,
        ..0xF0 => 3,
        _ => 4,
    };
    let (character, rest) = bytes.split_at_checked(length)?;
    Some((std::str::from_utf8(character).unwrap_or("\u{FFFD}"), rest))
}

fn unescaped(raw: &[u8], lone_surrogate: fn(u16) -> [u8; 3]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw;
    loop {
        rest = match rest {
            [] => return bytes,
            [b'\\', b'u', digits @ ..] => {
                let (unit, behind) = code_unit(digits);
                let (character, behind) = join(unit, behind);
                match character {
                    Some(character) => {
                        bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                    }
                    None => bytes.extend_from_slice(&lone_surrogate(unit)),
                }
                behind
            }
            [b'\\', letter, behind @ ..] => {
                bytes.push(meaning(*letter));
                behind
            }
            [byte, behind @ ..] => {
                bytes.push(*byte);
                behind
            }
        };
    }
}

/// What a backslash and this letter stand for.
const fn meaning(letter: u8) -> u8 {
    match letter {
        b'b' => 0x08,
        b't' => 0x09,
        b'n' => 0x0A,
        b'f' => 0x0C,
        b'r' => 0x0D,
        itself => itself,
    }
}

/// The UTF-16 unit of four hexadecimal digits, and what stands behind them.
fn code_unit(digits: &[u8]) -> (u16, &[u8]) {
    let (digits, rest) = digits.split_at_checked(4).unwrap_or_default();
    let mut unit = 0_u16;
    for digit in digits {
        // A letter is 0x41 or 0x61 and more, of which A is to be 10.
        let value = if digit.is_ascii_digit() { 0 } else { 9_u16 };
        unit = unit << 4 | value.wrapping_add(u16::from(digit & 0x0F));
    }
    (unit, rest)
}

/// The character of a unit, joined with an escaped one behind it if they are a pair; none of a lone surrogate. And what stands
/// behind that.
fn join(unit: u16, rest: &[u8]) -> (Option<char>, &[u8]) {
    if let (0xD800..0xDC00, [b'\\', b'u', digits @ ..]) = (unit, rest)
        && let (low @ 0xDC00..0xE000, behind) = code_unit(digits)
    {
        let bits = u32::from(unit & 0x3FF) << 10 | u32::from(low & 0x3FF);
        return (char::from_u32(0x1_0000_u32.wrapping_add(bits)), behind);
    }
    (char::from_u32(unit.into()), rest)
}

/// A further byte of UTF-8, which holds six bits.
const fn continuation(bits: u16) -> u16 {
    bits & 0x3F | 0x80
}
