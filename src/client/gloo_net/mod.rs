//! Requests by the `fetch` of the host, for Rust front ends: in pages, in workers, and in Node.
//!
//! Requests are gloo-net's, and nothing else of it: it panics over answers that are no `Response`, as a service worker's or a test's
//! `fetch` may give, and over what is thrown that is no `Error`. So whatever comes back is read as what it is, a value that may be
//! anything.

mod body;
mod cause;
mod foreign;
mod host;
mod pieces;
mod request;
mod response;
mod timer;

use std::time::{Duration, SystemTime};

use wasm_bindgen::JsValue;

use self::cause::cause_of;
use self::foreign::{Method, settled};
use self::host::{SteadyClock, page_origin};
use self::request::{Abort, check_url, knows_requests, request_of};
use self::response::response_of;
use super::transport::TransportErrorKind;
use super::{Transport, TransportError};
use crate::foreign_error::ForeignError;

pub use body::GlooNetBody;

/// A [`Transport`] by the `fetch` of the host.
///
/// Redirects are not followed, nothing is cached, and credentials are the host's default: cookies go to the page's own origin alone. A
/// future that is dropped aborts its request. Of the headers of an answer those are there that the calls need: `X-Request-Id`,
/// `Content-Type`, `Retry-After`, `Content-Length`; from another origin a page may read only what `Access-Control-Expose-Headers`
/// names.
///
/// Most hosts send a request again by themselves whose connection broke before an answer, where that connection had served others before
/// (RFC 9110, 9.2.2, allows it for DELETE too): Chromium, Firefox, Deno, Bun and workerd do. Nobody is told. So everywhere but in Node a
/// delete that is refused with 401, 403, 404, 409, 410 or 429 is of unknown effect: the request before may have
/// erased the user. Look the user up.
#[derive(Debug)]
pub struct GlooNet {
    clock: SteadyClock,
}

impl GlooNet {
    /// A transport by whatever `fetch` is there when a request is sent.
    #[must_use]
    pub fn new() -> Self {
        Self { clock: SteadyClock::new() }
    }
}

impl Default for GlooNet {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for GlooNet {
    type Body = GlooNetBody;

    async fn send(&self, request: http::Request<()>) -> Result<http::Response<GlooNetBody>, TransportError> {
        let no_answer = |cause: ForeignError| TransportError {
            may_be_cors: is_elsewhere(request.uri()),
            ..TransportError::from_cause(cause)
        };
        let fetch =
            Method::global("fetch").ok_or_else(|| no_answer(ForeignError::of_text("there is no fetch here")))?;
        let abort = Abort::new();
        let arguments = [request_of(&request).map_err(no_answer)?.into(), abort.init()];
        let thrown = |thrown: JsValue| no_answer(cause_of(&thrown));
        let given = settled(&fetch.call(&arguments).map_err(thrown)?).await.map_err(thrown)?;
        response_of(given, abort).map_err(|kind| TransportError {
            may_be_cors: kind == TransportErrorKind::NoAnswer && is_elsewhere(request.uri()),
            ..TransportError::of_kind(kind)
        })
    }

    async fn sleep(&self, duration: Duration) {
        timer::sleep(duration).await;
    }

    fn now(&self) -> Duration {
        self.clock.now()
    }

    fn wall_clock(&self) -> Option<SystemTime> {
        host::wall_clock()
    }

    fn random(&self) -> f64 {
        host::random()
    }

    fn origin(&self) -> Option<String> {
        page_origin()
    }

    fn can_send_to(&self, url: &str) -> bool {
        // A host without requests refuses each of them, and says so then.
        !knows_requests() || check_url(url).is_ok()
    }

    fn may_resend(&self) -> bool {
        host::may_resend()
    }
}

/// Whether a page sends this to another origin, where a refusal by CORS looks like no answer.
fn is_elsewhere(uri: &http::Uri) -> bool {
    let (Some(origin), Some(scheme), Some(authority)) = (page_origin(), uri.scheme_str(), uri.authority()) else {
        return false;
    };
    origin != format!("{scheme}://{authority}")
}
