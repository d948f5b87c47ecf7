//! The steps of a verification, in their order: the form of the head, the size, the proof, and only then a look into the body.
//!
//! Of a compressed body the bytes as they came are tried first, then the inflated ones. Unproven bytes are never parsed, and not
//! inflated without bounds.

use std::borrow::Cow;

use http::HeaderMap;

use super::super::endpoint::Endpoint;
use super::super::error::WebhookError;
use super::super::gzip::{self, InflateError, safe_bytes};
use super::super::is_gzip;
use super::super::kept::Kept;
use super::super::reason::{BodyFault, WebhookReason};
use super::super::request::{Freshness, Proof, SignedRequest, Values};
use super::super::secret::Secrets;
use super::super::signed_at::SignedAt;
use super::headers::signature_headers;
use super::target::Target;

/// What a receiver was set to.
#[derive(Debug)]
pub(super) struct Settings {
    pub secrets: Secrets,
    pub freshness: Freshness,
    pub max_body_bytes: u64,
    pub sign_query: bool,
}

/// Who signed a body, and what it is once inflated.
pub(super) struct Proven<'a> {
    pub proof: Proof,
    pub body: Cow<'a, [u8]>,
}

impl Settings {
    /// Judges the form of a head.
    pub fn head<'a>(&self, target: Target<'a>, headers: &'a HeaderMap) -> Result<SignedRequest<'a>, WebhookError> {
        let headers = signature_headers(headers);
        let endpoint = target.endpoint(self.sign_query);
        let has_both = matches!((headers.signature, headers.date), (Values::One(_), Values::One(_)));
        // A stranger without a signature hears of that, whatever path was asked for.
        let endpoint = if has_both { endpoint? } else { endpoint.or_else(|_| Endpoint::path("/"))? };
        SignedRequest::new(endpoint, headers)
    }

    /// Proves who sent a body.
    pub fn prove<'a>(
        &self,
        target: Target<'_>,
        headers: &HeaderMap,
        body: &'a [u8],
        now: SignedAt,
    ) -> Result<Proven<'a>, WebhookError> {
        let request = self.head(target, headers)?;
        check_size(body, self.max_body_bytes)?;
        if is_gzip(body) {
            return self.prove_compressed(&request, body, now);
        }
        let proof = self.judge(&request, self.signer(&request, body, now), now);
        let proof = proof.map_err(|error| error.keep(|| Kept::body(Cow::Borrowed(body))))?;
        Ok(Proven { proof, body: Cow::Borrowed(body) })
    }

    fn prove_compressed<'a>(
        &self,
        request: &SignedRequest<'_>,
        body: &'a [u8],
        now: SignedAt,
    ) -> Result<Proven<'a>, WebhookError> {
        let limit = self.max_body_bytes;
        let Some(signer) = self.signer(request, body, now) else {
            let most = limit.min(safe_bytes(body));
            let inflated = gzip::inflate(body, most).map_err(|error| refused(error, most, limit))?;
            let proof = match self.judge(request, self.signer(request, &inflated, now), now) {
                Ok(proof) => proof,
                Err(error) => return Err(error.keep(|| Kept::body(Cow::Owned(inflated)))),
            };
            return Ok(Proven { proof, body: Cow::Owned(inflated) });
        };
        let proof = self.judge(request, Some(signer), now);
        let proof = proof.map_err(|error| error.keep(|| Kept::compressed(body, limit)))?;
        let inflated = gzip::inflate(body, limit).map_err(|error| {
            let error = refused(error, limit, limit).into_authentic();
            error.keep(|| Kept::body(Cow::Borrowed(body)))
        })?;
        Ok(Proven { proof, body: Cow::Owned(inflated) })
    }

    fn signer(&self, request: &SignedRequest<'_>, body: &[u8], now: SignedAt) -> Option<usize> {
        request.signer(&self.secrets, body, now)
    }

    fn judge(&self, request: &SignedRequest<'_>, signer: Option<usize>, now: SignedAt) -> Result<Proof, WebhookError> {
        request.claim().judge(signer, &self.secrets, now, self.freshness)
    }
}

/// Refuses a body that is too large, before anything is done with it.
pub(super) fn check_size(body: &[u8], most: u64) -> Result<(), WebhookError> {
    if body.len() as u64 > most {
        return Err(WebhookError::new(WebhookReason::Body(BodyFault::TooLarge { most })));
    }
    Ok(())
}

#[cold]
fn refused(error: InflateError, most: u64, limit: u64) -> WebhookError {
    WebhookError::new(WebhookReason::Body(error.fault(most, limit)))
}
