//! Text or bytes of JavaScript's, brought over piece by piece: WebAssembly's memory never shrinks, and a body that is larger than allowed
//! is to be refused before it is copied.

use bytes::Bytes;
use js_sys::{ArrayBuffer, JsString, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::foreign::{construct, readable};
use crate::foreign_error::ForeignError;

/// The longest piece, in bytes, or in UTF-16 units of text.
const LONGEST: u32 = 131_072;

/// Text or bytes, and how much of it was taken.
#[derive(Debug)]
pub(super) struct Pieces {
    whole: Whole,
    taken: u32,
}

#[derive(Debug)]
enum Whole {
    Bytes(Uint8Array),
    Text(JsString),
}

impl Pieces {
    /// `None` for what is neither text nor bytes.
    pub(super) fn of(value: &JsValue) -> Option<Self> {
        let whole = match value.dyn_ref::<JsString>() {
            Some(text) => Whole::Text(text.clone()),
            None => Whole::Bytes(bytes_of(value)?),
        };
        Some(Self { whole, taken: 0 })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.length() == 0
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// For half a character, which no bytes can be.
    pub(super) fn next(&mut self) -> Result<Option<Bytes>, ForeignError> {
        let length = self.length();
        if self.taken >= length {
            return Ok(None);
        }
        let end = self.taken.saturating_add(LONGEST).min(length);
        match &self.whole {
            Whole::Bytes(bytes) => {
                let piece = bytes.subarray(self.taken, end).to_vec();
                self.taken = end;
                Ok(Some(piece.into()))
            }
            Whole::Text(text) => {
                let end = if end < length && is_first_half(text, end.saturating_sub(1)) {
                    end.saturating_sub(1)
                } else {
                    end
                };
                let piece = text.slice(self.taken, end);
                self.taken = end;
                let copy = String::from(&piece);
                // A half would have been replaced.
                if JsValue::from_str(&copy) != JsValue::from(piece) {
                    return Err(ForeignError::of_text("the body is text with half a character, which no bytes can be"));
                }
                Ok(Some(copy.into()))
            }
        }
    }

    /// Bytes may have been taken away by others meanwhile.
    fn length(&self) -> u32 {
        match &self.whole {
            Whole::Bytes(bytes) => bytes.length(),
            Whole::Text(text) => text.length(),
        }
    }
}

/// Whether a unit of text is the first of two that make one character.
fn is_first_half(text: &JsString, at: u32) -> bool {
    (f64::from(0xD800)..=f64::from(0xDBFF)).contains(&text.char_code_at(at))
}

/// A view of bytes of any realm, by what only a genuine view or buffer has; `None` for anything else. The view is of our own making: a
/// class of somebody's may have methods of its own.
fn bytes_of(value: &JsValue) -> Option<Uint8Array> {
    if !value.is_object() {
        return None;
    }
    let parts = if ArrayBuffer::is_view(value) {
        ["buffer", "byteOffset", "byteLength"].map(|name| readable(value, name))
    } else {
        // Only a genuine buffer makes a DataView; an object that looks like one does not.
        let view = construct("DataView", std::slice::from_ref(value)).ok()?;
        [Ok(value.clone()), Ok(JsValue::from_f64(0.0)), readable(&view, "byteLength")]
    };
    let [buffer, offset, length] = parts.map(Result::ok);
    construct("Uint8Array", &[buffer?, offset?, length?]).ok()?.dyn_into().ok()
}
