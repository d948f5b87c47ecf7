//! A signed request: what its headers must be, and what proves its sender.

use super::endpoint::Endpoint;
use super::error::{WebhookError, WebhookErrorCode};
use super::instant::Instant;
use super::mac::Mac;
use super::secret::{Secret, Secrets, Trial};

/// What a request holds under the name of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values<'a> {
    /// Nothing.
    None,
    /// One text.
    One(&'a str),
    /// More than one value, under one name or under names that differ by case.
    Many,
    /// Something that is no text.
    NotText,
}

/// The headers that a signature needs. Source: Powens documentation.
#[derive(Clone, Copy, Debug)]
pub struct SignatureHeaders<'a> {
    /// `BI-Signature`.
    pub signature: Values<'a>,
    /// `BI-Signature-Date`.
    pub date: Values<'a>,
    /// Whether there is an `Authorization: Bearer …`, which tells of another mechanism.
    pub has_bearer: bool,
}

impl<'a> SignatureHeaders<'a> {
    /// One text each, and no Bearer token.
    #[must_use]
    pub const fn new(signature: &'a str, date: &'a str) -> Self {
        Self { signature: Values::One(signature), date: Values::One(date), has_bearer: false }
    }
}

/// The window around now in which a signature counts. Source: our decision; integrations use 300 seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Freshness {
    /// At most so many seconds old, and at most so many in the future.
    Within(u32),
    /// Of any age. Whoever has recorded a request can then send it again at any time.
    AnyAge,
}

/// A request whose signature is well-formed, though not proven yet.
#[derive(Clone, Copy)]
pub struct SignedRequest<'a> {
    endpoint: Endpoint<'a>,
    /// As it came: this text is signed, not the moment that it means.
    date: &'a str,
    signed_at: Instant,
    signature: Mac,
}

/// Who sent a request. Source: our decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proof {
    /// The index of the secret that signed it.
    pub secret: usize,
    /// When it was signed.
    pub signed_at: Instant,
}

impl<'a> SignedRequest<'a> {
    /// Reads the headers.
    ///
    /// # Errors
    /// A `signature_…` code for each way in which a header can be wrong.
    ///
    /// Source: Powens documentation for names and formats; that nothing ambiguous passes is our decision.
    pub fn new(endpoint: Endpoint<'a>, headers: SignatureHeaders<'a>) -> Result<Self, WebhookError> {
        let signature = one(headers.signature, "BI-Signature", || missing_signature(headers.has_bearer))?;
        let date = one(headers.date, "BI-Signature-Date", missing_date)?;
        let signature = Mac::parse(signature)?;
        let signed_at = Instant::parse(date).ok_or_else(|| {
            WebhookError::new(
                WebhookErrorCode::SignatureDateInvalid,
                "The header BI-Signature-Date is no ISO 8601 date with a zone, such as 2022-06-27T11:08:52.577831Z.",
            )
        })?;
        Ok(Self { endpoint, date, signed_at, signature })
    }

    /// When it says it was signed.
    #[must_use]
    pub const fn signed_at(&self) -> Instant {
        self.signed_at
    }

    /// The text of the date.
    pub(super) const fn date(&self) -> &'a str {
        self.date
    }

    /// Whether this is its signature.
    #[must_use]
    pub fn is_signed_by(&self, mac: &Mac) -> bool {
        self.signature.is(mac)
    }

    /// What is signed in front of the body.
    #[must_use]
    pub fn prefix(&self) -> String {
        prefix("POST", self.endpoint.as_str(), self.date)
    }

    /// The signature by a secret, up to where the body begins.
    #[must_use]
    pub fn trial(&self, secret: &Secret) -> Trial {
        begin(secret.begin(), "POST", self.endpoint.as_str(), self.date)
    }

    /// Tries each secret on a body that is there as a whole.
    ///
    /// # Errors
    /// `signature_mismatch`, `secret_inactive`, `stale`.
    pub fn prove(
        &self,
        secrets: &Secrets,
        body: &[u8],
        now: Instant,
        freshness: Freshness,
    ) -> Result<Proof, WebhookError> {
        let signs = |index: &usize| {
            secrets.get(*index).is_some_and(|secret| {
                let mut trial = self.trial(secret);
                trial.update(body);
                self.is_signed_by(&trial.finish())
            })
        };
        self.judge(secrets.order(now).find(signs), secrets, now, freshness)
    }

    /// Whether it counts that the secret of this index signed it; `None` stands for no secret.
    ///
    /// The date is looked at last, so that `stale` always means: genuine, but of another time.
    ///
    /// # Errors
    /// `signature_mismatch`, `secret_inactive`, `stale`.
    pub fn judge(
        &self,
        signer: Option<usize>,
        secrets: &Secrets,
        now: Instant,
        freshness: Freshness,
    ) -> Result<Proof, WebhookError> {
        let (index, secret) = signer.and_then(|index| Some((index, secrets.get(index)?))).ok_or_else(mismatch)?;
        if !secret.is_active(now) {
            let name = secret.name().unwrap_or_default();
            return Err(WebhookError::new(
                WebhookErrorCode::SecretInactive,
                format!(
                    "The request is signed with the secret \"{name}\", which is not in use at this time (notBefore, notAfter)."
                ),
            ));
        }
        let age_s = (now.epoch_ms() - self.signed_at.epoch_ms()) / 1000.0;
        match freshness {
            // Not "greater than": a time that is no number is within no tolerance.
            Freshness::Within(tolerance) if !is_within(age_s, tolerance) => Err(stale(age_s, tolerance)),
            _ => Ok(Proof { secret: index, signed_at: self.signed_at }),
        }
    }
}

