//! Reads a few members of an object that no table describes, such as an error body.

use super::check;
use super::cursor::{Cursor, taken};
use super::escape;
use super::number;
use super::shape::ObjectShape;

/// What an object has under each of these keys, as JSON; empty where there is no such key. `None` for a body that is no unambiguous
/// JSON or no object.
pub fn raw_members<'a, const COUNT: usize>(body: &'a [u8], names: [&str; COUNT]) -> Option<[&'a [u8]; COUNT]> {
    let mut members = [&[][..]; COUNT];
    read(body, &names, &mut members)?;
    Some(members)
}

/// The text that a member is, its escapes undone; U+FFFD stands for a lone surrogate.
pub fn raw_text(json: &[u8]) -> Option<String> {
    match json {
        [b'"', text @ .., b'"'] => Some(escape::text(text)),
        _ => None,
    }
}

/// The number that a member is, as it was written.
pub fn raw_number(json: &[u8]) -> Option<&[u8]> {
    Some(json).filter(|json| matches!(json, [b'-' | b'0'..=b'9', ..]))
}

/// The integer that a member is, if it is a number that `JSON.parse` reads as one from -(2^53-1) to 2^53-1.
pub fn raw_integer(json: &[u8]) -> Option<i64> {
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
