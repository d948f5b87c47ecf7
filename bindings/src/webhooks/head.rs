//! The head of a request as JavaScript writes it into the window: signature, target and date, one behind the other.

use powens_users::internals::is_bearer;
use powens_users::webhook::{Endpoint, SignatureHeaders, SignedRequest, Values, WebhookError};

use crate::record::Reader;

/// Where the parts of a head are. Their lengths are in UTF-16 units, in which JavaScript counts.
#[derive(Clone, Copy)]
pub struct Layout {
    /// 0: the target is a path. 1: a URL. 2: a URL whose query is signed too.
    pub target_kind: u32,
    pub signature: usize,
    pub target: usize,
    pub date: usize,
}

impl Layout {
    #[inline(never)]
    pub fn read<'a>(&self, head: &'a [u8]) -> Result<SignedRequest<'a>, WebhookError> {
        let text = std::str::from_utf8(head).unwrap_or_default();
        let (signature, rest) = split_units(text, self.signature);
        let (target, rest) = split_units(rest, self.target);
        let (date, _) = split_units(rest, self.date);
        SignedRequest::new(endpoint(target, self.target_kind)?, SignatureHeaders::new(signature, date))
    }
}

#[inline(never)]
pub fn endpoint(target: &str, kind: u32) -> Result<Endpoint<'_>, WebhookError> {
    match kind {
        0 => Endpoint::path(target),
        kind => Endpoint::url(target, kind == 2),
    }
}

/// Splits text after so many UTF-16 units.
fn split_units(text: &str, units: usize) -> (&str, &str) {
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

/// What was found under the name of a header: 0 nothing, 1 a text, 2 more than one value, else something that is no text.
pub fn values<'a>(reader: &mut Reader<'a>) -> Values<'a> {
    match (reader.byte(), reader.text()) {
        (0, _) => Values::None,
        (1, Some(text)) => Values::One(text),
        (2, _) => Values::Many,
        _ => Values::NotText,
    }
}

/// The three headers that count, one behind the other.
pub fn headers<'a>(reader: &mut Reader<'a>) -> SignatureHeaders<'a> {
    let (signature, date, authorization) = (values(reader), values(reader), values(reader));
    let has_bearer = matches!(authorization, Values::One(text) if is_bearer(text));
    SignatureHeaders { signature, date, has_bearer }
}
