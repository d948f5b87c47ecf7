//! Webhooks of Powens: the proof that Powens is the sender, and what each event carries.
//!
//! Nothing here does I/O or reads a clock: the time is an argument. A [`SignedRequest`] is made of the headers; a secret
//! must then give its signature over the bytes of the body. Only then the body is read, by [`check`](crate::check).
//!
//! ```
//! use powens_users::webhook::{Endpoint, Freshness, Secret, Secrets, SignatureHeaders, SignedAt, SignedRequest};
//!
//! let secrets = Secrets::single(Secret::new("secret-key")?);
//! let (date, body) = ("2023-01-01T00:00:00Z", b"test-body");
//! let signature = "mUs6KmQU26Ng7eu5vqm64PHWRy5WN+e6p05QwwVODLo=";
//!
//! let request = SignedRequest::new(Endpoint::path("/user-created")?, SignatureHeaders::new(signature, date))?;
//! let now = SignedAt::from_epoch_ms(1_672_531_260_000); // or SystemTime::now().into()
//! let proof = request.prove(&secrets, body, now, Freshness::default())?;
//! assert_eq!(proof.secret, 0);
//! # Ok::<(), powens_users::webhook::WebhookError>(())
//! ```
//!
//! Source: "Webhooks" of the Powens documentation; what it leaves open is our decision, said at each place.

pub(crate) mod bearer;
pub(crate) mod diagnosis;
mod diagnosis_cause;
mod endpoint;
mod error;
mod event;
pub(crate) mod gzip;
mod kept;
mod limits;
pub(crate) mod mac;
pub(crate) mod reason;
mod reason_words;
mod receive;
pub(crate) mod request;
pub(crate) mod secret;
mod signed_at;
mod variants;

pub use diagnosis::Diagnosis;
pub use diagnosis_cause::DiagnosisCause;
pub use endpoint::Endpoint;
pub use error::{WebhookError, WebhookErrorKind};
pub use event::{OtherEvent, WebhookType};
pub use limits::{MAX_AGE_SECONDS, MAX_BODY_BYTES, MAX_BYTES, MAX_ISSUES, TOLERANCE_SECONDS};
pub use reason::{BearerFault, BodyFault, Header, SecretFault, SignatureForm, Switch, TargetFault, WebhookReason};
pub use receive::{
    BearerClaim, CheckOptions, CheckedPayload, Event, EventOrigin, Mechanism, Payload, Signed, SyncedTransaction,
    Target, Webhooks, WebhooksBuilder, check_payload, read_event, verify_bearer,
};
pub use request::{Freshness, Proof, SignatureHeaders, SignedRequest, Values, sign};
pub use secret::{Secret, Secrets};
pub use signed_at::SignedAt;

/// The first bytes of gzip. JSON begins with neither.
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// Whether a body is compressed with gzip. By its first bytes, since frameworks leave the header `Content-Encoding` on bodies
/// that they inflated.
///
/// ```
/// use powens_users::webhook::is_gzip;
///
/// assert!(is_gzip(&[0x1F, 0x8B, 0x08]));
/// assert!(!is_gzip(b"{}"));
/// ```
///
/// Source: RFC 1952; our decision.
#[must_use]
pub fn is_gzip(body: &[u8]) -> bool {
    body.starts_with(&GZIP)
}
