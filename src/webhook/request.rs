//! A signed request: what its headers must be, and what proves its sender.

use std::fmt;
use std::time::Duration;

use super::endpoint::Endpoint;
use super::error::WebhookError;
use super::limits::TOLERANCE_SECONDS;
use super::mac::Mac;
use super::reason::{Header, WebhookReason};
use super::secret::{Secret, Secrets, Trial};
use super::signed_at::SignedAt;
use crate::limit::Setting;

/// What a request holds under the name of a header. Never shown by `Debug`: it may be a token.
#[derive(Clone, Copy, PartialEq, Eq)]
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

impl fmt::Debug for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::One(_) => "One([redacted])",
            Self::Many => "Many",
            Self::NotText => "NotText",
        })
    }
}

/// The headers that a signature needs. Source: Powens documentation.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Freshness {
    /// Near enough to now.
    Within {
        /// At most so far in the future, and at most so old where nothing else is said.
        tolerance: Duration,
        /// At most so old, where something else remembers for as long which requests were handled.
        max_age: Option<Duration>,
    },
    /// Of any age. Whoever has recorded a request can then send it again at any time.
    AnyAge,
}

impl Freshness {
    /// So far from now in both directions.
    #[must_use]
    pub const fn within(tolerance: Duration) -> Self {
        Self::Within { tolerance, max_age: None }
    }

    /// What a moment is beyond, as it is seen from now, and how much would have been allowed.
    fn exceeded(self, moment: SignedAt, now: SignedAt) -> Option<(Setting, Duration)> {
        let Self::Within { tolerance, max_age } = self else { return None };
        let (setting, most) = match max_age {
            Some(max_age) if moment <= now => (Setting::MaxAge, max_age),
            _ => (Setting::Tolerance, tolerance),
        };
        (now.distance(moment) > most).then_some((setting, most))
    }
}

impl Default for Freshness {
    /// Five minutes in both directions.
    fn default() -> Self {
        Self::within(Duration::from_secs(TOLERANCE_SECONDS.default))
    }
}

/// A request whose signature is well-formed, though not proven yet.
#[derive(Clone, Copy)]
pub struct SignedRequest<'a> {
    endpoint: Endpoint<'a>,
    /// As it came: this text is signed, not the moment that it means.
    date: &'a str,
    claim: Claim,
}

/// What the headers of a request say: that this signature was made at this time.
#[derive(Clone, Copy)]
pub struct Claim {
    signed_at: SignedAt,
    signature: Mac,
}

/// Who sent a request. Source: our decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Proof {
    /// The index of the secret that signed it.
    pub secret: usize,
    /// When it was signed.
    pub signed_at: SignedAt,
}

/// When it says it was signed, and nothing of the signature.
impl fmt::Debug for SignedRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedRequest").field("signed_at", &self.claim.signed_at).finish_non_exhaustive()
    }
}

impl<'a> SignedRequest<'a> {
    /// Reads the headers.
    ///
    /// # Errors
    /// A `signature_…` code for each way in which a header can be wrong.
    ///
    /// Source: Powens documentation for names and formats; that nothing ambiguous passes is our decision.
    #[inline(never)]
    pub fn new(endpoint: Endpoint<'a>, headers: SignatureHeaders<'a>) -> Result<Self, WebhookError> {
        let signature = one(headers.signature, Header::Signature, || missing_signature(headers.has_bearer))?;
        let date = one(headers.date, Header::Date, || WebhookError::new(WebhookReason::NoDate))?;
        let signature = Mac::parse(signature)?;
        let signed_at = SignedAt::parse(date).ok_or_else(|| WebhookError::new(WebhookReason::DateForm))?;
        Ok(Self { endpoint, date, claim: Claim { signed_at, signature } })
    }

    /// When it says it was signed.
    #[must_use]
    pub const fn signed_at(&self) -> SignedAt {
        self.claim.signed_at
    }

    /// The text of the date.
    pub(super) const fn date(&self) -> &'a str {
        self.date
    }

    /// What its headers say, without the texts that they say it with.
    #[must_use]
    #[doc(hidden)]
    pub const fn claim(&self) -> Claim {
        self.claim
    }

    /// Whether this is its signature.
    #[must_use]
    #[doc(hidden)]
    pub fn is_signed_by(&self, mac: &Mac) -> bool {
        self.claim.is_signed_by(mac)
    }

    /// What is signed in front of the body.
    #[must_use]
    #[doc(hidden)]
    pub fn prefix(&self) -> String {
        prefix("POST", self.endpoint.as_str(), self.date)
    }

    /// The signature by a secret, up to where the body begins.
    #[must_use]
    #[doc(hidden)]
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
        now: SignedAt,
        freshness: Freshness,
    ) -> Result<Proof, WebhookError> {
        self.claim.judge(self.signer(secrets, body, now), secrets, now, freshness)
    }

    /// The index of the secret that signed a body that is there as a whole.
    pub(super) fn signer(&self, secrets: &Secrets, body: &[u8], now: SignedAt) -> Option<usize> {
        let signs = |secret: &Secret| {
            let mut trial = self.trial(secret);
            trial.update(body);
            self.is_signed_by(&trial.finish())
        };
        secrets.order(now).find(|index| secrets.get(*index).is_some_and(signs))
    }
}

