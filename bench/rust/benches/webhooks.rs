//! What a webhook costs: verified and checked by `powens-users`, beside `hmac` and `serde_json`.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::arithmetic_side_effects)] // A bench that cannot begin says why by a panic.
#![allow(missing_docs)]

use std::time::{Duration, SystemTime};

use divan::{Bencher, black_box};
use http::HeaderMap;
use powens_users::model::{UserPayload, UserSyncedPayload};
use powens_users::webhook::{Endpoint, Event, Secret, Webhooks, sign};
use powens_users::{WebhookType, webhook};
use powens_users_bench::payload::{UserCreated, UserSynced};
use powens_users_bench::{bodies, plain};
use serde::de::DeserializeOwned;

const SECRET: &str = "PIjRcgYGE0Ew5mi3EvKNtw0AkcAlYiCQ";
const PATH: &str = "/hooks/powens";
const DATE: &str = "2026-01-05T10:11:12.345678Z";
/// A second later, from the epoch.
const NOW: Duration = Duration::from_secs(1_767_607_873);

#[derive(Clone, Copy, Debug)]
enum Contender {
    /// Signature and whole payload, of which nothing is read.
    Verify,
    /// The same work by `hmac` and `serde_json` into structs of the documented fields.
    Plain,
    /// Signature, whole payload, and the event in the types of `powens_users::model`.
    Event,
    /// `hmac`, and `serde_json` into those very types.
    SameModel,
}

const CONTENDERS: [Contender; 4] = [Contender::Verify, Contender::Plain, Contender::Event, Contender::SameModel];

/// A receiver, and a request that it accepts.
struct Received {
    webhooks: Webhooks,
    headers: HeaderMap,
    body: Vec<u8>,
    now: SystemTime,
}

impl Received {
    /// A request with a body of this name.
    fn new(name: &str) -> Self {
        let body = bodies::read(name).unwrap_or_else(|reason| panic!("{reason}"));
        let signature = sign(&Secret::new(SECRET).unwrap(), Endpoint::path(PATH).unwrap(), DATE, &body).unwrap();
        let length = body.len().to_string();
        let pairs = [
            ("host", "hooks.example.com"),
            ("user-agent", "Powens"),
            ("content-type", "application/json; charset=utf-8"),
            ("content-length", &length),
            ("bi-signature", &signature),
            ("bi-signature-date", DATE),
        ];
        let headers = pairs.into_iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        Self { webhooks: Webhooks::new(SECRET).unwrap(), headers, body, now: SystemTime::UNIX_EPOCH + NOW }
    }

    fn verify(&self, event: WebhookType) -> Result<Event<'_>, webhook::WebhookError> {
        self.webhooks.verify(event, PATH, &self.headers, &self.body, self.now)
    }

    fn plain<T: DeserializeOwned>(&self) -> Result<T, plain::Refused> {
        plain::verify(SECRET, PATH, &self.headers, &self.body, self.now)
    }
}

/// Measures a contender, with what it takes to let go of what it gave. `Plain` and `Model` are what the body is read as.
fn measure<Plain: DeserializeOwned, Model: DeserializeOwned>(
    bencher: Bencher<'_, '_>,
    contender: Contender,
    (event, body): (WebhookType, &str),
) {
    let received = Received::new(body);
    match contender {
        Contender::Verify => bencher.bench(|| drop(black_box(received.verify(event).unwrap()))),
        Contender::Plain => bencher.bench(|| drop(black_box(received.plain::<Plain>().unwrap()))),
        Contender::Event => bencher.bench(|| drop(black_box(received.verify(event).unwrap().payload().unwrap()))),
        Contender::SameModel => bencher.bench(|| drop(black_box(received.plain::<Model>().unwrap()))),
    }
}

#[divan::bench(name = "60 B", args = CONTENDERS, sample_size = 500)]
fn user_created(bencher: Bencher<'_, '_>, contender: Contender) {
    measure::<UserCreated, UserPayload>(bencher, contender, (WebhookType::UserCreated, "60 B"));
}

#[divan::bench(name = "5 kB ASCII", args = CONTENDERS, sample_size = 20)]
fn small_ascii(bencher: Bencher<'_, '_>, contender: Contender) {
    user_synced(bencher, contender, "5 kB ASCII");
}

#[divan::bench(name = "5 kB French", args = CONTENDERS, sample_size = 20)]
fn small_french(bencher: Bencher<'_, '_>, contender: Contender) {
    user_synced(bencher, contender, "5 kB French");
}

#[divan::bench(name = "9 MB ASCII", args = CONTENDERS, sample_size = 1)]
fn large_ascii(bencher: Bencher<'_, '_>, contender: Contender) {
    user_synced(bencher, contender, "9 MB ASCII");
}

#[divan::bench(name = "9 MB French", args = CONTENDERS, sample_size = 1)]
fn large_french(bencher: Bencher<'_, '_>, contender: Contender) {
    user_synced(bencher, contender, "9 MB French");
}

fn user_synced(bencher: Bencher<'_, '_>, contender: Contender, body: &str) {
    measure::<UserSynced, UserSyncedPayload>(bencher, contender, (WebhookType::UserSynced, body));
}

fn main() {
    assert_refusals();
    divan::main();
}

/// What is measured must prove something: both refuse a body that was changed.
fn assert_refusals() {
    let mut received = Received::new("60 B");
    assert!(received.verify(WebhookType::UserCreated).is_ok() && received.plain::<UserCreated>().is_ok());
    received.body.push(b' ');
    assert!(received.verify(WebhookType::UserCreated).is_err() && received.plain::<UserCreated>().is_err());
}
