//! Values as bytes, one behind the other. js/core/record.ts is the other side.
//!
//! Not inlined: many calls of a few bytes of code each make a module that is 2 kB (gzip) smaller, and records are short.

/// What stands for the length of a text that is not there.
const NO_TEXT: u32 = u32::MAX;

/// Reads a record. What is missing at its end reads as zero or nothing.
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub const fn new(record: &'a [u8]) -> Self {
        Self(record)
    }

    #[inline(never)]
    pub fn byte(&mut self) -> u8 {
        let [byte] = self.take();
        byte
    }

    /// The next byte, which is read again.
    pub fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    pub fn flag(&mut self) -> bool {
        self.byte() != 0
    }

    #[inline(never)]
    pub fn number(&mut self) -> f64 {
        f64::from_le_bytes(self.take())
    }

    /// A text; `None` where there is none.
    #[inline(never)]
    pub fn text(&mut self) -> Option<&'a str> {
        let length = u32::from_le_bytes(self.take());
        if length == NO_TEXT {
            return None;
        }
        std::str::from_utf8(self.bytes(length as usize)).ok()
    }

    fn bytes(&mut self, length: usize) -> &'a [u8] {
        let (bytes, rest) = self.0.split_at_checked(length).unwrap_or_default();
        self.0 = rest;
        bytes
    }

    fn take<const COUNT: usize>(&mut self) -> [u8; COUNT] {
        let (bytes, rest) = self.0.split_first_chunk().map_or(([0; COUNT], &[][..]), |(bytes, rest)| (*bytes, rest));
        self.0 = rest;
        bytes
    }
}

/// Writes a record.
#[derive(Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    #[inline(never)]
    pub fn byte(&mut self, byte: u8) -> &mut Self {
        self.0.push(byte);
        self
    }

    #[inline(never)]
    pub fn number(&mut self, number: f64) -> &mut Self {
        self.0.extend_from_slice(&number.to_le_bytes());
        self
    }

    /// A number; NaN where there is none.
    pub fn optional_number(&mut self, number: Option<f64>) -> &mut Self {
        self.number(number.unwrap_or(f64::NAN))
    }

    #[inline(never)]
    pub fn text(&mut self, text: Option<&str>) -> &mut Self {
        let length = text.map_or(NO_TEXT, |text| u32::try_from(text.len()).unwrap_or(NO_TEXT));
        self.0.extend_from_slice(&length.to_le_bytes());
        self.0.extend_from_slice(text.unwrap_or_default().as_bytes());
        self
    }

    /// Puts the record into the window, and gives its length.
    #[inline(never)]
    pub fn send(&self) -> usize {
        super::window::write(&self.0)
    }
}
