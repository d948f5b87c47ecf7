//! The arguments of one call.

use wasm_bindgen::JsValue;

use super::interrupt::Signal;
use super::options::{limit, read};
use super::token::named;
use super::value;
use crate::Secrets;
use crate::api::{ApiError, Call, TIMEOUT_MS, Token, UserId};

/// The checked options of one call.
pub struct CallOptions {
    pub signal: Option<Signal>,
    pub timeout_ms: Option<u32>,
    pub token: Option<Token>,
}

impl CallOptions {
    pub fn from_js(options: &JsValue) -> Result<Self, ApiError> {
        if value::is_absent(options) {
            return Ok(Self { signal: None, timeout_ms: None, token: None });
        }
        if !options.is_object() {
            return Err(ApiError::invalid_argument(
                "The options of a call must be an object, such as { signal, timeoutMs, token }.",
            ));
        }
        let token = read(options, "token")?;
        let timeout_ms = limit(options, &TIMEOUT_MS)?;
        let token = match token.as_string() {
            Some(text) => Some(Token::new(&text).map_err(|error| named("token", &error))?),
            None if value::is_absent(&token) => None,
            None => return Err(ApiError::invalid_argument("token must be text.")),
        };
        let signal = read(options, "signal")?;
        // Last, so that a refusal leaves no listener behind.
        let signal = if value::is_absent(&signal) { None } else { Some(Signal::listen(signal)?) };
        Ok(Self { signal, timeout_ms, token })
    }
}

/// Hides the token of a call from errors about its options.
pub fn hide_in(options: &JsValue, secrets: &mut Secrets) {
    secrets.add(&value::text(options, "token").unwrap_or_default());
}

/// The user that an argument names.
pub fn user_id(argument: &JsValue) -> Result<UserId, ApiError> {
    if let Some(number) = argument.as_f64() {
        return UserId::from_number(number);
    }
    match argument.as_string() {
        Some(text) => UserId::from_text(&text),
        None => Err(UserId::refuse_type(&value::type_name(argument))),
    }
}

/// A list of the page that the options ask for.
pub fn list(options: &JsValue) -> Result<Call, ApiError> {
    if !options.is_object() {
        return Call::list(None, None);
    }
    let number = |name: &str| -> Result<Option<f64>, ApiError> {
        let given = read(options, name)?;
        if value::is_absent(&given) {
            return Ok(None);
        }
        // Anything but a number becomes one that the core refuses with the right words.
        Ok(Some(given.as_f64().unwrap_or(f64::NAN)))
    };
    Call::list(number("limit")?, number("offset")?)
}
