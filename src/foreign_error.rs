//! Harmless copies of errors that others made.

use crate::redactor::Redactor;

/// Longest text of Powens' or of a foreign error that is passed on, in characters.
const MAX_TEXT: usize = 500;

/// A harmless copy of a foreign error: texts alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignError {
    /// Its class, such as `TypeError`.
    pub name: String,
    /// Its machine code, such as `ECONNREFUSED`.
    pub code: Option<String>,
    /// Its text.
    pub message: String,
    /// By what a framework knows an error that it throws to steer itself.
    pub digest: Option<String>,
    /// What stood behind it.
    pub source: Option<Box<ForeignError>>,
}

impl ForeignError {
    /// The same with every secret replaced, and every text cut to 500 characters.
    #[must_use]
    pub fn redacted(self, redactor: &Redactor) -> Self {
        let clean = |text: String| clip(&redactor.redact(&text));
        Self {
            name: clean(self.name),
            code: self.code.map(clean),
            message: clean(self.message),
            digest: self.digest.map(clean),
            source: self.source.map(|source| Box::new(source.redacted(redactor))),
        }
    }
}

/// The first [`MAX_TEXT`] characters.
#[inline(never)]
pub(crate) fn clip(text: &str) -> String {
    let mut left = MAX_TEXT;
    for (at, byte) in text.bytes().enumerate() {
        // The first byte of a character.
        if byte & 0xC0 != 0x80 {
            match left.checked_sub(1) {
                Some(less) => left = less,
                None => return text.get(..at).unwrap_or_default().to_owned(),
            }
        }
    }
    text.to_owned()
}
