//! The headers of a request as TypeScript found them.

use wasm_bindgen::JsValue;

use super::value;
use crate::webhook::{SignatureHeaders, Values, is_bearer};

/// What TypeScript found under the name of a header.
pub enum Found {
    Nothing,
    Text(String),
    Several,
    NoText,
}

impl Found {
    pub fn new(given: &JsValue) -> Self {
        if value::is_absent(given) {
            return Self::Nothing;
        }
        if given.is_array() {
            return Self::Several;
        }
        given.as_string().map_or(Self::NoText, Self::Text)
    }

    pub fn values(&self) -> Values<'_> {
        match self {
            Self::Nothing => Values::None,
            Self::Text(text) => Values::One(text),
            Self::Several => Values::Many,
            Self::NoText => Values::NotText,
        }
    }
}

pub fn headers<'a>(signature: &'a Found, date: &'a Found, authorization: &'a Found) -> SignatureHeaders<'a> {
    let has_bearer = matches!(authorization, Found::Text(text) if is_bearer(text));
    SignatureHeaders { signature: signature.values(), date: date.values(), has_bearer }
}
