//! Powens' error body.

use crate::check::{Member, members};

/// `code`, `description`, `message` and `request_id` of an error body, as far as they are text.
///
/// Source: Powens documentation. The request id is documented as an integer or null, and seen as text: all three are taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ErrorBody {
    pub code: Option<String>,
    pub description: Option<String>,
    pub message: Option<String>,
    pub request_id: Option<String>,
}

impl ErrorBody {
    /// Reads a body; `None` where it is no JSON object, an HTML page of a proxy for one.
    pub fn read(body: &[u8]) -> Option<Self> {
        let [code, description, message, request_id] = members(body, ["code", "description", "message", "request_id"])?;
        Some(Self {
            code: code.into_text(),
            description: description.into_text(),
            message: message.into_text(),
            request_id: match request_id {
                Member::Number(digits) => Some(digits),
                other => other.into_text().filter(|id| !id.is_empty()),
            },
        })
    }
}
