//! Our errors as JavaScript sees them.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::interrupt::Interruption;
use super::value::{self, or_null};
use crate::Cause;
use crate::api::{ApiError, Effect};
use crate::check::Issue;
use crate::webhook::WebhookError;

thread_local! {
    static ERROR_CLASS: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Says which class to make errors of. Rust cannot subclass `Error`, so TypeScript gives the class once, at start.
#[wasm_bindgen(js_name = registerErrorClass)]
pub fn register_error_class(class: Function) {
    ERROR_CLASS.set(Some(class));
}

/// Why a promise rejects.
pub enum Rejection {
    /// With an error of ours.
    Error(ApiError),
    /// With the reason of the caller's signal, as it is.
    Aborted(JsValue),
}

impl From<ApiError> for Rejection {
    fn from(error: ApiError) -> Self {
        Self::Error(error)
    }
}

impl Rejection {
    /// An interruption; `timeout` makes the error of a deadline.
    pub fn from_interruption(interruption: Interruption, timeout: impl FnOnce() -> ApiError) -> Self {
        match interruption {
            Interruption::Aborted(reason) => Self::Aborted(reason),
            Interruption::TimedOut => timeout().into(),
        }
    }

    pub fn into_js(self) -> JsValue {
        match self {
            Self::Error(error) => to_js(&error),
            Self::Aborted(reason) => reason,
        }
    }
}

/// An error of a call as JavaScript sees it.
pub fn to_js(error: &ApiError) -> JsValue {
    make(&error.to_string(), &fields_of(error))
}

/// An error of a webhook as JavaScript sees it.
pub fn webhook_to_js(error: &WebhookError) -> JsValue {
    let mut fields = vec![
        ("code", error.code.as_str().into()),
        ("authentic", error.authentic.into()),
        ("httpStatus", error.code.http_status().into()),
        ("pointer", or_null(error.pointer())),
        ("issues", issues_to_js(&error.issues)),
    ];
    if let Some(cause) = &error.cause {
        fields.push(("cause", cause_fields(cause)));
    }
    make(&error.to_string(), &value::plain_object(&fields).unwrap_or_default())
}

/// An instance of the registered class; a plain `Error` with the same fields where none is registered.
fn make(message: &str, fields: &JsValue) -> JsValue {
    let class = ERROR_CLASS.with_borrow(Clone::clone);
    if let Some(class) = class
        && let Ok(made) = Reflect::construct(&class, &Array::of2(&JsValue::from_str(message), fields))
    {
        return made;
    }
    let plain = js_sys::Error::new(message);
    Object::assign(&plain, fields.unchecked_ref());
    plain.into()
}

fn fields_of(error: &ApiError) -> JsValue {
    let mut fields = vec![
        ("code", error.code.as_str().into()),
        ("status", or_null(error.status)),
        ("requestId", or_null(error.request_id.as_deref())),
        ("retryAfterMs", or_null(error.retry_after_ms)),
        ("attempts", error.attempts.into()),
        ("effect", or_null(error.effect.map(Effect::as_str))),
        ("apiCode", or_null(error.api_code.as_deref())),
        ("apiDescription", or_null(error.api_description.as_deref())),
        ("apiMessage", or_null(error.api_message.as_deref())),
        ("pointer", or_null(error.pointer())),
        ("issues", issues_to_js(&error.issues)),
    ];
    if let Some(cause) = &error.cause {
        fields.push(("cause", cause_fields(cause)));
    }
    value::plain_object(&fields).unwrap_or_default()
}

/// Issues as an array of plain objects.
pub fn issues_to_js(issues: &[Issue]) -> JsValue {
    issues.iter().map(issue_fields).collect::<Array>().into()
}

fn issue_fields(issue: &Issue) -> JsValue {
    value::plain_object(&[
        ("pointer", issue.pointer.as_str().into()),
        ("code", issue.code.as_str().into()),
        ("message", issue.message.as_str().into()),
    ])
    .unwrap_or_default()
}

fn cause_fields(cause: &Cause) -> JsValue {
    let mut fields = vec![
        ("name", cause.name.as_str().into()),
        ("code", or_null(cause.code.as_deref())),
        ("message", cause.message.as_str().into()),
    ];
    if let Some(behind) = &cause.cause {
        fields.push(("cause", cause_fields(behind)));
    }
    value::plain_object(&fields).unwrap_or_default()
}
