//! What the escapes of JSON text stand for. Only for text whose grammar was checked.

use std::str::Chars;

/// The code points of the text between the quotes, joined surrogates as one and lone surrogates as themselves, so that two
/// texts are equal in JavaScript exactly if they are equal here.
pub(super) struct CodePoints<'a>(Chars<'a>);

impl<'a> CodePoints<'a> {
    pub fn new(raw: &'a [u8]) -> Self {
        Self(std::str::from_utf8(raw).unwrap_or_default().chars())
    }

    fn escaped(&mut self) -> Option<u32> {
        let code_point = match self.0.next()? {
            'b' => 0x08,
            't' => 0x09,
            'n' => 0x0A,
            'f' => 0x0C,
            'r' => 0x0D,
            'u' => return self.code_unit().map(|unit| self.join(unit)),
            itself => u32::from(itself),
        };
        Some(code_point)
    }

    fn code_unit(&mut self) -> Option<u32> {
        let (digits, rest) = self.0.as_str().split_at_checked(4)?;
        self.0 = rest.chars();
        u32::from_str_radix(digits, 16).ok()
    }

    /// The code point of a surrogate and the escaped one behind it, if they are a pair.
    fn join(&mut self, unit: u32) -> u32 {
        if !(0xD800..0xDC00).contains(&unit) {
            return unit;
        }
        let mut ahead = Self(self.0.clone());
        if (ahead.0.next(), ahead.0.next()) != (Some('\\'), Some('u')) {
            return unit;
        }
        match ahead.code_unit() {
            Some(low @ 0xDC00..0xE000) => {
                self.0 = ahead.0;
                0x1_0000_u32.wrapping_add((unit & 0x3FF) << 10 | low & 0x3FF)
            }
            _ => unit,
        }
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        match self.0.next()? {
            '\\' => self.escaped(),
            other => Some(u32::from(other)),
        }
    }
}

/// The text with its escapes undone; a lone surrogate, which Rust has no character for, becomes U+FFFD.
pub(super) fn characters(raw: &[u8]) -> impl Iterator<Item = char> {
    CodePoints::new(raw).map(|code_point| char::from_u32(code_point).unwrap_or(char::REPLACEMENT_CHARACTER))
}

/// The text with its escapes undone, as bytes to compare: UTF-8, and three bytes that are no UTF-8 for a lone surrogate.
pub(super) fn comparable_bytes(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    for code_point in CodePoints::new(raw) {
        if let Some(character) = char::from_u32(code_point) {
            bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        } else {
            let [.., middle, low] = ((code_point >> 6 & 0x3F | 0x80) << 8 | code_point & 0x3F | 0x80).to_be_bytes();
            bytes.extend_from_slice(&[SURROGATE, middle, low]);
        }
    }
    bytes
}

/// The first of the three bytes.
const SURROGATE: u8 = 0xED;

/// The characters of such bytes; U+FFFD for a lone surrogate.
pub(super) fn comparable_characters(bytes: &[u8]) -> impl Iterator<Item = char> {
    ComparableCharacters(bytes)
}

/// By hand: the standard library's way, `utf8_chunks`, is several times the code once it is made an iterator of characters.
struct ComparableCharacters<'a>(&'a [u8]);

impl Iterator for ComparableCharacters<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let length = match self.0.first()? {
            ..0x80 => 1,
            0x80..0xE0 => 2,
            0xE0..0xF0 => 3,
            0xF0.. => 4,
        };
        let (character, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        let text = std::str::from_utf8(character).unwrap_or_default();
        Some(text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER))
    }
}
