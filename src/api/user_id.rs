//! Which user a call is about.

use std::fmt;
use std::str::FromStr;

use super::error::ApiError;
use super::reason::Reason;
use crate::model::OwnId;
use crate::text::push_decimal;
use crate::words::words;

/// The largest integer that a JavaScript number, and so a JSON number of Powens, holds exactly.
pub const MAX_SAFE_INTEGER: u64 = 9_007_199_254_740_991;

/// A positive integer up to 2^53-1, or `me`: the user whom the token belongs to.
///
/// Nothing else can be made, so that no request ever names another path segment. `all` above all: an older version of the
/// API deletes every user by it.
///
/// ```
/// use powens_users::api::UserId;
///
/// assert_eq!(UserId::new(42)?.to_string(), "42");
/// assert_eq!("42".parse::<UserId>()?, UserId::new(42)?);
/// assert_eq!("me".parse::<UserId>()?, UserId::ME);
/// for refused in ["all", "", "ME", "042", "+42", "0", "1/../all"] {
///     assert!(refused.parse::<UserId>().is_err());
/// }
/// # Ok::<(), powens_users::api::ApiError>(())
/// ```
///
/// Source: "Integer or \"me\"" of the Powens documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UserId(Option<u64>);

words! {
    /// Why something is no user id.
    #[non_exhaustive]
    pub enum UserIdProblem {
        /// A number out of bounds, or no whole one.
        Number = "this number is out of these bounds",
        /// Text of digits. Only where JavaScript gives it.
        Digits = "it is text; make a number of it",
        /// Any other text.
        Text = "this text is something else",
    }
}

impl UserId {
    /// The user whom the token belongs to.
    pub const ME: Self = Self(None);

    /// A number.
    ///
    /// # Errors
    /// `invalid_argument` for all but 1 to 2^53-1.
    pub fn new(number: u64) -> Result<Self, ApiError> {
        if (1..=MAX_SAFE_INTEGER).contains(&number) {
            Ok(Self(Some(number)))
        } else {
            Err(refused(UserIdProblem::Number))
        }
    }

    /// The number, unless it is `me`.
    #[must_use]
    pub const fn number(self) -> Option<u64> {
        self.0
    }

    /// Takes `me` alone: in JavaScript a number that comes as text may have come from anywhere, and is to be read as one first.
    ///
    /// # Errors
    /// `invalid_argument`.
    #[cfg(feature = "internals")]
    #[doc(hidden)]
    pub fn me(text: &str) -> Result<Self, ApiError> {
        if text == "me" {
            return Ok(Self::ME);
        }
        let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        Err(refused(if is_digits { UserIdProblem::Digits } else { UserIdProblem::Text }))
    }

    /// Adds what stands in a path.
    pub(super) fn push_to(self, path: &mut String) {
        match self.0 {
            Some(number) => push_decimal(path, number),
            None => path.push_str("me"),
        }
    }
}

impl TryFrom<u64> for UserId {
    type Error = ApiError;

    fn try_from(number: u64) -> Result<Self, ApiError> {
        Self::new(number)
    }
}

impl TryFrom<i64> for UserId {
    type Error = ApiError;

    fn try_from(number: i64) -> Result<Self, ApiError> {
        u64::try_from(number).map_or_else(|_| Err(refused(UserIdProblem::Number)), Self::new)
    }
}

impl From<OwnId> for UserId {
    fn from(id: OwnId) -> Self {
        Self(Some(id.get()))
    }
}

impl FromStr for UserId {
    type Err = ApiError;

    /// Takes what `Display` writes, and nothing else: `me`, or the digits of the number without a sign or a zero in front.
    fn from_str(text: &str) -> Result<Self, ApiError> {
        match text.as_bytes() {
            b"me" => Ok(Self::ME),
            [b'1'..=b'9', rest @ ..] if rest.iter().all(u8::is_ascii_digit) => {
                // More digits than a u64 has are out of bounds too.
                Self::new(text.parse().unwrap_or(u64::MAX))
            }
            b"0" => Err(refused(UserIdProblem::Number)),
            _ => Err(refused(UserIdProblem::Text)),
        }
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(number) => write!(f, "{number}"),
            None => f.write_str("me"),
        }
    }
}

fn refused(problem: UserIdProblem) -> ApiError {
    ApiError::new(Reason::UserId(problem))
}
