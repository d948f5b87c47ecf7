//! A webhook verified with `hmac` and `serde_json`, as a careful program does it that does not have `powens-users`.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac as _};
use http::HeaderMap;
use serde::de::DeserializeOwned;
use sha2::Sha256;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// How far a signature may be from now.
const TOLERANCE: Duration = Duration::from_secs(300);

/// Why a request is refused.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// A header is not there, or is no text.
    #[error("the header {0} is missing")]
    Header(&'static str),
    /// The signature is no base64.
    #[error("the signature is no base64")]
    Base64(#[from] base64::DecodeError),
    /// The date is in another format.
    #[error("the date is in another format")]
    Date(#[from] time::error::Parse),
    /// Of another time.
    #[error("the signature is of another time")]
    Stale,
    /// Signed with another key, or not at all.
    #[error("the signature is not by this key")]
    Signature,
    /// The body is not what it must be.
    #[error("the body is no such payload")]
    Body(#[from] serde_json::Error),
}

/// Proves the sender, and reads the payload.
///
/// # Errors
/// [`Refused`], for whatever is wrong.
pub fn verify<T: DeserializeOwned>(
    secret: &str,
    path: &str,
    headers: &HeaderMap,
    body: &[u8],
    now: SystemTime,
) -> Result<T, Refused> {
    let date = header(headers, "bi-signature-date")?;
    let signature = STANDARD.decode(header(headers, "bi-signature")?)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| Refused::Signature)?;
    for part in ["POST.", path, ".", date, "."] {
        mac.update(part.as_bytes());
    }
    mac.update(body);
    // In constant time.
    mac.verify_slice(&signature).map_err(|_| Refused::Signature)?;
    let signed_at = SystemTime::from(OffsetDateTime::parse(date, &Rfc3339)?);
    let distance = now.duration_since(signed_at).unwrap_or_else(|ahead| ahead.duration());
    if distance > TOLERANCE {
        return Err(Refused::Stale);
    }
    Ok(serde_json::from_slice(body)?)
}

fn header<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<&'h str, Refused> {
    headers.get(name).and_then(|value| value.to_str().ok()).ok_or(Refused::Header(name))
}
