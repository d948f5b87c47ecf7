//! Signatures as bytes: HMAC-SHA256, and the base64 that it travels in.

use subtle::ConstantTimeEq;

use super::error::WebhookError;
use super::reason::{SignatureForm, WebhookReason};

/// Characters of 32 bytes in padded base64, without its one `=`.
const DIGITS: usize = 43;

/// The bytes of an HMAC-SHA256. Compared in constant time; not shown by `Debug`, since it signs a request.
#[derive(Clone, Copy)]
pub struct Mac(pub(super) [u8; 32]);

impl Mac {
    /// The signature that these bytes are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Whether both are the same, in time that does not depend on where they differ.
    #[must_use]
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn is(&self, other: &Self) -> bool {
        // As words: of a slice every byte would be compared by itself.
        let ((ours, _), (theirs, _)) = (self.0.as_chunks::<8>(), other.0.as_chunks::<8>());
        let different = ours
            .iter()
            .zip(theirs)
            .fold(0, |all, (our, their)| all | (u64::from_ne_bytes(*our) ^ u64::from_ne_bytes(*their)));
        different.ct_eq(&0).into()
    }

    /// Reads standard, padded base64 of exactly 32 bytes.
    ///
    /// # Errors
    /// `signature_malformed`, with a reason for each way in which text can be something else.
    ///
    /// Source: RFC 4648; base64 in the formula of the Powens documentation, standard and padded in practice. That nothing else
    /// passes is our decision: of each signature there is one spelling.
    pub fn parse(text: &str) -> Result<Self, WebhookError> {
        let bytes = text.as_bytes();
        let Some((digits, b"=")) = bytes.split_at_checked(DIGITS) else { return Err(malformed(text)) };
        let mut mac = [0; 32];
        let mut all = 0;
        let mut tail = 0;
        // Four digits are three bytes; the last three are two, and two bits that must be zero.
        for (digits, bytes) in digits.chunks(4).zip(mac.chunks_mut(3)) {
            let bits = digits.iter().fold(0_u32, |bits, digit| {
                let value = VALUES.get(usize::from(*digit)).copied().unwrap_or(NONE);
                all |= value;
                bits << 6 | u32::from(value)
            });
            let bits = if digits.len() == 4 { bits << 8 } else { bits << 14 };
            tail = bits & 0xC000;
            for (byte, from) in bytes.iter_mut().zip(bits.to_be_bytes()) {
                *byte = from;
            }
        }
        if all & 0xC0 != 0 {
            return Err(malformed(text));
        }
        if tail != 0 {
            return Err(refused(SignatureForm::TailBits));
        }
        Ok(Self(mac))
    }

    /// As a header holds it.
    #[must_use]
    pub fn to_base64(self) -> String {
        let mut text = String::with_capacity(DIGITS.saturating_add(1));
        for chunk in self.0.chunks(3) {
            let at = |index: usize| chunk.get(index).map_or(0, |byte| u32::from(*byte));
            let bits = at(0) << 16 | at(1) << 8 | at(2);
            for shift in [18_u32, 12, 6, 0].into_iter().take(chunk.len().saturating_add(1)) {
                text.push(digit_of(bits >> shift & 0x3F));
            }
        }
        text.push('=');
        text
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What stands in the table for a byte that is no digit.
const NONE: u8 = 0xFF;

/// The value of each digit.
static VALUES: [u8; 256] = {
    let mut values = [NONE; 256];
    let mut value = 0;
    #[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)] // Computed when it is compiled.
    while value < 64 {
        values[ALPHABET[value] as usize] = value as u8;
        value += 1;
    }
    values
};

pub(super) fn value_of(digit: u8) -> Option<u8> {
    VALUES.get(usize::from(digit)).copied().filter(|value| *value != NONE)
}

fn digit_of(value: u32) -> char {
    ALPHABET.get(value as usize).map_or('=', |digit| char::from(*digit))
}

/// What is wrong with text that is no signature: the most telling thing first.
#[cold]
fn malformed(text: &str) -> WebhookError {
    let bytes = text.as_bytes();
    let padding = bytes.iter().rev().take_while(|byte| **byte == b'=').count();
    let body = bytes.get(..bytes.len().saturating_sub(padding)).unwrap_or_default();
    let has = |wanted: fn(u8) -> bool| body.iter().any(|byte| wanted(*byte));
    let is_url_safe = |byte: u8| matches!(byte, b'-' | b'_');
    refused(if bytes.contains(&b',') {
        SignatureForm::Merged
    } else if bytes.iter().any(u8::is_ascii_whitespace) {
        SignatureForm::WhiteSpace
    } else if has(is_url_safe) && body.iter().all(|byte| value_of(*byte).is_some() || is_url_safe(*byte)) {
        SignatureForm::UrlSafe
    } else if has(|byte| byte == b'=') {
        SignatureForm::Trailing
    } else if has(|byte| value_of(byte).is_none()) {
        SignatureForm::NotBase64
    } else if body.len() == DIGITS && bytes.len() == DIGITS {
        SignatureForm::Unpadded
    } else {
        SignatureForm::Length
    })
}

fn refused(form: SignatureForm) -> WebhookError {
    WebhookError::new(WebhookReason::Malformed(form))
}
