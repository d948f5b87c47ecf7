//! Requests as Powens signs them, and how their verification ended; each test takes what it needs.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue};
use powens_users::webhook::{Endpoint, Secret, SignedAt, Target, WebhookError, WebhookType, Webhooks, sign};

pub const KEY: &str = "s3cr3t-key";
pub const PATH: &str = "/hooks";
pub const DATE: &str = "2023-01-01T00:00:00Z";
pub const BODY: &[u8] = r#"{"id":7,"signin":"2020-06-01 12:34:56","é":"😀","id_webhook_data":1001}"#.as_bytes();
pub const EVENT: WebhookType = WebhookType::UserCreated;

/// The moment that [`DATE`] means.
pub fn now() -> SystemTime {
    SignedAt::parse(DATE).unwrap().into()
}

pub fn receiver() -> Webhooks {
    Webhooks::new(KEY).unwrap()
}

/// The value of the header BI-Signature. `path` may hold a query.
pub fn signature(key: &str, path: &str, body: &[u8]) -> String {
    sign(&Secret::new(key).unwrap(), Endpoint::url(path, true).unwrap(), DATE, body).unwrap()
}

/// A request, the parts of which may be replaced.
#[derive(Clone)]
pub struct Sent {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// A request that this secret signed.
pub fn sent_by(key: &str, path: &str, body: &[u8]) -> Sent {
    let headers = headers([("bi-signature", signature(key, path, body).as_str()), ("bi-signature-date", DATE)]);
    Sent { path: path.to_owned(), headers, body: body.to_vec() }
}

/// A genuine request with this body.
pub fn sent(body: impl AsRef<[u8]>) -> Sent {
    sent_by(KEY, PATH, body.as_ref())
}

pub fn headers<'a>(list: impl IntoIterator<Item = (&'static str, &'a str)>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in list {
        headers.append(HeaderName::from_static(name), HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    headers
}

impl Sent {
    /// The same with other headers.
    pub fn with_headers<'a>(&self, list: impl IntoIterator<Item = (&'static str, &'a str)>) -> Self {
        Self { headers: headers(list), ..self.clone() }
    }

    /// The same with another body.
    pub fn with_body(&self, body: impl AsRef<[u8]>) -> Self {
        Self { body: body.as_ref().to_vec(), ..self.clone() }
    }

    /// How `verify` ends, at this time.
    pub fn verdict_at(&self, webhooks: &Webhooks, now: SystemTime) -> String {
        verdict(webhooks.verify(EVENT, &self.path, &self.headers, &self.body, now))
    }

    /// How `verify` ends, and `verify_signature` with it but for what is in the body.
    pub fn verdict(&self, webhooks: &Webhooks) -> String {
        let verdict = self.verdict_at(webhooks, now());
        let signature = self.signature_verdict(webhooks);
        if verdict.starts_with("payload_invalid") {
            assert_eq!(signature, "");
        } else {
            assert_eq!(signature, verdict);
        }
        verdict
    }

    pub fn signature_verdict(&self, webhooks: &Webhooks) -> String {
        verdict_of(webhooks.verify_signature(&self.path, &self.headers, &self.body, now()).err())
    }

    /// How it ends for another target.
    pub fn verdict_for<'t>(&self, webhooks: &Webhooks, target: impl Into<Target<'t>>) -> String {
        verdict(webhooks.verify(EVENT, target, &self.headers, &self.body, now()))
    }
}

/// So long after [`DATE`], or before it.
pub fn later(ms: i64) -> SystemTime {
    let distance = Duration::from_millis(ms.unsigned_abs());
    if ms < 0 { now() - distance } else { now() + distance }
}

/// With which code a call is refused, whether the sender is proven, and what to answer; empty where it is accepted.
pub fn verdict<T>(result: Result<T, WebhookError>) -> String {
    verdict_of(result.err())
}

pub fn verdict_of(error: Option<WebhookError>) -> String {
    let Some(error) = error else { return String::new() };
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("s3cr3t") && !shown.contains("2020-06-01"), "{shown}");
    assert_eq!(error.body().is_some(), error.is_authentic(), "{shown}");
    let sender = if error.is_authentic() { "genuine" } else { "not proven" };
    format!("{}, {sender}, {}", error.kind().as_str(), error.http_status())
}
