//! The mechanism with a Bearer token.

use wasm_bindgen::prelude::*;

use super::error::webhook_to_js;
use super::found_headers::Found;
use super::{foreign_error, value};
use crate::webhook::{BearerToken, WebhookError, WebhookErrorCode, compare_tokens};

/// The token of a header `Authorization`, for `verifyBearer`; throws where there is none.
#[wasm_bindgen(js_name = bearerToken)]
pub fn bearer_token(authorization: &JsValue) -> Result<String, JsValue> {
    let token = BearerToken::read(Found::new(authorization).values());
    token.map(|token| token.reveal().to_owned()).map_err(|error| webhook_to_js(&error))
}

/// The error of a token that is not the one on record; `undefined` where it is. `given` is what the look-up gave.
#[wasm_bindgen(js_name = bearerError)]
pub fn bearer_error(sent: &str, given: &JsValue) -> JsValue {
    let on_record = if value::is_absent(given) { Ok(None) } else { given.as_string().map(Some).ok_or(()) };
    let error = match on_record {
        Ok(on_record) => compare_tokens(sent, on_record.as_deref()).err(),
        Err(()) => Some(WebhookError::new(WebhookErrorCode::TokenUnavailable, "The token function gave no text.")),
    };
    error.as_ref().map_or(JsValue::UNDEFINED, webhook_to_js)
}

/// The error of a token function that failed.
#[wasm_bindgen(js_name = tokenFunctionError)]
pub fn token_function_error(sent: &str, thrown: &JsValue) -> JsValue {
    let mut secrets = crate::Secrets::default();
    secrets.add(sent);
    let cause = foreign_error::cause(thrown).scrubbed(&secrets);
    let error = WebhookError::new(WebhookErrorCode::TokenUnavailable, "The token function failed; see cause.");
    webhook_to_js(&error.with_cause(Some(cause)))
}
