//! Reading the head of a response that may be any object.

use wasm_bindgen::JsValue;

use super::{foreign_error, promise, value};
use crate::api::{Answer, Body, Failure, Redirect};

/// What `fetch` gave, and what its head says.
pub struct Response {
    pub object: JsValue,
    pub answer: Answer,
}

impl Response {
    /// Takes what `fetch` gave.
    pub fn from_js(object: JsValue, now_ms: f64) -> Result<Self, Failure> {
        if !object.is_object() {
            return Err(Failure::invalid_response(&format!("a value of type {}", value::type_name(&object))));
        }
        let kind = value::text(&object, "type");
        let hidden = kind.as_deref() == Some("opaqueredirect");
        if kind.as_deref() == Some("error") {
            return Err(foreign_error::network_failure(None));
        }
        let status = status(&object).or_else(|| hidden.then_some(0));
        let Some(status) = status else {
            return Err(Failure::invalid_response("an object without an HTTP status"));
        };
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
        if let Some(cancel) = value::method(&body, "cancel")
            && let Ok(cancelled) = cancel.call0(&body)
        {
            promise::ignore(cancelled);
        }
    }
}

fn status(object: &JsValue) -> Option<u16> {
    let status = value::get_or_undefined(object, "status").as_f64()?;
    if status.fract() != 0.0 || !(100.0..=599.0).contains(&status) {
        return None;
    }
    // Exact: the range was just checked.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Some(status as u16)
}

fn header(object: &JsValue, name: &str) -> Option<String> {
    let headers = value::get_or_undefined(object, "headers");
    let get = value::method(&headers, "get")?;
    get.call1(&headers, &JsValue::from_str(name)).ok()?.as_string()
}
