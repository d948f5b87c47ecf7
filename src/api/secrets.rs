//! What must not be seen in an error.

use std::fmt;

/// Texts that no error may repeat: the tokens and the values of extra headers. Source: our decision.
#[derive(Clone, Default)]
pub struct Secrets(Vec<String>);

impl Secrets {
    /// Adds a text; an empty one is ignored.
    pub fn add(&mut self, secret: &str) {
        if !secret.is_empty() && !self.0.iter().any(|known| known == secret) {
            // Longest first, so that no secret leaves its tail behind where another is a part of it.
            let at = self.0.iter().take_while(|known| known.len() >= secret.len()).count();
            self.0.insert(at, secret.to_owned());
        }
    }

    /// The text with every secret replaced by `[redacted]`.
    ///
    /// ```
    /// let mut secrets = powens_users::api::Secrets::default();
    /// secrets.add("s3cr3t");
    /// assert_eq!(secrets.scrub("token s3cr3t is expired"), "token [redacted] is expired");
    /// ```
    #[must_use]
    pub fn scrub(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "[redacted]"))
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secrets({} redacted)", self.0.len())
    }
}
