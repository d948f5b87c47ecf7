//! Signatures as bytes: HMAC-SHA256, and the base64 that it travels in.

use subtle::ConstantTimeEq;

use super::error::{WebhookError, WebhookErrorCode};

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
    pub fn is(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }

    /// Reads standard, padded base64 of exactly 32 bytes.
    ///
    /// ```
    /// use powens_users::webhook::Mac;
    ///
    /// let text = "mUs6KmQU26Ng7eu5vqm64PHWRy5WN+e6p05QwwVODLo=";
    /// assert_eq!(Mac::parse(text)?.to_base64(), text);
    /// assert!(Mac::parse(text.trim_end_matches('=')).is_err());
    /// # Ok::<(), powens_users::webhook::WebhookError>(())
    /// ```
    ///
    /// # Errors
    /// A `signature_…` code of its own for each way in which text can be something else.
    ///
    /// Source: RFC 4648; base64 in the formula of the Powens documentation, standard and padded in practice. That nothing else
    /// passes is our decision: of each signature there is one spelling.
    pub fn parse(text: &str) -> Result<Self, WebhookError> {
        let bytes = text.as_bytes();
        let Some((digits, b"=")) = bytes.split_at_checked(DIGITS) else { return Err(malformed(text)) };
        let mut mac = [0; 32];
        let mut bits: u32 = 0;
        let mut missing = mac.iter_mut();
        for (place, digit) in digits.iter().enumerate() {
            let value = value_of(*digit).ok_or_else(|| malformed(text))?;
            bits = bits << 6 | u32::from(value);
            // Each four digits are three bytes; the first of four completes none.
            let rest = match place & 3 {
                0 => continue,
                1 => 4,
                2 => 2,
                _ => 0,
            };
            if let Some(byte) = missing.next() {
                #[allow(clippy::cast_possible_truncation)]
                let low = (bits >> rest) as u8;
                *byte = low;
            }
        }
        if bits & 3 != 0 {
            return Err(refused(
                WebhookErrorCode::SignatureTailBits,
                "has bits behind its last byte that are not zero: it is another spelling of a signature",
            ));
        }
        Ok(Self(mac))
    }

    /// As a header holds it.
    #[must_use]
    pub fn to_base64(&self) -> String {
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

pub(super) fn value_of(digit: u8) -> Option<u8> {
    Some(match digit {
        b'A'..=b'Z' => digit.wrapping_sub(b'A'),
        b'a'..=b'z' => digit.wrapping_sub(b'a').wrapping_add(26),
        b'0'..=b'9' => digit.wrapping_sub(b'0').wrapping_add(52),
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

fn digit_of(value: u32) -> char {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    alphabet.get(value as usize).map_or('=', |digit| char::from(*digit))
}

/// What is wrong with text that is no signature: the most telling thing first.
fn malformed(text: &str) -> WebhookError {
    use WebhookErrorCode as Code;
    let bytes = text.as_bytes();
    let body = text.trim_end_matches('=');
    let is_digit = |byte: &u8| value_of(*byte).is_some();
    if bytes.iter().any(u8::is_ascii_whitespace) && !text.contains(',') {
        return refused(Code::SignatureWhitespace, "holds white space; pass the header on as it came");
    }
    if text.contains(',') {
        return refused(Code::SignatureMerged, "is two headers merged into one; exactly one must be sent");
    }
    if body.bytes().all(|byte| is_digit(&byte) || matches!(byte, b'-' | b'_')) && body.contains(['-', '_']) {
        return refused(
            Code::SignatureUrlSafe,
            "is base64 in the alphabet of URLs; Powens sends the standard one, with + and /",
        );
    }
    if body.contains('=') {
        return refused(Code::SignatureTrailing, "goes on behind its =");
    }
    if !body.bytes().all(|byte| is_digit(&byte)) {
        return refused(Code::SignatureNotBase64, "holds a character that base64 does not have");
    }
    if body.len() == DIGITS && bytes.len() == DIGITS {
        return refused(Code::SignatureUnpadded, "lacks the = at its end");
    }
    refused(Code::SignatureLength, "is not the base64 of 32 bytes, which has 44 characters")
}

fn refused(code: WebhookErrorCode, what: &str) -> WebhookError {
    WebhookError::new(code, format!("The header BI-Signature {what}."))
}
