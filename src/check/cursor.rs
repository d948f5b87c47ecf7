//! Reads the tokens of JSON, as RFC 8259 and `JSON.parse` have them.

use super::detail::JsonPart;

/// The part of a window of a body that is still to be read.
pub(super) struct Cursor<'w> {
    rest: &'w [u8],
    length: usize,
    done: usize,
    /// Whether the body ends with this window.
    is_last: bool,
}

/// Why a token cannot be read; holds what was expected where the cursor stands.
pub(super) enum Halt {
    /// Something else is there.
    Fault(JsonPart),
    /// The window ends, and more of the body is needed.
    Partial(JsonPart),
}

/// A text as the body has it, without its quotes.
#[derive(Clone, Copy)]
pub(super) struct RawText<'w> {
    pub bytes: &'w [u8],
    pub escaped: bool,
}

pub(super) const fn is_whitespace(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

impl<'w> Cursor<'w> {
    pub const fn new(window: &'w [u8], is_last: bool) -> Self {
        Self { rest: window, length: window.len(), done: 0, is_last }
    }

    /// How many bytes of the window were read.
    pub const fn offset(&self) -> usize {
        self.length.saturating_sub(self.rest.len())
    }

    /// Says that what was read until here need not come again.
    #[inline(always)]
    pub const fn commit(&mut self) {
        self.done = self.offset();
    }

    /// How many bytes need not come again.
    pub const fn done(&self) -> usize {
        self.done
    }

    pub const fn rest(&self) -> &'w [u8] {
        self.rest
    }

    /// Goes on at `rest`, a tail of the window.
    pub const fn go_to(&mut self, rest: &'w [u8]) {
        self.rest = rest;
    }

    pub const fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub const fn is_last(&self) -> bool {
        self.is_last
    }

    #[inline(always)]
    pub fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Takes this byte if it is next.
    #[inline(always)]
    pub fn eat(&mut self, byte: u8) -> bool {
        match self.rest.split_first() {
            Some((first, rest)) if *first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    #[inline(always)]
    pub fn skip_whitespace(&mut self) {
        while let Some((byte, rest)) = self.rest.split_first()
            && is_whitespace(*byte)
        {
            self.rest = rest;
        }
    }

    /// Why `expected` is not there.
    #[cold]
    pub fn missing(&self, expected: JsonPart) -> Halt {
        if self.is_at_end() { Halt::Partial(expected) } else { Halt::Fault(expected) }
    }

    /// `true`, `false` or `null`.
    #[inline(always)]
    pub fn literal(&mut self, literal: &[u8]) -> Result<(), Halt> {
        for (index, byte) in literal.iter().enumerate() {
            if self.rest.get(index) != Some(byte) {
                let is_cut = index == self.rest.len() && !self.is_last;
                return Err(if is_cut { Halt::Partial(JsonPart::Value) } else { Halt::Fault(JsonPart::Value) });
            }
        }
        self.rest = self.rest.get(literal.len()..).unwrap_or_default();
        Ok(())
    }

    /// A number; the cursor stands at its sign or first digit.
    #[inline(always)]
    pub fn number(&mut self) -> Result<&'w [u8], Halt> {
        let start = self.rest;
        self.eat(b'-');
        if self.eat(b'0') {
            if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                return Err(Halt::Fault(JsonPart::NoDigit));
            }
        } else {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _ = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        if self.is_at_end() && !self.is_last {
            return Err(Halt::Partial(JsonPart::NumberEnd));
        }
        Ok(taken(start, self.rest))
    }

    #[inline(always)]
    fn digits(&mut self) -> Result<(), Halt> {
        let length = self.rest.len();
        while let Some((b'0'..=b'9', rest)) = self.rest.split_first() {
            self.rest = rest;
        }
        if self.rest.len() == length { Err(self.missing(JsonPart::Digit)) } else { Ok(()) }
    }

    /// A text; the cursor stands behind its opening quote.
    #[inline(always)]
    pub fn text(&mut self) -> Result<RawText<'w>, Halt> {
        let start = self.rest;
        let mut escaped = false;
        loop {
            self.skip_plain_text();
            let bytes = taken(start, self.rest);
            match self.peek() {
                Some(b'"') => {
                    self.eat(b'"');
                    return Ok(RawText { bytes, escaped });
                }
                Some(b'\\') => {
                    self.escape()?;
                    escaped = true;
                }
                Some(_) => return Err(Halt::Fault(JsonPart::NoControl)),
                None => return Err(Halt::Partial(JsonPart::TextEnd)),
            }
        }
    }

    /// An escape; the cursor stays in front of one that the window cuts.
    fn escape(&mut self) -> Result<(), Halt> {
        let before = self.rest;
        self.eat(b'\\');
        self.rest = match self.rest {
            [b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', rest @ ..] => rest,
            [b'u', a, b, c, d, rest @ ..] if [a, b, c, d].into_iter().all(u8::is_ascii_hexdigit) => rest,
            [] | [b'u', ..] if !self.is_last && self.rest.len() < 5 => {
                self.rest = before;
                return Err(Halt::Partial(JsonPart::Escape));
            }
            [] => return Err(Halt::Partial(JsonPart::Escape)),
            [b'u', ..] => return Err(Halt::Fault(JsonPart::HexDigits)),
            _ => return Err(Halt::Fault(JsonPart::KnownEscape)),
        };
        Ok(())
    }

    /// Goes to the next quote, backslash or control character, eight bytes at a time.
    #[inline(always)]
    fn skip_plain_text(&mut self) {
        while let Some((chunk, rest)) = self.rest.split_first_chunk::<8>() {
            let special = special_bytes(u64::from_le_bytes(*chunk));
            if special != 0 {
                let plain = special.trailing_zeros() >> 3;
                self.rest = self.rest.get(plain as usize..).unwrap_or_default();
                return;
            }
            self.rest = rest;
        }
        while let Some((byte, rest)) = self.rest.split_first()
            && !matches!(byte, b'"' | b'\\' | ..0x20)
        {
            self.rest = rest;
        }
    }
}

/// The bytes between two tails of the same window.
pub(super) fn taken<'a>(before: &'a [u8], after: &[u8]) -> &'a [u8] {
    before.get(..before.len().saturating_sub(after.len())).unwrap_or_default()
}

/// Marks the quotes, backslashes and control characters of a little-endian word by their highest bits.
///
/// The lowest mark is exact; a borrow can make further ones above it.
#[inline(always)]
const fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGH_BITS: u64 = u64::from_ne_bytes([0x80; 8]);
    const QUOTES: u64 = u64::from_ne_bytes([b'"'; 8]);
    const BACKSLASHES: u64 = u64::from_ne_bytes([b'\\'; 8]);
    const SPACES: u64 = u64::from_ne_bytes([b' '; 8]);

    let quotes = word ^ QUOTES;
    let backslashes = word ^ BACKSLASHES;
    let quote = quotes.wrapping_sub(ONES) & !quotes;
    let backslash = backslashes.wrapping_sub(ONES) & !backslashes;
    let control = word.wrapping_sub(SPACES) & !word;
    (quote | backslash | control) & HIGH_BITS
}
