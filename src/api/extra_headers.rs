//! Headers of the caller's own.

use std::fmt;

use crate::redactor::Redactor;
use crate::text::{split_once, trim};
use crate::words::words;

/// Shorter values are flags rather than secrets, and hiding them garbles texts.
const SHORTEST_SECRET: usize = 8;

/// Headers of the caller's own, checked: a CSRF token, a trace id. Never `Authorization`.
///
/// Source: syntax of HTTP.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ExtraHeaders(Vec<(String, String)>);

words! {
    /// Why a header is refused.
    #[non_exhaustive]
    pub enum HeaderProblem {
        /// The name is none.
        Name = "holds a name that is no HTTP header name",
        /// `Authorization`.
        Authorization = "must not hold Authorization: give the token as a token, so that it goes only where it belongs",
        /// A name twice.
        Twice = "holds a name twice; names do not differ by case",
        /// The value holds what no header can hold.
        Value = "holds a value with a character that no header can hold, a line break for one",
        /// More than a request of the crate `http` can hold: 32,768, or a name of 64 KiB.
        TooMuch = "holds more than a request can",
    }
}

impl ExtraHeaders {
    /// Adds one header.
    ///
    /// # Errors
    /// A malformed name or value, a name given twice (in any case), `Authorization`, and `__proto__`, which an object of
    /// JavaScript does not hold as a header.
    pub fn add(&mut self, name: &str, value: &str) -> Result<(), HeaderProblem> {
        let token_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(token_byte) || name == "__proto__" {
            return Err(HeaderProblem::Name);
        }
        if name.eq_ignore_ascii_case("authorization") {
            return Err(HeaderProblem::Authorization);
        }
        if self.0.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return Err(HeaderProblem::Twice);
        }
        let mut rest = value.as_bytes();
        // ASCII that can be seen, and what Latin-1 has beyond it: U+00A0 to U+00FF.
        while let [b'\t' | b' '..=b'~', behind @ ..] | [0xC2, 0xA0..=0xBF, behind @ ..] | [0xC3, _, behind @ ..] = rest
        {
            rest = behind;
        }
        if !rest.is_empty() {
            return Err(HeaderProblem::Value);
        }
        self.0.push((name.to_owned(), value.to_owned()));
        Ok(())
    }

    /// Hides the values from errors, and what stands behind the name of a scheme: `Basic …`, `Bearer …`.
    pub(crate) fn hide_in(&self, redactor: &mut Redactor) {
        for (_, value) in &self.0 {
            let value = trim(value);
            for secret in [value, split_once(value, " ").map_or("", |(_, rest)| trim(rest))] {
                if secret.len() >= SHORTEST_SECRET {
                    redactor.add(secret);
                }
            }
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for ExtraHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl fmt::Display for HeaderProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the set of headers {}", self.as_str())
    }
}

impl std::error::Error for HeaderProblem {}
