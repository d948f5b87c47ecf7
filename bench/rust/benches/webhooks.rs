//! What a webhook costs: verified and checked by `powens-users`, beside `hmac` and `serde_json`.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // A bench that cannot begin says why by a panic.

use std::fmt;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use divan::Bencher;
use http::HeaderMap;
use powens_users::check::check;
use powens_users::model::{UserPayload, UserSyncedPayload};
use powens_users::webhook::{Endpoint, Freshness, Secret, Secrets, SignatureHeaders, SignedRequest, WebhookType, sign};
use powens_users_bench::payload::{UserCreated, UserSynced};
use powens_users_bench::{bodies, plain};
use serde::de::DeserializeOwned;

const SECRET: &str = "PIjRcgYGE0Ew5mi3EvKNtw0AkcAlYiCQ";
const PATH: &str = "/hooks/powens";
const DATE: &str = "2026-01-05T10:11:12.345678Z";

static SECRETS: LazyLock<Secrets> = LazyLock::new(|| Secrets::single(Secret::new(SECRET).unwrap()));

/// A signed request with a body of a name.
struct Signed {
    name: &'static str,
    event: WebhookType,
    headers: HeaderMap,
    body: Vec<u8>,
    now: SystemTime,
}

#[derive(Clone, Copy, Debug)]
enum Contender {
    /// Signature and whole payload, and nothing of it is read.
    Verify,
    /// The same work by `hmac` and `serde_json` into structs of the documented fields.
    Plain,
    /// Signature, whole payload, and the event in the types of `powens_users::model`.
    Event,
    /// `hmac`, and `serde_json` into those very types.
    SameModel,
}

static SIGNED: LazyLock<Vec<Signed>> = LazyLock::new(|| {
    ["60 B", "5 kB ASCII", "5 kB French", "9 MB ASCII", "9 MB French"].into_iter().map(Signed::read).collect()
});

impl Signed {
    fn read(name: &'static str) -> Self {
        let body = bodies::read(name).unwrap_or_else(|reason| panic!("{reason}"));
        let event = if name == "60 B" { WebhookType::UserCreated } else { WebhookType::UserSynced };
        let signature =
            sign(&Secret::new(SECRET).unwrap(), Endpoint::path(PATH).unwrap(), DATE, &body).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("host", "hooks.example.com".parse().unwrap());
        headers.insert("user-agent", "Powens".parse().unwrap());
        headers.insert("content-type", "application/json; charset=utf-8".parse().unwrap());
        headers.insert("content-length", body.len().into());
        headers.insert("bi-signature", signature.parse().unwrap());
        headers.insert("bi-signature-date", DATE.parse().unwrap());
        // A second later.
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_607_873);
        Self { name, event, headers, body, now }
    }

    fn plain<T: DeserializeOwned>(&self) -> T {
        plain::verify(SECRET, PATH, &self.headers, &self.body, self.now).unwrap()
    }

    fn verify(&self) {
        let text = |name: &str| self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap();
        let headers = SignatureHeaders::new(text("bi-signature"), text("bi-signature-date"));
        let request = SignedRequest::new(Endpoint::path(PATH).unwrap(), headers).unwrap();
        request.prove(&SECRETS, &self.body, self.now.into(), Freshness::default()).unwrap();
        check(&self.body, self.event.shape(), 10).unwrap();
    }

    fn event<T: DeserializeOwned>(&self) -> T {
        self.verify();
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// One contender with one body.
struct Case(&'static Signed, Contender);

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {:?}", self.0.name, self.1)
    }
}

fn cases() -> impl Iterator<Item = Case> {
    let contenders = [Contender::Verify, Contender::Plain, Contender::Event, Contender::SameModel];
    SIGNED.iter().flat_map(move |signed| contenders.map(|contender| Case(signed, contender)))
}

#[divan::bench(args = cases())]
fn webhooks(bencher: Bencher<'_, '_>, Case(signed, contender): &Case) {
    let is_small = signed.event == WebhookType::UserCreated;
    match contender {
        Contender::Verify => bencher.bench(|| signed.verify()),
        Contender::Plain if is_small => bencher.bench(|| signed.plain::<UserCreated>()),
        Contender::Plain => bencher.bench(|| signed.plain::<UserSynced>()),
        Contender::Event if is_small => bencher.bench(|| signed.event::<UserPayload>()),
        Contender::Event => bencher.bench(|| signed.event::<UserSyncedPayload>()),
        Contender::SameModel if is_small => bencher.bench(|| signed.plain::<UserPayload>()),
        Contender::SameModel => bencher.bench(|| signed.plain::<UserSyncedPayload>()),
    }
}

fn main() {
    divan::main();
}
