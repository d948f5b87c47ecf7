//! Powens' error body.

use super::error::Fields;
use crate::check::{raw_members, raw_number, raw_text};

/// What an error body has under the keys that count, as JSON; empty where there is no such key.
///
/// Source: Powens documentation.
pub(super) struct ErrorBody<'a> {
    /// Of a user, so that a body with one may be no error at all.
    pub id: &'a [u8],
    pub code: &'a [u8],
    description: &'a [u8],
    message: &'a [u8],
    request_id: &'a [u8],
}

impl<'a> ErrorBody<'a> {
    /// Reads a body; `None` where it is no JSON object, an HTML page of a proxy for one.
    #[inline(never)]
    pub fn read(body: &'a [u8]) -> Option<Self> {
        let [id, code, description, message, request_id] =
            raw_members(body, ["id", "code", "description", "message", "request_id"])?;
        Some(Self { id, code, description, message, request_id })
    }

    /// Puts what it says into an error, as far as it is text. Its request id is nearer to the source than that of a header, and
    /// documented as an integer or null, and seen as text: all three are taken.
    #[inline(never)]
    pub fn describe(&self, error: &mut Fields) {
        error.api_code = raw_text(self.code);
        error.api_description = raw_text(self.description);
        error.api_message = raw_text(self.message);
        let request_id = match raw_number(self.request_id) {
            Some(digits) => std::str::from_utf8(digits).ok().map(str::to_owned),
            None => raw_text(self.request_id).filter(|id| !id.is_empty()),
        };
        if request_id.is_some() {
            error.request_id = request_id;
        }
    }
}
