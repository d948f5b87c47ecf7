//! What a receiver may be set to.

use std::time::Duration;

use super::super::error::WebhookError;
use super::super::limits::{MAX_AGE_SECONDS, MAX_BODY_BYTES, TOLERANCE_SECONDS};
use super::super::request::Freshness;
use super::super::secret::{Secret, Secrets};
use super::verification::Settings;
use super::webhooks::Webhooks;
use crate::limit::{Limit, OutOfBounds};

/// Sets a receiver of webhooks; [`Self::build`] checks all of it.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use powens_users::webhook::{Secret, Webhooks};
///
/// let until = SystemTime::now() + Duration::from_secs(7 * 86_400);
/// let webhooks = Webhooks::builder()
///     .secret(Secret::new("old secret")?.named("2026-06", None, Some(until.into())))
///     .secret(Secret::new("new secret")?.named("2026-12", None, None))
///     .tolerance(Duration::from_secs(600))
///     .build()?;
/// assert!(!format!("{webhooks:?}").contains("old secret"));
/// # Ok::<(), powens_users::webhook::WebhookError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct WebhooksBuilder {
    secrets: Vec<Secret>,
    tolerance: Duration,
    max_age: Option<Duration>,
    accepts_any_age: bool,
    max_body_bytes: u64,
    sign_query: bool,
}

impl Default for WebhooksBuilder {
    fn default() -> Self {
        Self {
            secrets: Vec::new(),
            tolerance: Duration::from_secs(TOLERANCE_SECONDS.default),
            max_age: None,
            accepts_any_age: false,
            max_body_bytes: MAX_BODY_BYTES.default,
            sign_query: false,
        }
    }
}

impl WebhooksBuilder {
    /// Adds a secret. The only one needs no name; of several, during a rotation, each has one, which the event tells.
    pub fn secret(mut self, secret: Secret) -> Self {
        self.secrets.push(secret);
        self
    }

    /// How far from now a signature may be dated, into the past and into the future: whole seconds, 300 of them by default, a week
    /// at most.
    pub const fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// How old a signature may be, instead of the tolerance, which then holds for the future only: whole seconds, 400 days at most.
    /// For a receiver that remembers for as long what it has handled: Powens does not document whether a retry is signed anew.
    pub const fn max_age(mut self, max_age: Duration) -> Self {
        self.max_age = Some(max_age);
        self
    }

    /// Accepts requests of any date, whatever tolerance and greatest age say. Whoever has recorded one can then send it again at
    /// any time.
    pub const fn dangerously_accept_any_age(mut self) -> Self {
        self.accepts_any_age = true;
        self
    }

    /// The largest body, in bytes, compressed or not: 32 MiB by default, 256 MiB at most.
    pub const fn max_body_bytes(mut self, max_body_bytes: u64) -> Self {
        self.max_body_bytes = max_body_bytes;
        self
    }

    /// Whether the query of a URL is signed with its path. Powens does not document what it does with one; practice says no.
    pub const fn sign_query(mut self, sign_query: bool) -> Self {
        self.sign_query = sign_query;
        self
    }

    /// Checks the settings.
    ///
    /// # Errors
    /// `invalid_argument`: no secret, more than 100, one without a name beside others, a name given twice, a secret that is in
    /// use only after it is out of use; a number out of its bounds, a duration that is no whole number of seconds.
    pub fn build(self) -> Result<Webhooks, WebhookError> {
        let mut secrets = self.secrets;
        let secrets = match secrets.pop() {
            Some(only) if secrets.is_empty() && only.name().is_none() => Secrets::single(only),
            last => {
                secrets.extend(last);
                Secrets::named(secrets)?
            }
        };
        let tolerance = checked(TOLERANCE_SECONDS, self.tolerance)?;
        let max_age = self.max_age.map(|max_age| checked(MAX_AGE_SECONDS, max_age)).transpose()?;
        let freshness = if self.accepts_any_age { Freshness::AnyAge } else { Freshness::Within { tolerance, max_age } };
        let max_body_bytes = MAX_BODY_BYTES.check(self.max_body_bytes)?;
        Ok(Webhooks::of(Settings { secrets, freshness, max_body_bytes, sign_query: self.sign_query }))
    }
}

/// A duration within the bounds of a limit in seconds.
fn checked(limit: Limit, duration: Duration) -> Result<Duration, OutOfBounds> {
    if duration.subsec_nanos() != 0 {
        return Err(OutOfBounds(limit));
    }
    limit.check(duration.as_secs()).map(Duration::from_secs)
}
