//! Headers of an answer, as text.

use super::reason::Declared;

impl Declared {
    /// By the header `Content-Type`.
    ///
    /// ```
    /// use powens_users::api::Declared;
    ///
    /// assert_eq!(Declared::by_content_type("application/problem+JSON; charset=utf-8"), Declared::Json);
    /// assert_eq!(Declared::by_content_type("text/html"), Declared::Html);
    /// assert_eq!(Declared::by_content_type(""), Declared::Other);
    /// ```
    #[must_use]
    pub fn by_content_type(content_type: &str) -> Self {
        let holds =
            |word: &[u8]| content_type.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
        if holds(b"html") {
            Self::Html
        } else if holds(b"json") {
            Self::Json
        } else {
            Self::Other
        }
    }
}

/// The header `Content-Length`; `None` for what is no number.
///
/// ```
/// use powens_users::api::content_length;
///
/// assert_eq!(content_length("42"), Some(42));
/// assert_eq!(content_length("42, 42"), None);
/// ```
#[must_use]
pub fn content_length(text: &str) -> Option<u64> {
    let mut length = None;
    for byte in text.trim_ascii().bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        // More is more than any limit.
        let number = length.unwrap_or(0_u64).min(1 << 56);
        length = Some(number.wrapping_mul(10).wrapping_add(u64::from(byte & 0x0F)));
    }
    length
}
