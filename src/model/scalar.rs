//! The scalar kinds of documented fields.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::object::FieldType;
use crate::check::Rule;

/// The id by which Powens knows an object: an integer from 1 to 2^53-1.
///
/// ```
/// use powens_users::model::OwnId;
///
/// assert_eq!(OwnId::try_from(42.0)?.get(), 42);
/// for refused in [0.0, -1.0, 1.5, f64::NAN, 9_007_199_254_740_992.0] {
///     assert!(OwnId::try_from(refused).is_err());
/// }
/// # Ok::<(), powens_users::model::InvalidOwnId>(())
/// ```
///
/// Source: "Integer" in the Powens documentation, at least 1 in its OpenAPI files; the upper bound is our decision, since
/// JavaScript holds no larger ones exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(try_from = "f64", into = "u64")]
pub struct OwnId(u64);

impl OwnId {
    /// The number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// A number that is no [`OwnId`]. Source: our decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id must be an integer from 1 to 9007199254740991")]
pub struct InvalidOwnId;

impl TryFrom<f64> for OwnId {
    type Error = InvalidOwnId;

    fn try_from(number: f64) -> Result<Self, InvalidOwnId> {
        if number.fract() == 0.0 && (1.0..=9_007_199_254_740_991.0).contains(&number) {
            // Exact: an integer in the range was just made sure of.
            return Ok(Self(number as u64));
        }
        Err(InvalidOwnId)
    }
}

impl From<OwnId> for u64 {
    fn from(id: OwnId) -> Self {
        id.0
    }
}

impl fmt::Display for OwnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FieldType for OwnId {
    const RULE: Rule = Rule::OWN_ID;

    #[cfg(not(target_arch = "wasm32"))]
    fn typescript() -> String {
        "number".to_owned()
    }
}

/// A moment as Powens writes it, such as `2020-06-01 12:34:56`, and never turned into a date: it has no zone, Powens
/// documents the zone for few fields, and other forms were seen.
///
/// Source: Powens documentation; that every text passes is our decision.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(transparent)]
pub struct DateTime(String);

impl DateTime {
    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FieldType for DateTime {
    const RULE: Rule = Rule::TEXT;

    #[cfg(not(target_arch = "wasm32"))]
    fn typescript() -> String {
        "string".to_owned()
    }
}
