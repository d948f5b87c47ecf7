//! Webhooks of Powens in one call.

use std::sync::Arc;
use std::time::SystemTime;

use http::{HeaderMap, Method};

use super::super::diagnosis::Diagnosis;
use super::super::error::WebhookError;
use super::super::event::WebhookType;
use super::super::signed_at::SignedAt;
use super::builder::WebhooksBuilder;
use super::diagnosing;
use super::event::Event;
use super::origin::{EventOrigin, Mechanism};
use super::scanning::{default_options, scan};
use super::signed::Signed;
use super::target::Target;
use super::verification::{Proven, Settings, check_size};

/// Receives the webhooks of Powens: proves that Powens is the sender, and that the payload is what the event carries.
///
/// It does no I/O and reads no clock, and a clone of it is the same one. `Debug` shows no secret.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use http::HeaderMap;
/// use powens_users::{WebhookType, Webhooks};
///
/// let webhooks = Webhooks::new("secret-key")?;
/// # let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_672_531_260);
/// # let secret = powens_users::webhook::Secret::new("secret-key")?;
/// # let endpoint = powens_users::webhook::Endpoint::path("/hooks/user-created")?;
/// # let body = br#"{"id":42,"id_webhook_data":7}"#;
/// # let date = "2023-01-01T00:00:00Z";
/// # let mut headers = HeaderMap::new();
/// # headers.insert("bi-signature", powens_users::webhook::sign(&secret, endpoint, date, body)?.parse()?);
/// # headers.insert("bi-signature-date", date.parse()?);
/// // In a server: the headers and the raw bytes of the request, and SystemTime::now().
/// let event = webhooks.verify(WebhookType::UserCreated, "/hooks/user-created", &headers, body, now)?;
/// assert_eq!((event.id(), event.user_id()), (Some(7), Some(42)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: "Webhooks" of the Powens documentation.
#[derive(Clone, Debug)]
pub struct Webhooks {
    settings: Arc<Settings>,
}

impl Webhooks {
    /// Receives what this secret signs: the secret key of the webhook, as the console of Powens shows it.
    ///
    /// # Errors
    /// `invalid_argument` for text that is empty or blank, or has white space around it.
    pub fn new(secret: &str) -> Result<Self, WebhookError> {
        Self::builder().secret(super::super::Secret::new(secret)?).build()
    }

    /// Sets more than one secret: several of them during a rotation, or another window of time.
    pub fn builder() -> WebhooksBuilder {
        WebhooksBuilder::default()
    }

    pub(super) fn of(settings: Settings) -> Self {
        Self { settings: Arc::new(settings) }
    }

    /// Verifies a request and checks its payload.
    ///
    /// In this order: the form of the headers, the size, the signature, its date, and only then the body. So `stale` means
    /// genuine but of another time, and `payload_invalid` means genuine but not what is documented: keep
    /// [`WebhookError::body`] and answer with 2xx, since Powens sends again what failed, and stops after ten failures.
    ///
    /// `webhook_type` is that of the URL which Powens calls, since neither body nor headers name it; `target` the path as it is
    /// registered, or the URI of the request; `body` the raw bytes, before any parser; `now` is `SystemTime::now()`, or in a
    /// browser, where that panics, what the platform says.
    ///
    /// # Errors
    /// A kind that begins with `signature_`, `secret_inactive`, `stale`, `payload_invalid`, `too_large`, `gzip_invalid`,
    /// `gzip_unsupported`, and `invalid_argument` for a target that is no path.
    ///
    /// Source: "Authenticity" of the Powens documentation; the order is our decision.
    pub fn verify<'a, 'b>(
        &self,
        webhook_type: WebhookType,
        target: impl Into<Target<'b>>,
        headers: &HeaderMap,
        body: &'a [u8],
        now: SystemTime,
    ) -> Result<Event<'a>, WebhookError> {
        let Proven { proof, body } = self.settings.prove(target.into(), headers, body, now.into())?;
        let report = scan(webhook_type, default_options(), &body);
        let origin = EventOrigin {
            mechanism: Mechanism::Hmac,
            signed_at: Some(proof.signed_at.into()),
            secret_name: self.name_of(proof.secret),
        };
        Event::new(webhook_type, body, report, origin, true)
    }

    /// Verifies a request whose payload is not looked at: any event of Powens. Give a fixed path: a sender who chooses the path
    /// could move the borders between the texts that are signed, and nothing looks at what is left of the body then.
    ///
    /// # Errors
    /// As [`Self::verify`], but for `payload_invalid`.
    pub fn verify_signature<'a, 'b>(
        &self,
        target: impl Into<Target<'b>>,
        headers: &HeaderMap,
        body: &'a [u8],
        now: SystemTime,
    ) -> Result<Signed<'a>, WebhookError> {
        let Proven { proof, body } = self.settings.prove(target.into(), headers, body, now.into())?;
        Ok(Signed { secret_name: self.name_of(proof.secret), signed_at: proof.signed_at.into(), body })
    }

    /// Judges the form of the head, for who can refuse a request before its body is read. It proves nothing.
    ///
    /// # Errors
    /// A kind that begins with `signature_`, but for `signature_mismatch`; `invalid_argument` for a target that is no path.
    pub fn check_head<'b>(&self, target: impl Into<Target<'b>>, headers: &'b HeaderMap) -> Result<(), WebhookError> {
        self.settings.head(target.into(), headers).map(|_| ())
    }

    /// Finds out why a request does not verify: tries the usual mistakes, alone and two at a time, and says which it was; its
    /// `Display` is what to do. For people who stare at "signature does not match"; never a reason to accept a request. Each
    /// trial hashes the body, so keep it out of handlers that anybody can call.
    ///
    /// ```
    /// use std::time::SystemTime;
    /// use powens_users::webhook::{DiagnosisCause, Webhooks};
    ///
    /// let webhooks = Webhooks::new("secret-key")?;
    /// let diagnosis = webhooks.diagnose("/hooks", None, &http::HeaderMap::new(), b"{}", SystemTime::now())?;
    /// assert_eq!(diagnosis.causes, [DiagnosisCause::Headers]);
    /// println!("{diagnosis}");
    /// # Ok::<(), powens_users::webhook::WebhookError>(())
    /// ```
    ///
    /// # Errors
    /// `too_large`.
    ///
    /// Source: our decision.
    pub fn diagnose<'b>(
        &self,
        target: impl Into<Target<'b>>,
        method: Option<&Method>,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<Diagnosis, WebhookError> {
        check_size(body, self.settings.max_body_bytes)?;
        Ok(diagnosing::diagnose(&self.settings, target.into(), method, headers, body, SignedAt::from(now)))
    }

    fn name_of(&self, secret: usize) -> Option<String> {
        self.settings.secrets.get(secret)?.name().map(str::to_owned)
    }
}
