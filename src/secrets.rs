//! What must not be seen in an error.

use std::fmt;

use crate::text::replace;

const REDACTED: &str = "[redacted]";

/// Texts that no error may repeat: the tokens and the values of extra headers. Source: our decision.
#[derive(Clone, Default)]
pub struct Secrets(Vec<String>);

impl Secrets {
    /// Adds a text; an empty one is ignored.
    pub fn add(&mut self, secret: &str) {
        // As it is, and as a JSON pointer writes it.
        for form in [secret.to_owned(), replace(&replace(secret, "~", "~0"), "/", "~1")] {
            if !form.is_empty() && !self.0.contains(&form) {
                // Longest first, so that no secret leaves its tail behind where another is a part of it.
                let at = self.0.iter().take_while(|known| known.len() >= form.len()).count();
                self.0.insert(at, form);
            }
        }
    }

    /// The text with every secret replaced by `[redacted]`.
    ///
    /// ```
    /// let mut secrets = powens_users::Secrets::default();
    /// secrets.add("s3cr3t");
    /// assert_eq!(secrets.scrub("token s3cr3t is expired"), "token [redacted] is expired");
    /// ```
    #[must_use]
    pub fn scrub(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| replace(&text, secret, REDACTED))
    }

    /// A JSON pointer with every secret replaced, also one of which only the beginning is there, before a `…`.
    #[must_use]
    pub fn scrub_pointer(&self, pointer: &str) -> String {
        let mut scrubbed = String::new();
        for (index, segment) in self.scrub(pointer).split('/').enumerate() {
            if index > 0 {
                scrubbed.push('/');
            }
            scrubbed.push_str(&self.scrub_cut(segment));
        }
        scrubbed
    }

    fn scrub_cut(&self, segment: &str) -> String {
        let Some(kept) = segment.strip_suffix('…') else { return segment.to_owned() };
        let beginnings = self.0.iter().flat_map(|secret| {
            secret
                .char_indices()
                .rev()
                .filter_map(move |(at, character)| secret.get(..at.saturating_add(character.len_utf8())))
        });
        match beginnings.filter_map(|beginning| kept.strip_suffix(beginning)).min_by_key(|rest| rest.len()) {
            Some(rest) => format!("{rest}{REDACTED}…"),
            None => segment.to_owned(),
        }
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secrets({} redacted)", self.0.len())
    }
}
