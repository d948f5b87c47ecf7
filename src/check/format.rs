//! Recognises what is sent in the place of JSON.

use super::detail::Format;

/// How much of a body is looked at.
const LOOK: usize = 256;

/// The length of a CFONB record.
const CFONB_RECORD: usize = 120;

/// The format that a body begins like. JSON begins like none of them.
pub(super) fn recognise(body: &[u8]) -> Option<Format> {
    let text = body.get(..LOOK).unwrap_or(body);
    match text {
        [0x1F, 0x8B, ..] => Some(Format::Gzip),
        [b'<', ..] => Some(Format::Html),
        [b'-', b'-', ..] => Some(Format::Multipart),
        [b'0', b'1' | b'4' | b'5' | b'7', b'0'..=b'9', ..] if is_cfonb(text) => Some(Format::Cfonb),
        _ if is_form(text) => Some(Format::Form),
        _ => None,
    }
}

/// Records of 120 characters, each of which begins with a code and a bank's number of five digits.
fn is_cfonb(text: &[u8]) -> bool {
    let bank = text.get(2..7).is_some_and(|bank| bank.iter().all(u8::is_ascii_digit));
    bank && text.iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count() == CFONB_RECORD
}

/// A name of plain characters and an equals sign.
fn is_form(text: &[u8]) -> bool {
    let name = text.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"_-.%+[]*".contains(byte)).count();
    let starts_well = text.first().is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'%'));
    name > 0 && starts_well && text.get(name) == Some(&b'=')
}

/// Whether enough of a body is there to recognise it: its first character is JSON's, or there is much of it.
pub(super) fn is_enough(start: &[u8]) -> bool {
    start.first() == Some(&b'{') || start.len() >= LOOK
}
