//! Rewrites JSON so that it needs no more than ASCII.

use std::borrow::Cow;

/// The same JSON with every character beyond ASCII as an escape; `None` where that would more than double its length. Only
/// for JSON whose grammar was checked: there, such characters stand in texts and nowhere else.
///
/// JavaScript holds ASCII in one byte a character, and makes text of such bytes faster than of UTF-8.
///
/// ```
/// use powens_users::check::to_ascii;
///
/// assert_eq!(to_ascii(r#"{"name":"é"}"#).as_deref(), Some(r#"{"name":"\u00e9"}"#));
/// assert_eq!(to_ascii(r#""é😀é😀""#), None);
/// ```
///
/// Source: our decision.
#[must_use]
pub fn to_ascii(json: &str) -> Option<Cow<'_, str>> {
    if json.is_ascii() {
        return Some(Cow::Borrowed(json));
    }
    let most = json.len().saturating_mul(2);
    let mut ascii = String::with_capacity(json.len().saturating_add(json.len() / 4));
    let mut rest = json;
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let (plain, beyond) = rest.split_at_checked(at)?;
        ascii.push_str(plain);
        let mut characters = beyond.chars();
        for unit in characters.next()?.encode_utf16(&mut [0; 2]) {
            push_escape(&mut ascii, *unit);
        }
        if ascii.len() > most {
            return None;
        }
        rest = characters.as_str();
    }
    ascii.push_str(rest);
    Some(Cow::Owned(ascii))
}

fn push_escape(ascii: &mut String, unit: u16) {
    ascii.push_str("\\u");
    for shift in [12, 8, 4, 0] {
        // Always a digit: four bits are at most 15.
        ascii.push(char::from_digit(u32::from(unit >> shift & 0xF), 16).unwrap_or('0'));
    }
}
