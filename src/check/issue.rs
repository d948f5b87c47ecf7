//! What is wrong with a body, and where.

use std::fmt::{self, Write as _};

use super::detail::{Detail, ENDINGS, Form, Format, JsonPart, KeyLimit, Kind, NotJson, Wanted};
use crate::text::push_decimal;
use crate::words::words;

words! {
    /// Our closed list of what can be wrong.
    #[non_exhaustive]
    pub enum IssueCode {
        /// Not JSON.
        Syntax = "syntax",
        /// Another format, which the message names: HTML, a form, CFONB, gzip.
        OtherFormat = "other_format",
        /// Larger than allowed.
        TooLarge = "too_large",
        /// Nothing but white space.
        Empty = "empty",
        /// Not UTF-8.
        InvalidUtf8 = "invalid_utf8",
        /// A byte order mark in front.
        Bom = "bom",
        /// More than one value.
        TrailingData = "trailing_data",
        /// A key that the same object already has.
        DuplicateKey = "duplicate_key",
        /// A value of an object already parsed that no JSON yields.
        NotJson = "not_json",
        /// Nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
        TooDeep = "too_deep",
        /// More keys than [`MAX_KEYS`](super::MAX_KEYS) in one object, or than [`MAX_OPEN_KEYS`](super::MAX_OPEN_KEYS) or
        /// [`MAX_KEY_BYTES`](super::MAX_KEY_BYTES) in those that are open at one place.
        TooManyKeys = "too_many_keys",
        /// A required field is absent.
        Required = "required",
        /// A value of another JSON type than documented.
        WrongType = "wrong_type",
        /// A number that is no integer, or one beyond ±(2^53-1), once read as JavaScript reads it.
        NotSafeInteger = "not_safe_integer",
        /// An integer outside the range that is allowed.
        OutOfRange = "out_of_range",
        /// A number that overflows to infinity.
        NotFinite = "not_finite",
        /// An id that must be the same as another one, and is not.
        IdMismatch = "id_mismatch",
        /// Strict: a documented field is absent.
        MissingField = "missing_field",
        /// Strict: null where that is not documented.
        UnexpectedNull = "unexpected_null",
        /// Strict: a date or a moment in another form than documented, or text where an object is documented.
        OtherForm = "other_form",
        /// Strict: a value that the enumeration does not have.
        UnknownValue = "unknown_value",
        /// Strict: a key in no table.
        UndocumentedKey = "undocumented_key",
    }
}

