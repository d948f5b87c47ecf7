//! Access tokens.

use std::fmt;

use super::error::ApiError;

/// An access token: opaque, one or more ASCII characters from `!` to `~`. Never shown by `Debug`.
///
/// Source: the header syntax of HTTP; tokens of Powens are opaque, base64 or a JWT.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

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
    /// `invalid_argument`, saying what is wrong with it but not what it is.
    pub fn new(text: &str) -> Result<Self, ApiError> {
        let problem = if text.is_empty() {
            "is empty"
        } else if text.trim() != text {
            "has white space or a line break around it; remove it"
        } else if text.to_ascii_lowercase().starts_with("bearer ") {
            "starts with \"Bearer\"; give the token alone"
        } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            "holds a character that no token can hold (allowed: ASCII letters, digits and punctuation)"
        } else {
            return Ok(Self(text.to_owned()));
        };
        Err(ApiError::invalid_argument(format!("The token {problem}.")))
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
