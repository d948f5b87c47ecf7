//! What carries requests: the only part of a client that knows a host.

use std::fmt;
use std::future::Future;
use std::time::{Duration, SystemTime};

use bytes::Bytes;

use crate::ForeignError;

/// `Send` natively, where executors move futures between threads; nothing in WebAssembly, where values of JavaScript stay where they
/// are.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSend: Send {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Send + ?Sized> MaybeSend for T {}
/// `Send` natively, where executors move futures between threads; nothing in WebAssembly, where values of JavaScript stay where they
/// are.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSend {}
#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSend for T {}

/// `Sync` natively; nothing in WebAssembly.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSync: Sync {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Sync + ?Sized> MaybeSync for T {}
/// `Sync` natively; nothing in WebAssembly.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSync {}
#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSync for T {}

/// Sends requests, waits, and tells a steady time.
///
/// It decides nothing: it follows no redirect, tries nothing again, keeps no cookie, and adds no header that tells who somebody is.
/// Dropping a future that it gave ends what the future was doing. Where it learns of a redirect in another way than by the status (a
/// browser hides it, a library has followed it), it puts the [`Redirect`](crate::api::Redirect) into the extensions of the response.
///
/// What has a body here is what a host may know beyond that; a host that knows better says so.
pub trait Transport: MaybeSend + MaybeSync + 'static {
    /// The body of an answer.
    type Body: Body;

    /// Sends a request, which has no body, and gives the answer as soon as its head is there.
    ///
    /// # Errors
    /// A [`TransportError`] where no answer came.
    fn send(
        &self,
        request: http::Request<()>,
    ) -> impl Future<Output = Result<http::Response<Self::Body>, TransportError>> + MaybeSend;

    /// Waits so long.
    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + MaybeSend;

    /// The time since some moment that does not change, by a clock that nobody sets.
    fn now(&self) -> Duration;

    /// The date and time, for a `Retry-After` that is a date; `None` where there is none.
    fn wall_clock(&self) -> Option<SystemTime> {
        default_wall_clock()
    }

    /// A number from 0 up to 1, for the waits between attempts: clients that failed at the same moment are not to come back at the
    /// same moment.
    fn random(&self) -> f64 {
        default_random()
    }

    /// The origin of the page, which a base URL that is a path belongs to; `None` where there is no page.
    fn origin(&self) -> Option<String> {
        None
    }

    /// Whether it could send something to this address. Some host names only look well-formed: `xn--a`.
    fn can_send_to(&self, _url: &str) -> bool {
        true
    }

    /// Whether a request may be sent again below it, and nobody told, as browsers do whose connection broke before an answer. A delete
    /// that is refused with 401, 403, 404, 409, 410 or 429 is then of unknown effect on the first attempt too: the
    /// request before may have erased the user.
    ///
    /// Yes in WebAssembly, unless it knows better, since requests are the host's there; else no.
    fn may_resend(&self) -> bool {
        cfg!(target_arch = "wasm32")
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn default_wall_clock() -> Option<SystemTime> {
    Some(SystemTime::now())
}

/// `SystemTime::now` panics there.
#[cfg(target_arch = "wasm32")]
const fn default_wall_clock() -> Option<SystemTime> {
    None
}

/// By the random keys of the standard library's hash maps, which are good enough for this.
#[cfg(not(target_arch = "wasm32"))]
fn default_random() -> f64 {
    use std::hash::BuildHasher;
    let bits = std::hash::RandomState::new().hash_one(()) >> 11;
    // Exact: 53 bits.
    #[allow(clippy::cast_precision_loss)]
    let whole = bits as f64;
    whole / 9_007_199_254_740_992.0
}

/// Hash maps have fixed keys there.
#[cfg(target_arch = "wasm32")]
const fn default_random() -> f64 {
    0.5
}

/// A body that comes in pieces.
pub trait Body: MaybeSend {
    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// A [`TransportError`] where the body broke off.
    fn chunk(&mut self) -> impl Future<Output = Result<Option<Bytes>, TransportError>> + MaybeSend;
}

/// What came in the place of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// Nothing, or not all of it.
    #[default]
    NoAnswer,
    /// A value that is no object, from a `fetch` that is not the host's own.
    NoObject,
    /// An object without an HTTP status, from the like.
    NoStatus,
}

/// Why no answer came, or not all of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TransportError {
    /// What came instead.
    pub kind: TransportErrorKind,
    /// A copy of the error, where there was one. What its texts quote of secrets is replaced before anybody sees it.
    pub cause: Option<ForeignError>,
    /// Whether it may be a refusal by CORS, which looks to a page like no answer.
    pub may_be_cors: bool,
}

impl TransportError {
    /// A copy of an error and of what stood behind it.
    #[must_use]
    pub fn new(error: &(dyn std::error::Error + 'static)) -> Self {
        Self::from_cause(ForeignError::from_error(error))
    }

    /// The same of an error that was copied before.
    #[must_use]
    pub fn from_cause(cause: ForeignError) -> Self {
        Self { cause: Some(cause), ..Self::of_kind(TransportErrorKind::NoAnswer) }
    }

    /// One without an error behind it.
    #[must_use]
    pub const fn of_kind(kind: TransportErrorKind) -> Self {
        Self { kind, cause: None, may_be_cors: false }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::NoAnswer => self.cause.as_ref().map_or("no answer", |cause| &cause.message),
            TransportErrorKind::NoObject => "the host gave a value that is no object",
            TransportErrorKind::NoStatus => "the host gave an object without an HTTP status",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref()?.source()
    }
}
