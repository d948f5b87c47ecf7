//! Harmless copies of errors that others threw.

use crate::secrets::Secrets;

/// Longest text of Powens' or of a foreign error that is passed on, in characters. Our decision.
const MAX_TEXT: usize = 500;

/// A harmless copy of a foreign error. Source: our decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Its class, such as `TypeError`.
    pub name: String,
    /// Its machine code, such as `ECONNREFUSED`.
    pub code: Option<String>,
    /// Its text.
    pub message: String,
    /// What stood behind it.
    pub cause: Option<Box<Cause>>,
}

impl Cause {
    /// The same with every secret replaced, and every text cut to 500 characters.
    #[must_use]
    pub fn scrubbed(self, secrets: &Secrets) -> Self {
        Self {
            name: clip(&secrets.scrub(&self.name)),
            code: self.code.map(|code| clip(&secrets.scrub(&code))),
            message: clip(&secrets.scrub(&self.message)),
            cause: self.cause.map(|cause| Box::new(cause.scrubbed(secrets))),
        }
    }
}

/// The first [`MAX_TEXT`] characters.
pub(crate) fn clip(text: &str) -> String {
    text.chars().take(MAX_TEXT).collect()
}