fn is_within(age_s: f64, tolerance: u32) -> bool {
    age_s.abs() <= f64::from(tolerance)
}

/// Signs a request as Powens does, for tests. Gives the value of the header `BI-Signature`.
///
/// ```
/// use powens_users::webhook::{Endpoint, Secret, sign};
///
/// let secret = Secret::new("secret-key")?;
/// let signature = sign(&secret, Endpoint::path("/user-created")?, "2023-01-01T00:00:00Z", b"test-body")?;
/// assert_eq!(signature, "mUs6KmQU26Ng7eu5vqm64PHWRy5WN+e6p05QwwVODLo=");
/// # Ok::<(), powens_users::webhook::WebhookError>(())
/// ```
///
/// # Errors
/// `invalid_argument` for a date that is no ISO 8601 with a zone.
///
/// Source: the formula of the Powens documentation.
pub fn sign(secret: &Secret, endpoint: Endpoint<'_>, date: &str, body: &[u8]) -> Result<String, WebhookError> {
    if Instant::parse(date).is_none() {
        return Err(WebhookError::invalid_argument(
            "date must be a valid Date, or ISO 8601 text with a zone, such as 2022-06-27T11:08:52.577831Z.",
        ));
    }
    let mut trial = begin(secret.begin(), "POST", endpoint.as_str(), date);
    trial.update(body);
    Ok(trial.finish().to_base64())
}

/// Adds what is signed in front of the body.
pub(super) fn begin(mut trial: Trial, method: &str, endpoint: &str, date: &str) -> Trial {
    trial.update(prefix(method, endpoint, date).as_bytes());
    trial
}

fn prefix(method: &str, endpoint: &str, date: &str) -> String {
    let parts = [method, ".", endpoint, ".", date, "."];
    let mut prefix = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    parts.iter().for_each(|part| prefix.push_str(part));
    prefix
}

fn one<'a>(values: Values<'a>, name: &str, missing: impl FnOnce() -> WebhookError) -> Result<&'a str, WebhookError> {
    match values {
        Values::One(text) => Ok(text),
        Values::None => Err(missing()),
        Values::Many => Err(WebhookError::new(
            WebhookErrorCode::SignatureDuplicate,
            format!("The header {name} is there more than once; exactly one must be sent."),
        )),
        Values::NotText => Err(WebhookError::new(
            WebhookErrorCode::SignatureNotText,
            format!("The header {name} is given as something that is no text."),
        )),
    }
}

fn missing_signature(has_bearer: bool) -> WebhookError {
    if has_bearer {
        return WebhookError::new(
            WebhookErrorCode::SignatureMechanism,
            "There is no header BI-Signature, but a Bearer token: this webhook is registered with another mechanism. Register it with HMAC in the console of Powens, or use verifyBearer.",
        );
    }
    WebhookError::new(
        WebhookErrorCode::SignatureMissing,
        "There is no header BI-Signature: the request is not from Powens, its webhook is registered without HMAC, or a proxy has removed the header.",
    )
}

fn missing_date() -> WebhookError {
    WebhookError::new(
        WebhookErrorCode::SignatureDateMissing,
        "There is a header BI-Signature and no BI-Signature-Date: a proxy may have removed it.",
    )
}

fn mismatch() -> WebhookError {
    WebhookError::new(
        WebhookErrorCode::SignatureMismatch,
        "The signature does not match. Usual causes: the body is not the raw bytes, path is not the one that is registered at Powens, or the secret is another one. diagnose() tells which.",
    )
}

fn stale(age_s: f64, tolerance: u32) -> WebhookError {
    // Beyond the range of the integer it saturates.
    #[allow(clippy::cast_possible_truncation)]
    let seconds = age_s.abs().round() as i64;
    let when = if age_s < 0.0 { "in the future" } else { "ago" };
    let message = format!(
        "The request is genuine, but was signed {seconds} s {when}, beyond the tolerance of {tolerance} s. Look at the clock of this machine, at queues in front of it, and at retries."
    );
    WebhookError::new(WebhookErrorCode::Stale, message).with_authentic(true)
}
