//! Reads the tokens of JSON, as RFC 8259 and `JSON.parse` have them.

/// The part of a body that is still to be read.
pub(super) struct Cursor<'a> {
    rest: &'a [u8],
    length: usize,
}

/// What was expected where the cursor stands, and is not there.
pub(super) struct Fault(pub &'static str);

/// A text as the body has it, without its quotes.
#[derive(Clone, Copy)]
pub(super) struct RawText<'a> {
    pub bytes: &'a [u8],
    pub escaped: bool,
}

pub(super) const fn is_whitespace(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

impl<'a> Cursor<'a> {
    pub const fn new(body: &'a [u8]) -> Self {
        Self { rest: body, length: body.len() }
    }

    /// How many bytes were read.
    pub const fn offset(&self) -> usize {
        self.length.saturating_sub(self.rest.len())
    }

    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Goes on at `rest`, a tail of the body.
    pub const fn go_to(&mut self, rest: &'a [u8]) {
        self.rest = rest;
    }

    pub const fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Takes this byte if it is next.
    pub fn eat(&mut self, byte: u8) -> bool {
        match self.rest.split_first() {
            Some((first, rest)) if *first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Takes this byte if it is next, with or without white space in front.
    pub fn eat_token(&mut self, byte: u8) -> bool {
        // Mostly there is none, and this order then saves a comparison at every token.
        self.eat(byte) || {
            self.skip_whitespace();
            self.eat(byte)
        }
    }

    pub fn skip_whitespace(&mut self) {
        while let Some((byte, rest)) = self.rest.split_first()
            && is_whitespace(*byte)
        {
            self.rest = rest;
        }
    }

    /// `true`, `false` or `null`.
    pub fn literal(&mut self, literal: &[u8]) -> Result<(), Fault> {
        self.rest = self.rest.strip_prefix(literal).ok_or(Fault("expected a value"))?;
        Ok(())
    }

    /// A number; the cursor stands at its sign or first digit.
    #[inline(always)]
    pub fn number(&mut self) -> Result<&'a [u8], Fault> {
        let start = self.rest;
        self.eat(b'-');
        if self.eat(b'0') {
            if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                return Err(Fault("expected no digit after a leading zero"));
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
        Ok(taken(start, self.rest))
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let count = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return Err(Fault("expected a digit"));
        }
        self.rest = self.rest.get(count..).unwrap_or_default();
        Ok(())
    }

    /// A text; the cursor stands behind its opening quote.
    #[inline(always)]
    pub fn text(&mut self) -> Result<RawText<'a>, Fault> {
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
                    self.eat(b'\\');
                    self.escape()?;
                    escaped = true;
                }
                Some(_) => return Err(Fault("expected no control character in text")),
                None => return Err(Fault("expected the end of a text")),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Fault> {
        let (byte, rest) = self.rest.split_first().ok_or(Fault("expected an escape"))?;
        self.rest = match byte {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => rest,
            b'u' => match rest.split_first_chunk::<4>() {
                Some((digits, rest)) if digits.iter().all(u8::is_ascii_hexdigit) => rest,
                _ => return Err(Fault("expected four hexadecimal digits")),
            },
            _ => return Err(Fault("expected an escape that JSON has")),
        };
        Ok(())
    }

    /// Goes to the next quote, backslash or control character, eight bytes at a time.
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

/// The bytes between two tails of the same body.
pub(super) fn taken<'a>(before: &'a [u8], after: &[u8]) -> &'a [u8] {
    before.get(..before.len().saturating_sub(after.len())).unwrap_or_default()
}

/// Marks the quotes, backslashes and control characters of a little-endian word by their highest bits.
///
/// The lowest mark is exact; a borrow can make further ones above it.
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
