//! Reading of options, whose getters may throw.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};

use super::{foreign_error, value};
use crate::api::ApiError;
use crate::webhook::WebhookError;
use crate::{Cause, Limit, OutOfBounds};

/// An option that is not allowed.
pub struct InvalidOption {
    message: String,
    cause: Option<Cause>,
}

impl InvalidOption {
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), cause: None }
    }
}

impl From<OutOfBounds> for InvalidOption {
    fn from(error: OutOfBounds) -> Self {
        Self::new(error.to_string())
    }
}

impl From<InvalidOption> for ApiError {
    fn from(error: InvalidOption) -> Self {
        Self::invalid_argument(error.message).with_cause(error.cause)
    }
}

impl From<InvalidOption> for WebhookError {
    fn from(error: InvalidOption) -> Self {
        Self::invalid_argument(error.message).with_cause(error.cause)
    }
}

/// An option; a getter that throws is an option that is not allowed.
pub fn read(options: &JsValue, name: &str) -> Result<JsValue, InvalidOption> {
    value::get(options, name).map_err(|thrown| InvalidOption {
        message: format!("The option {name} cannot be read; see cause."),
        cause: Some(foreign_error::cause(&thrown)),
    })
}

/// A number that the caller set, or `None`.
pub fn limit(options: &JsValue, limit: &Limit) -> Result<Option<u32>, InvalidOption> {
    let given = read(options, limit.name)?;
    if value::is_absent(&given) {
        return Ok(None);
    }
    // What is no number is refused like one that is out of bounds.
    Ok(Some(limit.check(given.as_f64().unwrap_or(f64::NAN))?))
}

/// A function that the caller gave, or `None`.
pub fn function(options: &JsValue, name: &str) -> Result<Option<Function>, InvalidOption> {
    let given = read(options, name)?;
    if value::is_absent(&given) {
        return Ok(None);
    }
    given.dyn_into().map(Some).map_err(|_| InvalidOption::new(format!("{name} must be a function.")))
}
