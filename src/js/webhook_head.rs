//! The head of a request as TypeScript writes it into the window.

use crate::webhook::{Endpoint, SignatureHeaders, SignedRequest, WebhookError};

/// The head of a request: signature, target and date, one behind the other.
#[derive(Clone, Copy, Default)]
pub struct Layout {
    /// 0: the target is a path. 1: a URL. 2: a URL whose query is signed too.
    pub target_kind: u32,
    /// Lengths in UTF-16 units.
    pub signature: usize,
    pub target: usize,
    pub date: usize,
}

/// A head that outlives the window.
#[derive(Default)]
pub struct Head {
    pub bytes: Vec<u8>,
    pub layout: Layout,
}

impl Layout {
    pub fn read<'a>(&self, head: &'a [u8]) -> Result<SignedRequest<'a>, WebhookError> {
        let text = std::str::from_utf8(head).unwrap_or_default();
        let (signature, rest) = split_units(text, self.signature);
        let (target, rest) = split_units(rest, self.target);
        let (date, _) = split_units(rest, self.date);
        SignedRequest::new(endpoint(target, self.target_kind)?, SignatureHeaders::new(signature, date))
    }
}

impl Head {
    pub fn request(&self) -> Result<SignedRequest<'_>, WebhookError> {
        self.layout.read(&self.bytes)
    }
}

pub fn endpoint(target: &str, kind: u32) -> Result<Endpoint<'_>, WebhookError> {
    match kind {
        0 => Endpoint::path(target),
        kind => Endpoint::url(target, kind == 2),
    }
}

/// Splits text after so many UTF-16 units, in which JavaScript counts.
pub fn split_units(text: &str, units: usize) -> (&str, &str) {
    if let Some((start, rest)) = text.split_at_checked(units)
        && start.is_ascii()
    {
        return (start, rest);
    }
    let mut left = units;
    let at = text.char_indices().find(|(_, character)| {
        let is_end = left == 0;
        left = left.saturating_sub(character.len_utf16());
        is_end
    });
    text.split_at_checked(at.map_or(text.len(), |(at, _)| at)).unwrap_or((text, ""))
}
