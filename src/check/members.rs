//! Reads a few members of an object that no table describes, such as an error body.

use super::check;
use super::cursor::{Cursor, taken};
use super::escape;
use super::number;
use super::shape::ObjectShape;

/// What an object has under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member {
    /// There is no such key.
    Absent,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number as it was written.
    Number(String),
    /// A text, its escapes undone; U+FFFD stands for a lone surrogate.
    Text(String),
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Member {
    /// Takes what [`raw_members`] gives.
    fn new(json: &[u8]) -> Self {
        match json {
            [] => Self::Absent,
            [b'n', ..] => Self::Null,
            [b't', ..] => Self::Boolean(true),
            [b'f', ..] => Self::Boolean(false),
            [b'"', ..] => raw_text(json).map_or(Self::Absent, Self::Text),
            [b'[', ..] => Self::Array,
            [b'{', ..] => Self::Object,
            number => Self::Number(escape::text(number)),
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The integer, if it is a number that `JSON.parse` reads as one from -(2^53-1) to 2^53-1.
    ///
    /// ```
    /// use powens_users::check::Member;
    ///
    /// assert_eq!(Member::Number("7e0".into()).integer(), Some(7));
    /// assert_eq!(Member::Number("9007199254740993".into()).integer(), None);
    /// assert_eq!(Member::Text("7".into()).integer(), None);
    /// ```
    #[must_use]
    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Number(number) => number::safe_integer(number.as_bytes()),
            _ => None,
        }
    }
}

/// What an object has under each of these keys; `None` for a body that is no unambiguous JSON or no object.
///
/// ```
/// use powens_users::check::{Member, members};
///
/// let found = members(br#"{"code":"notFound","request_id":12}"#, ["code", "request_id", "message"]);
/// assert_eq!(found, Some([Member::Text("notFound".into()), Member::Number("12".into()), Member::Absent]));
/// assert_eq!(members(b"<html>", ["code"]), None);
/// ```
#[must_use]
pub fn members<const COUNT: usize>(body: &[u8], names: [&str; COUNT]) -> Option<[Member; COUNT]> {
    raw_members(body, names).map(|members| members.map(Member::new))
}

/// The same as JSON; empty where there is no such key.
pub(crate) fn raw_members<'a, const COUNT: usize>(body: &'a [u8], names: [&str; COUNT]) -> Option<[&'a [u8]; COUNT]> {
    let mut members = [&[][..]; COUNT];
    read(body, &names, &mut members)?;
    Some(members)
}

/// The text that a member is, its escapes undone; U+FFFD stands for a lone surrogate.
pub(crate) fn raw_text(json: &[u8]) -> Option<String> {
    match json {
        [b'"', text @ .., b'"'] => Some(escape::text(text)),
        _ => None,
    }
}

/// The number that a member is, as it was written.
pub(crate) fn raw_number(json: &[u8]) -> Option<&[u8]> {
    Some(json).filter(|json| matches!(json, [b'-' | b'0'..=b'9', ..]))
}

/// The integer that a number is, as [`Member::integer`] has it.
pub(crate) fn raw_integer(json: &[u8]) -> Option<i64> {
    raw_number(json).and_then(number::safe_integer)
}

/// Fills `members`, in the order of `names`. Apart from [`raw_members`], so that its code is there only once.
fn read<'a>(body: &'a [u8], names: &[&str], members: &mut [&'a [u8]]) -> Option<()> {
    static ANY: ObjectShape = ObjectShape::NOTHING;
    check(body, &ANY, 0).ok()?;

    let mut cursor = Cursor::new(body, true);
    skip(&mut cursor, b'{');
    while cursor.eat(b'"') {
        let key = escape::comparable_bytes(text(&mut cursor)?);
        skip(&mut cursor, b':');
        let value = cursor.rest();
        skip_value(&mut cursor)?;
        for (name, member) in names.iter().zip(&mut *members) {
            if name.as_bytes() == key {
                *member = taken(value, cursor.rest()).trim_ascii_end();
            }
        }
        skip(&mut cursor, b',');
    }
    Some(())
}

/// Of a text, what stands between its quotes. Apart, since the cursor's own is copied wherever it is called.
#[inline(never)]
fn text<'a>(cursor: &mut Cursor<'a>) -> Option<&'a [u8]> {
    cursor.text().ok().map(|text| text.bytes)
}

/// Goes behind a structural character with white space around it.
#[inline(never)]
fn skip(cursor: &mut Cursor<'_>, structural: u8) {
    cursor.skip_whitespace();
    cursor.eat(structural);
    cursor.skip_whitespace();
}

/// Goes behind a value, of JSON whose grammar was checked.
fn skip_value(cursor: &mut Cursor<'_>) -> Option<()> {
    let mut depth = 0_usize;
    while let Some(byte) = cursor.peek() {
        match byte {
            b'{' | b'[' => depth = depth.saturating_add(1),
            b',' | b'}' | b']' if depth == 0 => break,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        cursor.eat(byte);
        if byte == b'"' {
            text(cursor)?;
        }
    }
    Some(())
}
