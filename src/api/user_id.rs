//! Which user a call is about.

use std::fmt;

use super::error::ApiError;

/// The largest integer that a JavaScript number holds exactly.
pub(crate) const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// A positive integer up to 2^53-1, or `me`: the user whom the token belongs to.
///
/// Nothing else can be made, so that no request ever names another path segment. `all` above all: an older version of the
/// API deletes every user by it.
///
/// Source: "Integer or \"me\"" of the Powens documentation; the bounds are our decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserId(Repr);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repr {
    Number(u64),
    Me,
}

impl UserId {
    /// The user whom the token belongs to.
    pub const ME: Self = Self(Repr::Me);

    /// Takes a number.
    ///
    /// ```
    /// use powens_users::api::UserId;
    ///
    /// assert_eq!(UserId::from_number(42.0)?.to_string(), "42");
    /// for refused in [0.0, -1.0, 1.5, f64::NAN, 9_007_199_254_740_993.0] {
    ///     assert!(UserId::from_number(refused).is_err());
    /// }
    /// # Ok::<(), powens_users::api::ApiError>(())
    /// ```
    ///
    /// # Errors
    /// `invalid_argument` for all but an integer from 1 to 2^53-1.
    pub fn from_number(number: f64) -> Result<Self, ApiError> {
        if number.fract() == 0.0 && (1.0..=MAX_SAFE_INTEGER).contains(&number) {
            // Exact: the range was just checked.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            return Ok(Self(Repr::Number(number as u64)));
        }
        Err(refused("this number is none"))
    }

    /// Takes a text, which can only be `me`.
    ///
    /// # Errors
    /// `invalid_argument` for every other text; one that is an integer is told to go through `Number(id)`.
    pub fn from_text(text: &str) -> Result<Self, ApiError> {
        if text == "me" {
            return Ok(Self::ME);
        }
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(refused("it is text; use Number(id)"));
        }
        Err(refused("this text is something else"))
    }

    /// The refusal of a value that is neither number nor text.
    #[must_use]
    pub fn refuse_type(type_name: &str) -> ApiError {
        match type_name {
            "bigint" => refused("it is a BigInt; use Number(id)"),
            "undefined" => refused("none was given"),
            other => refused(&format!("it is of type {other}")),
        }
    }

    /// The number, unless it is `me`.
    #[must_use]
    pub const fn number(self) -> Option<u64> {
        match self.0 {
            Repr::Number(number) => Some(number),
            Repr::Me => None,
        }
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Repr::Number(number) => write!(f, "{number}"),
            Repr::Me => f.write_str("me"),
        }
    }
}

fn refused(reason: &str) -> ApiError {
    ApiError::invalid_argument(format!(
        "The user id must be a positive integer up to 9007199254740991, or \"me\": {reason}."
    ))
}
