//! Harmless copies of errors that others made.

use std::fmt;

use crate::redactor::Redactor;

/// Longest text of Powens' or of a foreign error that is passed on, in characters.
const MAX_TEXT: usize = 500;

/// A harmless copy of a foreign error: texts alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
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

/// What a function of the caller's may fail with that gives a token or headers: any error, or text. `Send + Sync` natively.
#[cfg(not(target_arch = "wasm32"))]
pub type SourceError = Box<dyn std::error::Error + Send + Sync>;
/// What a function of the caller's may fail with that gives a token or headers: any error, or text.
#[cfg(target_arch = "wasm32")]
pub type SourceError = Box<dyn std::error::Error>;

/// So many errors one behind the other are copied; more of them are a circle.
const MAX_CHAIN: usize = 8;

impl ForeignError {
    /// A copy of an error and of what stood behind it.
    ///
    /// ```
    /// use powens_users::ForeignError;
    ///
    /// let error = std::io::Error::other(std::fmt::Error);
    /// assert_eq!(ForeignError::from_error(&error).message, error.to_string());
    /// ```
    #[must_use]
    pub fn from_error(error: &(dyn std::error::Error + 'static)) -> Self {
        let chain: Vec<_> = std::iter::successors(Some(error), |error| error.source()).take(MAX_CHAIN).collect();
        let mut copy = None;
        for error in chain.into_iter().rev() {
            copy = Some(Self { message: error.to_string(), source: copy.map(Box::new), ..Self::default() });
        }
        copy.unwrap_or_default()
    }

    /// An error that is nothing but its text.
    #[cfg(all(feature = "gloo-net", target_arch = "wasm32"))]
    pub(crate) fn of_text(message: &str) -> Self {
        Self { message: message.to_owned(), ..Self::default() }
    }

    /// The same with every secret replaced, and every text cut to 500 characters.
    #[must_use]
    #[doc(hidden)]
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

impl fmt::Display for ForeignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.name.as_str(), &self.code) {
            ("", None) => f.write_str(&self.message),
            ("", Some(code)) => write!(f, "{code}: {}", self.message),
            (name, _) => write!(f, "{name}: {}", self.message),
        }
    }
}

impl std::error::Error for ForeignError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
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
