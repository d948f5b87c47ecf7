//! The kinds of documented fields that are neither objects nor enumerations. Each is what serde reads.

use std::fmt;

use super::object::FieldType;
use crate::check::Rule;

/// Declares a kind of field: its Rust type natively, its rule, its TypeScript.
macro_rules! scalar {
    ($(#[$attribute:meta])* $name:ident($inner:ty), $rule:expr, $typescript:literal) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        field_type!($name, $rule, $typescript);
    };
}

macro_rules! field_type {
    ($name:ty, $rule:expr, $typescript:literal) => {
        impl FieldType for $name {
            const RULE: Rule = $rule;

            #[cfg(feature = "internals")]
            fn typescript() -> String {
                $typescript.to_owned()
            }
        }
    };
}

/// The id by which Powens knows an object: an integer from 1 to 2^53-1.
///
/// ```
/// use powens_users::model::OwnId;
///
/// assert_eq!(OwnId::try_from(42_u64)?.get(), 42);
/// for refused in [0.0, -1.0, 1.5, f64::NAN, 9_007_199_254_740_992.0] {
///     assert!(OwnId::try_from(refused).is_err());
/// }
/// # Ok::<(), powens_users::model::InvalidOwnId>(())
/// ```
///
/// JavaScript holds no larger ones exactly.
///
/// Source: "Integer" in the Powens documentation, at least 1 in its OpenAPI files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(try_from = "f64", into = "u64")]
pub struct OwnId(u64);

/// A count, or the id of another object: an integer from -(2^53-1) to 2^53-1.
///
/// ```
/// use powens_users::model::Integer;
///
/// assert_eq!(Integer::try_from(-7_i64)?.get(), -7);
/// assert!(Integer::try_from(1_i64 << 53).is_err());
/// # Ok::<(), powens_users::model::InvalidInteger>(())
/// ```
///
/// The bounds are those of what JavaScript holds exactly.
///
/// Source: "Integer" in the Powens documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(try_from = "f64", into = "i64")]
pub struct Integer(i64);

field_type!(OwnId, Rule::OWN_ID, "number");
field_type!(Integer, Rule::INTEGER, "number");
field_type!(f64, Rule::DECIMAL, "number");
field_type!(bool, Rule::BOOLEAN, "boolean");
field_type!(String, Rule::TEXT, "string");

scalar! {
    /// A moment as Powens writes it, such as `2020-06-01 12:34:56`, and never turned into a date: it has no zone, Powens
    /// documents the zone for few fields, and other forms were seen.
    ///
    /// Source: Powens documentation.
    DateTime(String), Rule::DATE_TIME, "string"
}

scalar! {
    /// A day as Powens writes it, such as `2020-06-01`.
    ///
    /// Source: Powens documentation.
    Date(String), Rule::DATE, "string"
}

scalar! {
    /// An object whose inside is not looked at.
    Object(serde_json::Map<String, serde_json::Value>), Rule::OPAQUE_OBJECT, "Readonly<Record<string, unknown>>"
}

scalar! {
    /// A value whose type Powens does not document: not looked at.
    Anything(serde_json::Value), Rule::ANYTHING, "unknown"
}

/// An integer, or true or false: documented as one, seen as the other.
///
/// Source: Powens documentation, and practice.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[serde(untagged)]
pub enum IntegerOrBoolean {
    /// True or false.
    Boolean(bool),
    /// 0 or 1, mostly.
    Integer(Integer),
}

field_type!(IntegerOrBoolean, Rule::INTEGER_OR_BOOLEAN, "number | boolean");

/// Text, or an object whose inside is not looked at: documented as one, seen as the other.
///
/// Source: Powens documentation, and practice.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[serde(untagged)]
pub enum TextOrObject<T> {
    /// Text.
    Text(T),
    /// An object.
    Object(Object),
}

impl<T: FieldType> FieldType for TextOrObject<T> {
    const RULE: Rule = T::RULE.or_object();

    #[cfg(feature = "internals")]
    fn typescript() -> String {
        format!("{} | {}", T::typescript(), Object::typescript())
    }
}

/// A documented object, or text: documented as the first, the second in an older description of the Powens API. A strict check
/// reports the text.
///
/// Source: Powens documentation, and an older description of its API.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[serde(untagged)]
pub enum ObjectOrText<T> {
    /// Text.
    Text(String),
    /// The object.
    Object(Box<T>),
}

impl<T: FieldType> FieldType for ObjectOrText<T> {
    const RULE: Rule = T::RULE.or_undocumented_text();

    #[cfg(feature = "internals")]
    fn typescript() -> String {
        format!("{} | string", T::typescript())
    }
}

const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// A number that is no [`OwnId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id must be an integer from 1 to 9007199254740991")]
pub struct InvalidOwnId;

/// A number that is no [`Integer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a number must be an integer from -9007199254740991 to 9007199254740991")]
pub struct InvalidInteger;

impl OwnId {
    /// The number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl Integer {
    /// The number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl TryFrom<f64> for OwnId {
    type Error = InvalidOwnId;

    fn try_from(number: f64) -> Result<Self, InvalidOwnId> {
        if number.fract() == 0.0 && (1.0..=MAX_SAFE_INTEGER).contains(&number) {
            // Exact: an integer in the range was just made sure of.
            return Ok(Self(number as u64));
        }
        Err(InvalidOwnId)
    }
}

impl TryFrom<f64> for Integer {
    type Error = InvalidInteger;

    fn try_from(number: f64) -> Result<Self, InvalidInteger> {
        if number.fract() == 0.0 && (-MAX_SAFE_INTEGER..=MAX_SAFE_INTEGER).contains(&number) {
            // Exact: an integer in the range was just made sure of.
            return Ok(Self(number as i64));
        }
        Err(InvalidInteger)
    }
}

impl TryFrom<u64> for OwnId {
    type Error = InvalidOwnId;

    fn try_from(number: u64) -> Result<Self, InvalidOwnId> {
        if (1..=MAX_SAFE_INTEGER as u64).contains(&number) { Ok(Self(number)) } else { Err(InvalidOwnId) }
    }
}

impl TryFrom<i64> for Integer {
    type Error = InvalidInteger;

    fn try_from(number: i64) -> Result<Self, InvalidInteger> {
        if number.unsigned_abs() <= MAX_SAFE_INTEGER as u64 { Ok(Self(number)) } else { Err(InvalidInteger) }
    }
}

/// Conversions that lose nothing: 2^53-1 is the largest.
macro_rules! lossless {
    ($($from:ident => $to:ident, |$value:ident| $converted:expr;)*) => {$(
        impl From<$from> for $to {
            fn from($value: $from) -> Self {
                $converted
            }
        }
    )*};
}

lossless! {
    OwnId => u64, |id| id.0;
    OwnId => i64, |id| id.0.cast_signed();
    OwnId => f64, |id| id.0 as f64;
    OwnId => Integer, |id| Integer(id.0.cast_signed());
    Integer => i64, |integer| integer.0;
    Integer => f64, |integer| integer.0 as f64;
    i32 => Integer, |number| Integer(number.into());
    u32 => Integer, |number| Integer(number.into());
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for OwnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl DateTime {
    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Date {
    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
