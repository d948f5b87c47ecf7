//! Access tokens.

use std::fmt;

use crate::words::words;

/// An access token: opaque, one or more ASCII characters from `!` to `~`. Never shown by `Debug`.
///
/// Source: the header syntax of HTTP; tokens of Powens are opaque, base64 or a JWT.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

words! {
    /// Why text is no token.
    #[non_exhaustive]
    pub enum TokenProblem {
        /// There is nothing.
        Empty = "is empty",
        /// White space around it.
        Spaces = "has white space or a line break around it; remove it",
        /// The word in front of it.
        Bearer = "starts with \"Bearer\"; give the token alone",
        /// A character that no header can hold there.
        Character = "holds a character that no token can hold (allowed: ASCII letters, digits and punctuation)",
    }
}

/// What may stand around a token that was copied.
const SPACES: [&str; 10] = [" ", "\t", "\n", "\u{B}", "\u{C}", "\r", "\u{A0}", "\u{FEFF}", "\u{2028}", "\u{2029}"];

impl Token {
    /// Takes a token as it came.
    ///
    /// ```
    /// use powens_users::api::Token;
    ///
    /// assert!(Token::new("abc+/=").is_ok());
    /// assert!(Token::new("abc\n").is_err());
    /// ```
    ///
    /// # Errors
    /// What is wrong with it, but not what it is.
    pub fn new(text: &str) -> Result<Self, TokenProblem> {
        if text.is_empty() {
            Err(TokenProblem::Empty)
        } else if SPACES.iter().any(|space| text.starts_with(space) || text.ends_with(space)) {
            Err(TokenProblem::Spaces)
        } else if text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
            Err(TokenProblem::Bearer)
        } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Err(TokenProblem::Character)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// The token itself. Keep it out of messages and logs.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([redacted])")
    }
}

impl fmt::Display for TokenProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the token {}", self.as_str())
    }
}

impl std::error::Error for TokenProblem {}
