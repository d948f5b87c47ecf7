//! The caller's extra headers.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::foreign_error;
use super::interrupt::{Interrupt, Interruption};
use super::value;
use crate::api::{ApiError, ErrorCode, ExtraHeaders};

/// Where extra headers come from.
pub enum HeadersSource {
    Fixed(ExtraHeaders),
    Ask(Function),
}

impl HeadersSource {
    pub fn from_js(value: JsValue) -> Result<Self, ApiError> {
        match value.dyn_into::<Function>() {
            Ok(function) => Ok(Self::Ask(function)),
            Err(value) => read(&value).map(Self::Fixed),
        }
    }

    /// The headers of one call.
    pub async fn obtain(&self, interrupt: &Interrupt) -> Result<Result<ExtraHeaders, ApiError>, Interruption> {
        let function = match self {
            Self::Fixed(headers) => return Ok(Ok(headers.clone())),
            Self::Ask(function) => function,
        };
        let given = interrupt.call(function, &JsValue::UNDEFINED, &[]).await?;
        Ok(match given {
            Ok(given) => read(&given).map_err(|error| {
                let message = format!("The headers function gave what is no set of headers: {}", error.message);
                ApiError::new(ErrorCode::HeadersUnavailable, message)
            }),
            Err(thrown) => Err(ApiError::new(ErrorCode::HeadersUnavailable, "The headers function failed; see cause.")
                .with_cause(Some(foreign_error::cause(&thrown)))),
        })
    }
}

/// Reads a `Headers`, or a plain object of texts.
fn read(source: &JsValue) -> Result<ExtraHeaders, ApiError> {
    if value::is_absent(source) {
        return Ok(ExtraHeaders::default());
    }
    if !source.is_object() {
        return Err(wrong());
    }
    let pairs = match value::method(source, "forEach") {
        Some(for_each) => read_headers_object(source, &for_each)?,
        None => read_plain_object(source)?,
    };
    let mut headers = ExtraHeaders::default();
    for (name, text) in pairs {
        headers.add(&name, &text.as_string().ok_or_else(wrong)?)?;
    }
    Ok(headers)
}

fn wrong() -> ApiError {
    ApiError::invalid_argument("headers must be a plain object of texts, a Headers, or a function that gives one.")
}

fn read_headers_object(source: &JsValue, for_each: &Function) -> Result<Vec<(String, JsValue)>, ApiError> {
    let pairs: Rc<RefCell<Vec<(String, JsValue)>>> = Rc::default();
    let collected = Rc::clone(&pairs);
    // JavaScript owns it: whoever keeps it in spite of all may call it at any time.
    let collect = Closure::<dyn FnMut(JsValue, JsValue)>::new(move |text: JsValue, name: JsValue| {
        collected.borrow_mut().push((name.as_string().unwrap_or_default(), text));
    });
    value::call(for_each, source, &[collect.into_js_value()]).map_err(|_| wrong())?;
    Ok(pairs.take())
}

fn read_plain_object(source: &JsValue) -> Result<Vec<(String, JsValue)>, ApiError> {
    let mut pairs = Vec::new();
    for name in js_sys::Reflect::own_keys(source).map_err(|_| wrong())?.iter().filter_map(|key| key.as_string()) {
        let text = value::get(source, &name).map_err(|_| wrong())?;
        pairs.push((name, text));
    }
    Ok(pairs)
}
