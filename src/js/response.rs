//! Reading the head of a response that may be any object.

use wasm_bindgen::JsValue;

use super::value;
use crate::api::{Answer, Body, Redirect, http_status};

/// What `fetch` gave, and what its head says.
pub struct Response {
    pub object: JsValue,
    pub answer: Answer,
}

/// Why it is none.
pub enum NoResponse {
    /// It is what `Response.error()` gives.
    NetworkError,
    /// It is something else; says what.
    Invalid(String),
}

impl Response {
    /// Takes what `fetch` gave.
    pub fn from_js(object: JsValue, now_ms: f64) -> Result<Self, NoResponse> {
        if !object.is_object() {
            return Err(NoResponse::Invalid(format!("a value of type {}", value::type_name(&object))));
        }
        let kind = value::text(&object, "type");
        if kind.as_deref() == Some("error") {
            return Err(NoResponse::NetworkError);
        }
        let hidden = kind.as_deref() == Some("opaqueredirect");
        let status = status(&object).or_else(|| hidden.then_some(0));
        let status = status.ok_or_else(|| NoResponse::Invalid("an object without an HTTP status".to_owned()))?;
        let followed = value::get_or_undefined(&object, "redirected").as_bool() == Some(true);
        let mut answer = Answer::new(status, Vec::new());
        answer.body = Body::Unread;
        answer.redirect = match (hidden, followed) {
            (true, _) => Redirect::Hidden,
            (_, true) => Redirect::Followed,
            _ => Redirect::None,
        };
        answer.request_id = header(&object, "x-request-id");
        answer.content_type = header(&object, "content-type");
        if let Some(text) = header(&object, "retry-after") {
            answer.set_retry_after(&text, now_ms);
        }
        Ok(Self { object, answer })
    }

    /// What `Content-Length` says.
    pub fn declared_length(&self) -> Option<u64> {
        header(&self.object, "content-length")?.trim().parse().ok()
    }

    /// Lets go of a body that nobody reads, so that its connection is free.
    pub fn discard(&self) {
        let body = value::get_or_undefined(&self.object, "body");
        if !body.is_object() {
            return;
        }
        if let Some(cancel) = value::method(&body, "cancel") {
            let _ = value::call(&cancel, &body, &[]);
        }
    }
}

fn status(object: &JsValue) -> Option<u16> {
    http_status(value::get_or_undefined(object, "status").as_f64()?)
}

fn header(object: &JsValue, name: &str) -> Option<String> {
    let headers = value::get_or_undefined(object, "headers");
    let get = value::method(&headers, "get")?;
    value::call(&get, &headers, &[JsValue::from_str(name)]).ok()?.as_string()
}