/// The words of a code: a sentence, the words for its `#` by the first number of an issue, those for its `%` by the second. The
/// third number stands for `@`.
pub type Sentence = (&'static str, &'static [&'static str], &'static [&'static str]);

impl IssueCode {
    /// Whether the body is thereby no unambiguous JSON, rather than JSON of the wrong shape.
    #[must_use]
    #[doc(hidden)]
    pub const fn is_malformation(self) -> bool {
        self as u8 <= Self::TooManyKeys as u8
    }

    /// Whether only a strict check says so, of a body that it accepts.
    pub(super) const fn is_warning(self) -> bool {
        self as u8 >= Self::MissingField as u8
    }

    /// The words of an issue of this code.
    #[must_use]
    #[doc(hidden)]
    pub const fn sentence(self) -> Sentence {
        match self {
            Self::Syntax => ("#%", JsonPart::WORDS, ENDINGS),
            Self::OtherFormat => ("is #", Format::WORDS, &[]),
            Self::TooLarge => ("is larger than @ bytes", &[], &[]),
            Self::Empty => ("is empty", &[], &[]),
            Self::InvalidUtf8 => ("is no valid UTF-8 at byte @", &[], &[]),
            Self::Bom => ("starts with a byte order mark", &[], &[]),
            Self::TrailingData => ("has something after its value, at byte @", &[], &[]),
            Self::DuplicateKey => ("is a key that the object already has", &[], &[]),
            Self::NotJson => ("is no JSON: #", NotJson::WORDS, &[]),
            Self::TooDeep => ("is nested deeper than @ levels", &[], &[]),
            Self::TooManyKeys => ("#", KeyLimit::WORDS, &[]),
            Self::Required
            | Self::WrongType
            | Self::NotSafeInteger
            | Self::OutOfRange
            | Self::NotFinite
            | Self::IdMismatch => ("must be #, but is %", Wanted::WORDS, Kind::WORDS),
            Self::MissingField => ("is documented, but absent", &[], &[]),
            Self::UnexpectedNull => ("is null, which is not documented", &[], &[]),
            Self::OtherForm => ("#", Form::WORDS, &[]),
            Self::UnknownValue => ("is a value that the documentation does not list", &[], &[]),
            Self::UndocumentedKey => ("is a key that is not documented", &[], &[]),
        }
    }
}

/// One thing that is wrong with a body.
///
/// ```
/// use powens_users::check::{Detail, Kind, Wanted, check};
/// use powens_users::model::User;
///
/// let refusal = check(br#"{"id":"7"}"#, User::SHAPE, 1).unwrap_err();
/// let issue = &refusal.issues[0];
/// assert_eq!(issue.to_string(), "\"/id\" must be an integer from 1 to 9007199254740991, but is text");
/// assert_eq!(issue.detail, Detail::Value { wanted: Wanted::OwnId, found: Kind::Text });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Issue {
    /// JSON pointer (RFC 6901) to the place; empty for the whole body. A key is cut after 64 characters, the pointer after 500.
    pub pointer: String,
    /// What it is.
    pub code: IssueCode,
    /// What it is exactly.
    pub detail: Detail,
}

impl Issue {
    /// What it is, in words that follow the name of the place: `must be text, but is a number`. Holds no value of the body.
    ///
    /// ```
    /// use powens_users::check::check;
    /// use powens_users::model::User;
    ///
    /// let refusal = check(br#"{"id":1"#, User::SHAPE, 1).unwrap_err();
    /// assert_eq!(refusal.issues[0].message(), "is no JSON: expected a comma or }, but the body ends at byte 7");
    /// ```
    #[must_use]
    pub fn message(&self) -> String {
        let (sentence, first, second) = self.code.sentence();
        let (a, b, n) = self.detail.parts();
        let words = |list: &[&'static str], index: u8| list.get(usize::from(index)).copied().unwrap_or_default();
        let mut message = String::new();
        for character in sentence.chars() {
            match character {
                '#' => push_numbered(&mut message, words(first, a), n),
                '%' => push_numbered(&mut message, words(second, b), n),
                '@' => push_decimal(&mut message, n),
                other => message.push(other),
            }
        }
        message
    }
}

/// Appends words, with the number at their `@`.
fn push_numbered(text: &mut String, words: &str, number: u64) {
    for character in words.chars() {
        if character == '@' { push_decimal(text, number) } else { text.push(character) }
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            write!(f, "the body {}", self.message())
        } else {
            f.write_char('"')?;
            for character in self.pointer.chars() {
                // A line break in a key must not become one in a log, nor what turns or hides text.
                let breaks = character.is_control()
                    || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
                f.write_char(if breaks { char::REPLACEMENT_CHARACTER } else { character })?;
            }
            write!(f, "\" {}", self.message())
        }
    }
}

/// Why a body is refused. Its text is that of the first issue.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// What was found, up to the number that was asked for: first what makes the body no JSON, then what makes it JSON of
    /// another shape, each in the order of the body. The first is thereby the reason that counts.
    pub issues: Vec<Issue>,
    /// Whether the body is no unambiguous JSON; otherwise it is JSON of another shape.
    pub malformed: bool,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.issues.first() {
            Some(issue) => issue.fmt(f),
            None if self.malformed => f.write_str("the body is no unambiguous JSON"),
            None => f.write_str("the body has another shape"),
        }
    }
}

impl std::error::Error for Refusal {}

/// The issues found so far.
pub(super) struct Issues {
    max: usize,
    refused: bool,
    malformed: bool,
    malformations: Vec<Issue>,
    mismatches: Vec<Issue>,
}

impl Issues {
    pub const fn new(max: usize) -> Self {
        Self { max, refused: false, malformed: false, malformations: Vec::new(), mismatches: Vec::new() }
    }

    /// Keeps that there is an issue; the list where the issue itself is to be kept, unless there are enough.
    #[cold]
    pub fn add(&mut self, code: IssueCode) -> Option<&mut Vec<Issue>> {
        self.refused = true;
        self.malformed |= code.is_malformation();
        let list = if code.is_malformation() { &mut self.malformations } else { &mut self.mismatches };
        if list.len() < self.max { Some(list) } else { None }
    }

    /// Whether there was one.
    pub const fn is_refusal(&self) -> bool {
        self.refused
    }

    /// Whether another issue would not be kept, whatever it is.
    #[cfg(feature = "internals")]
    pub const fn is_full(&self) -> bool {
        self.malformed && self.malformations.len() >= self.max
    }

    /// How many more malformations are kept.
    pub const fn room(&self) -> usize {
        self.max.saturating_sub(self.malformations.len())
    }

    /// Those that are no malformations, in the order of the body.
    pub fn into_mismatches(self) -> Vec<Issue> {
        self.mismatches
    }

    pub fn into_result(self) -> Result<(), Refusal> {
        if !self.refused {
            return Ok(());
        }
        let mut issues = self.malformations;
        issues.extend(self.mismatches);
        issues.truncate(self.max);
        Err(Refusal { issues, malformed: self.malformed })
    }
}
