//! What the tests of webhooks share; each takes what it needs.

use std::time::Duration;

use powens_users::webhook::{
    Endpoint, Freshness, Proof, Secret, Secrets, SignatureHeaders, SignedAt, SignedRequest, Values, WebhookError, sign,
};

pub const KEY: &str = "s3cr3t-key";
pub const PATH: &str = "/hooks/user-created";
pub const DATE: &str = "2023-01-01T00:00:00Z";
pub const BODY: &[u8] = br#"{"id":7}"#;

/// The moment that [`DATE`] means.
pub fn now() -> SignedAt {
    SignedAt::parse(DATE).unwrap()
}

/// So many seconds after it.
pub fn later(seconds: f64) -> SignedAt {
    SignedAt::from_epoch_ms(now().epoch_ms().saturating_add((seconds * 1000.0).round() as i64))
}

/// A tolerance of so many seconds.
pub fn within(seconds: u64) -> Freshness {
    Freshness::within(Duration::from_secs(seconds))
}

/// At most so many seconds old, and within a tolerance into the future.
pub fn no_older_than(seconds: u64, tolerance: u64) -> Freshness {
    Freshness::Within { tolerance: Duration::from_secs(tolerance), max_age: Some(Duration::from_secs(seconds)) }
}

pub fn secret() -> Secret {
    Secret::new(KEY).unwrap()
}

/// A request with one text for each header.
#[derive(Clone)]
pub struct Sent {
    pub path: String,
    pub signature: String,
    pub date: String,
    pub body: Vec<u8>,
}

/// The request that verifies.
pub fn genuine() -> Sent {
    signed_by(&secret())
}

/// The same by another secret.
pub fn signed_by(secret: &Secret) -> Sent {
    let signature = sign(secret, Endpoint::path(PATH).unwrap(), DATE, BODY).unwrap();
    Sent { path: PATH.to_owned(), signature, date: DATE.to_owned(), body: BODY.to_vec() }
}

impl Sent {
    /// Whether these secrets prove it.
    pub fn prove(&self, secrets: &Secrets, now: SignedAt, freshness: Freshness) -> Result<Proof, WebhookError> {
        let headers = SignatureHeaders::new(&self.signature, &self.date);
        SignedRequest::new(Endpoint::path(&self.path)?, headers)?.prove(secrets, &self.body, now, freshness)
    }

    /// The code with which it is refused by the one secret, at its own time; empty where it is accepted.
    pub fn code(&self) -> &'static str {
        code(self.prove(&Secrets::single(secret()), now(), within(300)))
    }
}

/// The code of a refusal, of whose sender nothing is proven; empty for no refusal.
pub fn code<T>(result: Result<T, WebhookError>) -> &'static str {
    match result {
        Ok(_) => "",
        Err(error) => {
            assert_eq!(error.is_authentic(), error.kind().as_str() == "stale", "{error}");
            assert!(!format!("{error}{error:?}").contains(KEY), "{error:?}");
            error.kind().as_str()
        }
    }
}

/// The code with which headers are refused; empty where they are accepted.
pub fn code_of_headers(signature: Values<'_>, date: Values<'_>, has_bearer: bool) -> &'static str {
    let headers = SignatureHeaders { signature, date, has_bearer };
    code(SignedRequest::new(Endpoint::path(PATH).unwrap(), headers))
}

pub fn from_hex(hex: &str) -> Vec<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).unwrap();
    let byte = |pair: &[u8]| u8::try_from(pair.iter().fold(0, |number, byte| number * 16 + digit(byte))).unwrap();
    hex.as_bytes().chunks(2).map(byte).collect()
}
