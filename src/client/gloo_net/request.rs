//! What is handed to `fetch`.

use ::gloo_net::http::{Headers, Request, RequestBuilder};
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{RequestCache, RequestRedirect};

use super::cause::cause_of;
use super::foreign::{Method, construct, global, ignore, property};
use crate::foreign_error::ForeignError;

/// The request as gloo-net makes it.
///
/// # Errors
/// Where the host knows no such requests, or refuses this one.
pub(super) fn request_of(request: &http::Request<()>) -> Result<web_sys::Request, ForeignError> {
    let thrown = |thrown: JsValue| cause_of(&thrown);
    if !knows_requests() {
        return Err(ForeignError::of_text("there is no fetch here"));
    }
    let url = request.uri().to_string();
    // gloo-net panics where an error of another realm is thrown, as in tests that run in one of their own.
    check_url(&url).map_err(thrown)?;
    let headers = web_sys::Headers::new().map_err(thrown)?;
    for (name, value) in request.headers() {
        // A `Headers` takes bytes as the characters of Latin-1.
        let value: String = value.as_bytes().iter().map(|byte| char::from(*byte)).collect();
        headers.append(name.as_str(), &value).map_err(thrown)?;
    }
    let mut builder = RequestBuilder::new(&url)
        .method(request.method().clone())
        .headers(Headers::from_raw(headers))
        // A token must not follow a redirect. Mode and credentials stay as the host has them: some throw for either.
        .redirect(RequestRedirect::Manual);
    if knows_cache() {
        builder = builder.cache(RequestCache::NoStore);
    }
    builder.build().map(|request: Request| request.into()).map_err(|error| ForeignError::from_error(&error))
}

pub(super) fn knows_requests() -> bool {
    ["Request", "Headers"].iter().all(|name| global(name).is_function())
}

/// # Errors
/// What the host throws over an address that it cannot read.
pub(super) fn check_url(url: &str) -> Result<(), JsValue> {
    web_sys::Request::new_with_str(url).map(drop)
}

/// Some hosts throw for what they do not know.
fn knows_cache() -> bool {
    let prototype = property(&global("Request"), "prototype");
    Reflect::has(&prototype, &JsValue::from_str("cache")).unwrap_or(false)
}

/// Ends its request when it is dropped, unless that has ended.
pub(super) struct Abort {
    /// `None` where the host has no such thing, or it is not wanted any more.
    controller: Option<JsValue>,
}

impl std::fmt::Debug for Abort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Abort").finish_non_exhaustive()
    }
}

impl Abort {
    pub(super) fn new() -> Self {
        Self { controller: construct("AbortController", &[]).ok() }
    }

    /// The second argument of `fetch`. A signal that belongs to another library than `fetch` is refused there, with an error that can
    /// be told.
    pub(super) fn init(&self) -> JsValue {
        let init = Object::new();
        if let Some(controller) = &self.controller {
            // An object of our own takes it.
            let _ = Reflect::set(&init, &JsValue::from_str("signal"), &property(controller, "signal"));
        }
        init.into()
    }

    pub(super) fn disarm(&mut self) {
        self.controller = None;
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        ignore(self.controller.as_ref().and_then(|controller| Method::of(controller, "abort")));
    }
}