impl Claim {
    /// Whether this is the signature.
    #[must_use]
    pub fn is_signed_by(&self, mac: &Mac) -> bool {
        self.signature.is(mac)
    }

    /// The index of the secret that signed the request, given what each of them makes of it, in the order of
    /// [`Secrets::order`]. No more of these are made than it takes.
    pub fn signer(&self, secrets: &Secrets, now: SignedAt, macs: impl IntoIterator<Item = Mac>) -> Option<usize> {
        self.first_signer(secrets, now, &mut macs.into_iter())
    }

    // Its code is as long as that of four calls.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn first_signer(&self, secrets: &Secrets, now: SignedAt, macs: &mut dyn Iterator<Item = Mac>) -> Option<usize> {
        secrets.order(now).find(|_| macs.next().is_some_and(|mac| self.is_signed_by(&mac)))
    }

    /// Whether it counts that the secret of this index signed the request; `None` stands for no secret.
    ///
    /// The date is looked at last, so that `stale` always means: genuine, but of another time.
    ///
    /// # Errors
    /// `signature_mismatch`, `secret_inactive`, `stale`.
    #[inline(never)] // Three calls have it.
    pub fn judge(
        &self,
        signer: Option<usize>,
        secrets: &Secrets,
        now: SignedAt,
        freshness: Freshness,
    ) -> Result<Proof, WebhookError> {
        let found = signer.and_then(|index| Some((index, secrets.get(index)?)));
        let (index, secret) = found.ok_or_else(|| WebhookError::new(WebhookReason::Mismatch))?;
        if !secret.is_active(now) {
            let name = secret.name().unwrap_or_default().to_owned();
            return Err(WebhookError::new(WebhookReason::SecretInactive { name }));
        }
        match freshness.exceeded(self.signed_at, now) {
            Some((limit, most)) => Err(self.stale(now, limit, most)),
            None => Ok(Proof { secret: index, signed_at: self.signed_at }),
        }
    }

    #[cold]
    fn stale(&self, now: SignedAt, limit: Setting, most: Duration) -> WebhookError {
        let distance = now.distance(self.signed_at);
        let rounded = distance.as_secs().saturating_add(u64::from(distance.subsec_millis() >= 500));
        let age_s = i64::try_from(rounded).unwrap_or(i64::MAX);
        let age_s = if now < self.signed_at { age_s.saturating_neg() } else { age_s };
        WebhookError::new(WebhookReason::Stale { age_s, limit, limit_s: most.as_secs() }).into_authentic()
    }
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
    let mut trial = begin_to_sign(secret, endpoint, date)?;
    trial.update(body);
    Ok(trial.finish().to_base64())
}

/// Begins to sign a request whose body comes in pieces.
///
/// # Errors
/// `invalid_argument` for a date that is no ISO 8601 with a zone.
pub fn begin_to_sign(secret: &Secret, endpoint: Endpoint<'_>, date: &str) -> Result<Trial, WebhookError> {
    if SignedAt::parse(date).is_none() {
        return Err(WebhookError::new(WebhookReason::DateToSign));
    }
    Ok(begin(secret.begin(), "POST", endpoint.as_str(), date))
}

/// Adds what is signed in front of the body.
pub(super) fn begin(mut trial: Trial, method: &str, endpoint: &str, date: &str) -> Trial {
    parts(method, endpoint, date).iter().for_each(|part| trial.update(part.as_bytes()));
    trial
}

const fn parts<'a>(method: &'a str, endpoint: &'a str, date: &'a str) -> [&'a str; 6] {
    [method, ".", endpoint, ".", date, "."]
}

fn prefix(method: &str, endpoint: &str, date: &str) -> String {
    let parts = parts(method, endpoint, date);
    let mut prefix = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    parts.iter().for_each(|part| prefix.push_str(part));
    prefix
}

fn one<'a>(
    values: Values<'a>,
    header: Header,
    missing: impl FnOnce() -> WebhookError,
) -> Result<&'a str, WebhookError> {
    match values {
        Values::One(text) => Ok(text),
        Values::None => Err(missing()),
        Values::Many => Err(WebhookError::new(WebhookReason::Duplicate(header))),
        Values::NotText => Err(WebhookError::new(WebhookReason::NotText(header))),
    }
}

fn missing_signature(has_bearer: bool) -> WebhookError {
    WebhookError::new(if has_bearer { WebhookReason::OtherMechanism } else { WebhookReason::NoSignature })
}
