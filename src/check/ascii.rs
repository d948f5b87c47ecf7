//! Rewrites JSON so that it needs no more than ASCII.

use std::borrow::Cow;

/// The highest bits of eight bytes, which no ASCII has.
const BEYOND: u64 = u64::from_ne_bytes([0x80; 8]);

/// The bytes of the same JSON with every character beyond ASCII as an escape; `None` where that would more than double the
/// length. Only for JSON whose grammar was checked: there, such characters stand in texts and nowhere else.
///
/// JavaScript holds ASCII in one byte a character, and copies it where it has to decode UTF-8.
///
/// ```
/// # #[cfg(feature = "internals")] {
/// use powens_users::internals::to_ascii;
///
/// assert_eq!(to_ascii(r#"{"name":"é"}"#).as_deref(), Some(&br#"{"name":"\u00e9"}"#[..]));
/// assert_eq!(to_ascii(r#""é😀é😀""#), None);
/// # }
/// ```
#[must_use]
pub fn to_ascii(json: &str) -> Option<Cow<'_, [u8]>> {
    if json.is_ascii() {
        return Some(Cow::Borrowed(json.as_bytes()));
    }
    let most = json.len().saturating_mul(2);
    let mut ascii = Vec::with_capacity(json.len().saturating_add(json.len() / 4));
    let mut rest = json;
    loop {
        let (plain, beyond) = rest.split_at_checked(ascii_prefix(rest.as_bytes()))?;
        ascii.extend_from_slice(plain.as_bytes());
        let mut characters = beyond.chars();
        let Some(character) = characters.next() else { return Some(Cow::Owned(ascii)) };
        for unit in character.encode_utf16(&mut [0; 2]) {
            ascii.extend_from_slice(&escape(*unit));
        }
        if ascii.len() > most {
            return None;
        }
        rest = characters.as_str();
    }
}

/// How many bytes there are before the first beyond ASCII, eight at a time.
fn ascii_prefix(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        let beyond = u64::from_le_bytes(*chunk) & BEYOND;
        if beyond != 0 {
            let before = bytes.len().saturating_sub(rest.len());
            return before.saturating_add(beyond.trailing_zeros() as usize >> 3);
        }
        rest = tail;
    }
    let plain = rest.iter().take_while(|byte| byte.is_ascii()).count();
    bytes.len().saturating_sub(rest.len()).saturating_add(plain)
}

/// A UTF-16 unit as JSON escapes it.
fn escape(unit: u16) -> [u8; 6] {
    let digit = |shift: u16| match unit >> shift & 0xF {
        digit @ 0..=9 => b'0' | digit as u8,
        // 10 becomes `a`, the byte 0x61.
        letter => 0x57_u8.wrapping_add(letter as u8),
    };
    [b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]
}
