//! What a body may have been before somebody on its way decoded, trimmed or marked it.

use super::diagnosis_cause::DiagnosisCause as Cause;
use super::mac::value_of;

/// The largest body whose characters are looked at one by one.
const MAX_RECODED: usize = 1_000_000;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Gives each of them to a function, which says whether to go on.
pub(super) fn each_variant(body: &[u8], mut take: impl FnMut(Cause, &[u8]) -> bool) {
    let with = |before: &[u8], after: &[u8]| [before, body, after].concat();
    let bom = body.strip_prefix(BOM).map_or_else(|| with(BOM, b""), <[u8]>::to_vec);
    let _ = take(Cause::Bom, &bom)
        && take(Cause::BodyTrimmed, &with(b"", b"\n"))
        && take(Cause::BodyTrimmed, &with(b"", b"\r\n"))
        && take(Cause::BodyTrimmed, trimmed(body))
        && body.len() <= MAX_RECODED
        && from_latin1(body).is_none_or(|bytes| take(Cause::BodyEncoding, &bytes))
        && take(Cause::BodyEncoding, &as_latin1(body))
        && decode_base64(body).is_none_or(|bytes| take(Cause::BodyBase64, &bytes));
}

fn trimmed(body: &[u8]) -> &[u8] {
    let Ok(text) = std::str::from_utf8(body) else { return body.trim_ascii() };
    text.trim_matches(|character: char| character.is_whitespace() || character == '\u{FEFF}').as_bytes()
}

/// The bytes that were read as the characters of these numbers.
fn from_latin1(body: &[u8]) -> Option<Vec<u8>> {
    std::str::from_utf8(body).ok()?.chars().map(|character| u8::try_from(u32::from(character)).ok()).collect()
}

/// The UTF-8 of the characters whose numbers are the bytes.
fn as_latin1(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    for byte in body {
        let mut utf8 = [0; 2];
        bytes.extend_from_slice(char::from(*byte).encode_utf8(&mut utf8).as_bytes());
    }
    bytes
}

/// The bytes of base64, standard or of URLs, padded or not, broken into lines or not.
pub(super) fn decode_base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0_u32);
    let padding = text.iter().rev().take_while(|byte| **byte == b'=' || byte.is_ascii_whitespace()).count();
    for digit in text.get(..text.len().saturating_sub(padding))? {
        let standard = match *digit {
            b'\r' | b'\n' => continue,
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        };
        bits = bits << 6 | u32::from(value_of(standard)?);
        count = count.wrapping_add(6);
        if count >= 8 {
            count = count.wrapping_sub(8);
            #[allow(clippy::cast_possible_truncation)] // The lowest eight bits are meant.
            bytes.push((bits >> count) as u8);
        }
    }
    Some(bytes)
}
