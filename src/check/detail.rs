//! What exactly is wrong, as enums and numbers: whoever shows it has the words.

use super::MAX_DEPTH;
use super::room::{MAX_KEY_BYTES, MAX_KEYS, MAX_OPEN_KEYS};
use crate::words::words;

/// What an issue says beyond its code. Holds no value of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Detail {
    /// The code says it all.
    None,
    /// What a value must be, and what is there.
    Value {
        /// What it must be.
        wanted: Wanted,
        /// What is there.
        found: Kind,
    },
    /// The body was not read to its end.
    Unfinished,
    /// What the grammar of JSON expects.
    Grammar {
        /// What must be there.
        expected: JsonPart,
        /// Where, in bytes from the start of the body.
        at: u64,
        /// Whether the body ends there.
        ends: bool,
    },
    /// The place, in bytes from the start of the body.
    At(u64),
    /// The format in the place of JSON.
    Format(Format),
    /// What a value of an object already parsed is.
    NotJson(NotJson),
    /// The limit of keys that is passed.
    Keys(KeyLimit),
    /// The documented form that a text does not have.
    Form(Form),
    /// The limit in levels or bytes that is passed.
    Limit(u64),
}

impl Detail {
    /// The nesting is too deep.
    pub(super) const TOO_DEEP: Self = Self::Limit(MAX_DEPTH as u64);

    /// The numbers of [`Issue::parts`](super::Issue::parts).
    pub(super) const fn parts(self) -> (u8, u8, u64) {
        match self {
            Self::None | Self::Unfinished => (0, 0, 0),
            Self::Value { wanted, found } => (wanted as u8, found as u8, 0),
            Self::Grammar { expected, at, ends } => (expected as u8, if ends { 2 } else { 1 }, at),
            Self::At(number) | Self::Limit(number) => (0, 0, number),
            Self::Format(format) => (format as u8, 0, 0),
            Self::NotJson(what) => (what as u8, 0, 0),
            Self::Keys(limit) => (limit as u8, 0, limit.number()),
            Self::Form(form) => (form as u8, 0, 0),
        }
    }
}

words! {
    /// What a value must be.
    #[non_exhaustive]
    pub enum Wanted {
        /// Nothing passes.
        Nothing = "nothing",
        /// Anything passes.
        Anything = "anything",
        /// Text.
        Text = "text",
        /// True or false.
        Boolean = "true or false",
        /// The id by which Powens knows an object.
        OwnId = "an integer from 1 to 9007199254740991",
        /// A safe integer.
        Integer = "an integer from -9007199254740991 to 9007199254740991",
        /// A safe integer, or true or false.
        IntegerOrBoolean = "an integer, or true or false",
        /// A number that does not overflow.
        Number = "a finite number",
        /// An object.
        Object = "an object",
        /// Text or an object.
        TextOrObject = "text or an object",
        /// An array.
        Array = "an array",
        /// The id of the user whom the body is about.
        UserId = "the id of the user",
    }
}

words! {
    /// What is in the place of a value.
    #[non_exhaustive]
    pub enum Kind {
        /// Nothing.
        Absent = "absent",
        /// Null.
        Null = "null",
        /// Text.
        Text = "text",
        /// True or false.
        Boolean = "true or false",
        /// A number.
        Number = "a number",
        /// A number, but not one that passes.
        OtherNumber = "another number",
        /// An object.
        Object = "an object",
        /// An array.
        Array = "an array",
    }
}

words! {
    /// What the grammar of JSON expects.
    #[non_exhaustive]
    pub enum JsonPart {
        /// More of the body than was read.
        More = "was not read to its end",
        /// A value.
        Value = "is no JSON: expected a value",
        /// A comma, or the end of an object.
        CommaOrBrace = "is no JSON: expected a comma or }",
        /// A comma, or the end of an array.
        CommaOrBracket = "is no JSON: expected a comma or ]",
        /// A key.
        Key = "is no JSON: expected a key in quotes",
        /// A colon.
        Colon = "is no JSON: expected a colon",
        /// A digit.
        Digit = "is no JSON: expected a digit",
        /// No digit, since a number begins with 0.
        NoDigit = "is no JSON: expected no digit after a leading zero",
        /// The end of a number.
        NumberEnd = "is no JSON: expected the end of a number",
        /// The end of a text.
        TextEnd = "is no JSON: expected the end of a text",
        /// A character that text may hold unescaped.
        NoControl = "is no JSON: expected no control character in text",
        /// The rest of an escape.
        Escape = "is no JSON: expected an escape",
        /// An escape that JSON has.
        KnownEscape = "is no JSON: expected an escape that JSON has",
        /// The digits of an escape.
        HexDigits = "is no JSON: expected four hexadecimal digits",
    }
}

/// What follows the words of [`JsonPart`], by the second number of an issue.
pub(super) const ENDINGS: &[&str] = &["", " at byte @", ", but the body ends at byte @"];

words! {
    /// A format that was sent in the place of JSON.
    #[non_exhaustive]
    pub enum Format {
        /// Known by its first bytes.
        Gzip = "gzip, not JSON: inflate it first",
        /// Begins with `<`.
        Html = "HTML or XML, not JSON: a proxy or an error page may have answered",
        /// Begins with `--`.
        Multipart = "multipart, not JSON: give the part that holds the JSON",
        /// Records of 120 characters.
        Cfonb = "CFONB, not JSON: the domain is configured to send this format",
        /// `key=value`.
        Form = "a form (key=value), not JSON: give the field that holds the JSON",
    }
}

words! {
    /// A value of an object already parsed that no JSON yields.
    #[non_exhaustive]
    pub enum NotJson {
        /// A value of a type that JSON does not have.
        OtherType = "a value of a type that JSON does not have",
        /// A property with a getter.
        Accessor = "an accessor, which may give another value each time",
        /// A BigInt.
        BigInt = "a BigInt",
        /// Not a number.
        Nan = "NaN",
        /// An object of a class.
        OtherObject = "an object that is neither plain nor an array",
        /// `undefined` as an item.
        Undefined = "undefined, in an array",
        /// Reading threw.
        Unreadable = "reading it failed",
    }
}

words! {
    /// A limit of keys. `@` stands for its number.
    #[non_exhaustive]
    pub enum KeyLimit {
        /// Keys of one object.
        Object = "has more than @ keys",
        /// Keys of all objects that are open at one place.
        Open = "has, with the objects around it, more than @ keys",
        /// Their bytes.
        OpenBytes = "has, with the objects around it, more than @ bytes of keys",
    }
}

impl KeyLimit {
    /// The limit.
    #[must_use]
    #[doc(hidden)]
    pub const fn number(self) -> u64 {
        match self {
            Self::Object => MAX_KEYS as u64,
            Self::Open => MAX_OPEN_KEYS as u64,
            Self::OpenBytes => MAX_KEY_BYTES as u64,
        }
    }
}

words! {
    /// A documented form that a text does not have.
    #[non_exhaustive]
    pub enum Form {
        /// A moment.
        Moment = "is no moment of the documented form, 2020-06-01 12:34:56",
        /// A day.
        Day = "is no day of the documented form, 2020-06-01",
        /// An object.
        Object = "is text, where an object is documented",
    }
}
