//! What a body may have been before somebody on its way decoded, trimmed or marked it.

use super::diagnosis_cause::DiagnosisCause as Cause;
use super::mac::value_of;

/// The largest body whose characters are looked at one by one.
const MAX_RECODED: usize = 1_000_000;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// What stood in front of the body, the body, and what stood behind it.
type Framed<'a> = (Cause, [&'a [u8]; 3]);

/// What undoes a change of all of the body, where that can have been.
type Recode = fn(&[u8]) -> Option<Vec<u8>>;

/// Gives each of them to a function, which says whether to go on.
pub(super) fn each_variant(body: &[u8], take: &mut dyn FnMut(Cause, &[u8]) -> bool) {
    let unmarked = body.strip_prefix(BOM);
    let framed: [Framed<'_>; 4] = [
        (Cause::Bom, [if unmarked.is_some() { b"" } else { BOM }, unmarked.unwrap_or(body), b""]),
        (Cause::BodyTrimmed, [b"", body, b"\n"]),
        (Cause::BodyTrimmed, [b"", body, b"\r\n"]),
        (Cause::BodyTrimmed, [b"", body.trim_ascii(), b""]),
    ];
    for (cause, parts) in framed {
        let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.len()).sum());
        for part in parts {
            bytes.extend_from_slice(part);
        }
        if !take(cause, &bytes) {
            return;
        }
    }
    if body.len() > MAX_RECODED {
        return;
    }
    let recodings: [(Cause, Recode); 3] =
        [(Cause::BodyEncoding, from_latin1), (Cause::BodyEncoding, as_latin1), (Cause::BodyBase64, decode_base64)];
    for (cause, recode) in recodings {
        if recode(body).is_some_and(|bytes| !take(cause, &bytes)) {
            return;
        }
    }
}

/// The bytes that were read as the characters of these numbers: those of UTF-8 with two bytes at most.
fn from_latin1(body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut lead = 0;
    for byte in body {
        match (lead, *byte) {
            (0, 0xC2 | 0xC3) => lead = *byte,
            (0, ascii) if ascii.is_ascii() => bytes.push(ascii),
            (1.., 0x80..=0xBF) => {
                bytes.push(if lead == 0xC3 { *byte | 0x40 } else { *byte });
                lead = 0;
            }
            _ => return None,
        }
    }
    (lead == 0).then_some(bytes)
}

/// The UTF-8 of the characters whose numbers are the bytes.
fn as_latin1(body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for byte in body {
        if !byte.is_ascii() {
            bytes.push(0xC0 | *byte >> 6);
        }
        bytes.push(if byte.is_ascii() { *byte } else { *byte & 0xBF });
    }
    Some(bytes)
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
