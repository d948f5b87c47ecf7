//! What a request that does not verify may have been, as far as that takes JSON and inflating. The search makes the rest.

use http::{HeaderMap, Method};

use super::super::diagnosis::{Diagnosis, Search, Symptoms};
use super::super::diagnosis_cause::DiagnosisCause as Cause;
use super::super::gzip;
use super::super::is_gzip;
use super::super::signed_at::SignedAt;
use super::super::variants::decode_base64;
use super::headers::{host, says_gzip, signature_headers};
use super::target::Target;
use super::verification::Settings;
use super::writings::{Json, writings};
use crate::check::strip_bom;

/// How the base64 of gzip begins.
const GZIP_IN_BASE64: &[u8] = b"H4sI";

pub(super) fn diagnose(
    settings: &Settings,
    target: Target<'_>,
    method: Option<&Method>,
    headers: &HeaderMap,
    body: &[u8],
    now: SignedAt,
) -> Diagnosis {
    let symptoms = Symptoms {
        target: target.text,
        signs_query: target.is_url && settings.sign_query,
        host: host(headers),
        method: method.map(Method::as_str),
        headers: signature_headers(headers),
        says_gzip: says_gzip(headers),
    };
    let mut search = match Search::begin(&settings.secrets, &symptoms, now, settings.freshness) {
        Ok(search) => search,
        Err(diagnosis) => return diagnosis,
    };
    try_bodies(body, settings.max_body_bytes, &mut |cause, bytes| search.try_body(&settings.secrets, cause, bytes));
    search.finish()
}

/// Gives a body as it was given, and what it may have been before, to a function that says when to stop.
fn try_bodies(body: &[u8], most: u64, is_over: &mut dyn FnMut(Option<Cause>, &[u8]) -> bool) {
    // What verifying accepts of a compressed body too.
    let inflated = |bytes: &[u8]| is_gzip(bytes).then(|| gzip::inflate(bytes, most).ok()).flatten();
    if is_over(None, body) || inflated(body).is_some_and(|bytes| is_over(None, &bytes)) {
        return;
    }
    if body.starts_with(GZIP_IN_BASE64)
        && let Some(bytes) = decode_base64(body).and_then(|bytes| inflated(&bytes))
        && is_over(Some(Cause::BodyBase64), &bytes)
    {
        return;
    }
    let text = String::from_utf8_lossy(strip_bom(body));
    let Ok(value) = serde_json::from_str::<Json>(&text) else { return };
    if let Json::Text(text) = &value
        && is_over(Some(Cause::BodyJsonText), text.as_bytes())
    {
        return;
    }
    for text in writings(&value) {
        if is_over(Some(Cause::BodyReserialised), text.as_bytes()) {
            return;
        }
    }
}
