//! Our errors as JavaScript sees them.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::interrupt::Interruption;
use crate::api::{ApiError, Cause, Effect};
use crate::check::Issue;

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

/// The error as an instance of the registered class; a plain `Error` with the same fields where none is registered.
pub fn to_js(error: &ApiError) -> JsValue {
    let fields = fields_of(error);
    let message = error.to_string();
    let class = ERROR_CLASS.with_borrow(Clone::clone);
    if let Some(class) = class
        && let Ok(made) = Reflect::construct(&class, &Array::of2(&JsValue::from_str(&message), &fields))
    {
        return made;
    }
    let plain = js_sys::Error::new(&message);
    Object::assign(&plain, fields.unchecked_ref());
    plain.into()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fields<'a> {
    code: &'static str,
    status: Option<u16>,
    request_id: Option<&'a str>,
    retry_after_ms: Option<f64>,
    attempts: u32,
    effect: Option<Effect>,
    api_code: Option<&'a str>,
    api_description: Option<&'a str>,
    api_message: Option<&'a str>,
    pointer: Option<&'a str>,
    issues: Vec<IssueFields<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<CauseFields<'a>>,
}

#[derive(Serialize)]
struct IssueFields<'a> {
    pointer: &'a str,
    code: &'static str,
    message: &'a str,
}

#[derive(Serialize)]
struct CauseFields<'a> {
    name: &'a str,
    code: Option<&'a str>,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<Box<CauseFields<'a>>>,
}

fn fields_of(error: &ApiError) -> JsValue {
    let fields = Fields {
        code: error.code.as_str(),
        status: error.status,
        request_id: error.request_id.as_deref(),
        retry_after_ms: error.retry_after_ms,
        attempts: error.attempts,
        effect: error.effect,
        api_code: error.api_code.as_deref(),
        api_description: error.api_description.as_deref(),
        api_message: error.api_message.as_deref(),
        pointer: error.pointer(),
        issues: error.issues.iter().map(issue_fields).collect(),
        cause: error.cause.as_ref().map(cause_fields),
    };
    fields.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

fn issue_fields(issue: &Issue) -> IssueFields<'_> {
    IssueFields { pointer: &issue.pointer, code: issue.code.as_str(), message: &issue.message }
}

fn cause_fields(cause: &Cause) -> CauseFields<'_> {
    CauseFields {
        name: &cause.name,
        code: cause.code.as_deref(),
        message: &cause.message,
        cause: cause.cause.as_deref().map(|cause| Box::new(cause_fields(cause))),
    }
}
