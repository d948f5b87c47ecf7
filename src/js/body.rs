//! Reading the body of a response that may be any object, no further than a limit.

use js_sys::{ArrayBuffer, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::interrupt::{Interrupt, Interruption};
use super::value;

/// Why a body could not be read.
pub enum BodyError {
    /// It is larger than the limit.
    TooLarge,
    /// It broke off, or is none; holds what was thrown.
    Broken(JsValue),
    /// The call has to end.
    Interrupted(Interruption),
}

impl From<Interruption> for BodyError {
    fn from(interruption: Interruption) -> Self {
        Self::Interrupted(interruption)
    }
}

impl From<JsValue> for BodyError {
    fn from(thrown: JsValue) -> Self {
        Self::Broken(thrown)
    }
}

/// All bytes of a body: from its stream where it has one, else from `arrayBuffer`, `text` or `json`.
pub async fn read(response: &JsValue, max_bytes: u64, interrupt: &Interrupt) -> Result<Vec<u8>, BodyError> {
    let mut collector = Collector { bytes: Vec::new(), max_bytes };
    let body = value::get(response, "body")?;
    if body.is_object()
        && let Some(get_reader) = value::method(&body, "getReader")
    {
        let reader = value::call(&get_reader, &body, &[])?;
        let result = read_chunks(&reader, &mut collector, interrupt).await;
        if result.is_err()
            && let Some(cancel) = value::method(&reader, "cancel")
        {
            let _ = value::call(&cancel, &reader, &[]);
        }
        result?;
    } else if body.as_string().is_some() || as_bytes(&body).is_some() {
        collector.push(&body)?;
    } else if let Some((name, method)) = first_method(response, ["arrayBuffer", "text", "json"]) {
        let given = interrupt.call(&method, response, &[]).await??;
        let given = if name == "json" { js_sys::JSON::stringify(&given)?.into() } else { given };
        collector.push(&given)?;
    }
    Ok(collector.bytes)
}

fn first_method(response: &JsValue, names: [&'static str; 3]) -> Option<(&'static str, Function)> {
    names.into_iter().find_map(|name| Some((name, value::method(response, name)?)))
}

async fn read_chunks(reader: &JsValue, collector: &mut Collector, interrupt: &Interrupt) -> Result<(), BodyError> {
    let read = value::method(reader, "read").ok_or_else(|| JsValue::from_str("the stream has no read()"))?;
    loop {
        // A stream that is always ready would else never let the deadline be seen.
        interrupt.check()?;
        let step = interrupt.call(&read, reader, &[]).await??;
        if value::get(&step, "done")?.is_truthy() {
            return Ok(());
        }
        collector.push(&value::get(&step, "value")?)?;
    }
}

struct Collector {
    bytes: Vec<u8>,
    max_bytes: u64,
}

impl Collector {
    /// Adds text, or bytes in any form.
    fn push(&mut self, chunk: &JsValue) -> Result<(), BodyError> {
        if let Some(text) = chunk.dyn_ref::<js_sys::JsString>() {
            // A character has at least one byte, so this refuses before a large text is copied.
            if u64::from(text.length()) > self.max_bytes {
                return Err(BodyError::TooLarge);
            }
            let text = String::from(text);
            if JsValue::from_str(&text) != *chunk {
                return Err(JsValue::from_str("the body is text with half a character, which no bytes can be").into());
            }
            let tail = self.make_room(text.len() as u64)?;
            tail.copy_from_slice(text.as_bytes());
            return Ok(());
        }
        let bytes = as_bytes(chunk).ok_or_else(|| JsValue::from_str("the body is neither text nor bytes"))?;
        let tail = self.make_room(u64::from(bytes.length()))?;
        bytes.copy_to(tail);
        Ok(())
    }

    /// Grows by `length` zeros and gives them, unless that is beyond the limit.
    fn make_room(&mut self, length: u64) -> Result<&mut [u8], BodyError> {
        let start = self.bytes.len();
        let total = length.saturating_add(start as u64);
        if total > self.max_bytes {
            return Err(BodyError::TooLarge);
        }
        let total = usize::try_from(total).map_err(|_| BodyError::TooLarge)?;
        let more = total.saturating_sub(start);
        self.bytes.try_reserve(more).map_err(|_| JsValue::from_str("there is not enough memory"))?;
        self.bytes.resize(total, 0);
        Ok(self.bytes.get_mut(start..).unwrap_or_default())
    }
}

/// A view of bytes, of any realm.
fn as_bytes(value: &JsValue) -> Option<Uint8Array> {
    if !value.is_object() {
        return None;
    }
    let arguments = if ArrayBuffer::is_view(value) {
        let buffer = value::get(value, "buffer").ok()?;
        let offset = value::get(value, "byteOffset").ok()?;
        let length = value::get(value, "byteLength").ok()?;
        js_sys::Array::of3(&buffer, &offset, &length)
    } else {
        // Only a genuine buffer makes a DataView; an object that looks like one does not.
        construct("DataView", &js_sys::Array::of1(value))?;
        js_sys::Array::of1(value)
    };
    construct("Uint8Array", &arguments)?.dyn_into().ok()
}

/// `new` of a global class; its throw is `None`.
fn construct(class: &str, arguments: &js_sys::Array) -> Option<JsValue> {
    let class: Function = value::method(&js_sys::global(), class)?;
    Reflect::construct(&class, arguments).ok()
}
