//! What is wrong with a body, and where.

use std::fmt::{self, Arguments, Write as _};

macro_rules! issue_codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// Our closed list of what can be wrong.
        ///
        /// Source: our decision.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum IssueCode { $($(#[$doc])* $name,)* }

        impl IssueCode {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The text that JavaScript sees. It never changes.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

issue_codes! {
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
    /// Strict: a documented field is absent.
    MissingField = "missing_field",
    /// Strict: null where that is not documented.
    UnexpectedNull = "unexpected_null",
    /// Strict: a date or a moment in another form than documented.
    OtherForm = "other_form",
    /// Strict: a value that the enumeration does not have.
    UnknownValue = "unknown_value",
    /// Strict: a key in no table.
    UndocumentedKey = "undocumented_key",
}

impl IssueCode {
    /// Whether the body is thereby no unambiguous JSON, rather than JSON of the wrong shape.
    #[must_use]
    pub const fn is_malformation(self) -> bool {
        match self {
            Self::Syntax
            | Self::OtherFormat
            | Self::TooLarge
            | Self::Empty
            | Self::InvalidUtf8
            | Self::Bom
            | Self::TrailingData
            | Self::DuplicateKey
            | Self::NotJson
            | Self::TooDeep => true,
            Self::Required | Self::WrongType | Self::NotSafeInteger | Self::OutOfRange | Self::NotFinite => false,
            Self::MissingField
            | Self::UnexpectedNull
            | Self::OtherForm
            | Self::UnknownValue
            | Self::UndocumentedKey => false,
        }
    }
}

/// One thing that is wrong with a body.
///
/// ```
/// use powens_users::check::check;
/// use powens_users::model::User;
///
/// let refusal = check(br#"{"id":"7"}"#, User::SHAPE, 1).unwrap_err();
/// let text = "\"/id\" must be an integer from 1 to 9007199254740991, but is text";
/// assert_eq!(refusal.issues[0].to_string(), text);
/// ```
///
/// Source: our decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// JSON pointer (RFC 6901) to the place; empty for the whole body. A key is cut after 64 characters.
    pub pointer: String,
    /// What it is.
    pub code: IssueCode,
    /// What it is, in words that follow the name of the place: `must be text, but is a number`. Holds no value of the body.
    pub message: String,
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            write!(f, "the body {}", self.message)
        } else {
            f.write_char('"')?;
            for character in self.pointer.chars() {
                // A line break in a key must not become one in a log.
                let breaks = character.is_control() || matches!(character, '\u{2028}' | '\u{2029}');
                f.write_char(if breaks { char::REPLACEMENT_CHARACTER } else { character })?;
            }
            write!(f, "\" {}", self.message)
        }
    }
}

/// Why a body is refused. Its text is that of the first issue. Source: our decision.
#[derive(Clone, Debug, PartialEq, Eq)]
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

    /// Keeps an issue, or, when there are enough, only that there was one.
    #[cold]
    pub fn add(&mut self, code: IssueCode, pointer: impl FnOnce() -> String, message: Arguments<'_>) {
        self.refused = true;
        self.malformed |= code.is_malformation();
        let list = if code.is_malformation() { &mut self.malformations } else { &mut self.mismatches };
        if list.len() < self.max {
            list.push(Issue { pointer: pointer(), code, message: message.to_string() });
        }
    }

    /// Whether there was one.
    pub const fn is_refusal(&self) -> bool {
        self.refused
    }

    /// Whether what is told is complete: another issue would not be kept, whatever it is.
    pub const fn is_complete(&self) -> bool {
        self.malformed && self.malformations.len() >= self.max
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
