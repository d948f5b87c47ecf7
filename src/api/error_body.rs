//! Powens' error body.

use super::error::Fields;
use crate::check::{Member, members};

/// `id`, `code`, `description`, `message` and `request_id` of an error body, as far as they are text.
///
/// Source: Powens documentation. The request id is documented as an integer or null, and seen as text: all three are taken.
pub(super) struct ErrorBody {
    pub id: Member,
    pub code: Member,
    description: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
}

impl ErrorBody {
    /// Reads a body; `None` where it is no JSON object, an HTML page of a proxy for one.
    pub fn read(body: &[u8]) -> Option<Self> {
        let [id, code, description, message, request_id] =
            members(body, ["id", "code", "description", "message", "request_id"])?;
        Some(Self {
            id,
            code,
            description: description.into_text(),
            message: message.into_text(),
            request_id: match request_id {
                Member::Number(digits) => Some(digits),
                other => other.into_text().filter(|id| !id.is_empty()),
            },
        })
    }

    /// Puts what it says into an error. Its request id is nearer to the source than that of a header.
    pub fn describe(self, error: &mut Fields) {
        error.api_code = self.code.into_text();
        error.api_description = self.description;
        error.api_message = self.message;
        if self.request_id.is_some() {
            error.request_id = self.request_id;
        }
    }
}
