//! Webhooks in one call, compiled to WebAssembly: what the host's own cryptography has signed, and its own gzip compressed.
#![cfg(all(target_arch = "wasm32", feature = "sandbox-tests"))]
#![allow(clippy::arithmetic_side_effects, clippy::panic, clippy::unwrap_used, missing_docs)]

mod wasm_host;

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue};
use js_sys::Uint8Array;
use powens_users::client::{GlooNet, Transport};
use powens_users::webhook::{CheckOptions, DiagnosisCause, Payload, check_payload, verify_bearer};
use powens_users::{WebhookError, WebhookErrorKind, WebhookType, Webhooks};
use wasm_bindgen_test::wasm_bindgen_test;
use wasm_host::{hmac, javascript_of};

const KEY: &str = "s3cr3t-key";
const PATH: &str = "/hooks/user-created";
const CREATED: &[u8] = r#"{"id":7,"signin":"2020-06-01 12:34:56","é":"😀","id_webhook_data":1001}"#.as_bytes();
const SYNCED: &[u8] = br#"{"user":{"id":42},"connections":[{"id":7,"accounts":[{"id":12,"transactions":[{"id":99,"value":-12.5,"new":1}]}]}],"id_webhook_data":5}"#;

fn webhooks() -> Webhooks {
    Webhooks::new(KEY).unwrap()
}

/// `SystemTime::now()` panics here; the transport of a front end knows the time.
fn now() -> SystemTime {
    GlooNet::new().wall_clock().unwrap()
}

/// The headers of a request that Powens sent so long ago, signed by the host.
async fn signed(body: &[u8], ago: Duration) -> HeaderMap {
    let milliseconds = now().duration_since(SystemTime::UNIX_EPOCH).unwrap().saturating_sub(ago).as_millis() as f64;
    let date = javascript_of("(ms) => new Date(ms).toISOString()", &milliseconds.into()).as_string().unwrap();
    let message = [format!("POST.{PATH}.{date}.").as_bytes(), body].concat();
    let mac = Uint8Array::from(&hmac(KEY.as_bytes(), &message).await[..]);
    let signature = javascript_of("(mac) => btoa(String.fromCharCode(...mac))", &mac).as_string().unwrap();
    let mut headers = HeaderMap::new();
    headers.insert("bi-signature", HeaderValue::try_from(signature).unwrap());
    headers.insert("bi-signature-date", HeaderValue::try_from(date).unwrap());
    headers
}

#[cfg(feature = "gzip")]
async fn gzip(body: &[u8]) -> Vec<u8> {
    let compress =
        "(bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer()";
    let compressed = js_sys::Promise::from(javascript_of(compress, &Uint8Array::from(body)));
    Uint8Array::new(&wasm_bindgen_futures::JsFuture::from(compressed).await.unwrap()).to_vec()
}

fn refusal<T>(result: Result<T, WebhookError>) -> (WebhookErrorKind, bool) {
    let error = result.map(drop).unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("s3cr3t") && !shown.contains("2020-06-01"), "{shown}");
    (error.kind(), error.is_authentic())
}

#[wasm_bindgen_test]
async fn a_genuine_webhook_is_an_event_with_a_typed_payload() {
    let headers = signed(CREATED, Duration::ZERO).await;
    let event = webhooks().verify(WebhookType::UserCreated, PATH, &headers, CREATED, now()).unwrap();
    assert_eq!((event.user_id(), event.id(), event.body()), (Some(7), Some(1001), CREATED));
    let Payload::UserCreated(user) = event.payload().unwrap() else { panic!("another payload") };
    assert_eq!(user.other.get("é").and_then(|text| text.as_str()), Some("😀"));

    let headers = signed(SYNCED, Duration::ZERO).await;
    let event = webhooks().verify(WebhookType::UserSynced, PATH, &headers, SYNCED, now()).unwrap();
    let payload = event.payload().unwrap();
    let found: Vec<_> = payload.transactions().map(|found| (found.account.id.get(), found.transaction.value)).collect();
    assert_eq!(found, [(12, Some(-12.5))]);
}

#[wasm_bindgen_test]
async fn what_is_not_genuine_is_refused() {
    let verify = |headers: &HeaderMap, body: &[u8]| {
        refusal(webhooks().verify(WebhookType::UserCreated, PATH, headers, body, now()))
    };
    let headers = signed(CREATED, Duration::ZERO).await;
    let other = br#"{"id":8,"id_webhook_data":1001}"#;
    assert_eq!(verify(&headers, other), (WebhookErrorKind::SignatureMismatch, false));
    assert_eq!(verify(&HeaderMap::new(), CREATED), (WebhookErrorKind::SignatureMissing, false));
    assert_eq!(verify(&signed(CREATED, Duration::from_secs(3600)).await, CREATED), (WebhookErrorKind::Stale, true));
    assert_eq!(verify(&signed(SYNCED, Duration::ZERO).await, SYNCED), (WebhookErrorKind::PayloadInvalid, true));
    let stranger = Webhooks::new("another-key").unwrap();
    let refused = stranger.verify(WebhookType::UserCreated, PATH, &headers, CREATED, now());
    assert_eq!(refusal(refused), (WebhookErrorKind::SignatureMismatch, false));
}

#[cfg(feature = "gzip")]
#[wasm_bindgen_test]
async fn a_compressed_body_counts_as_it_came_and_as_it_was() {
    let compressed = gzip(CREATED).await;
    for headers in [signed(&compressed, Duration::ZERO).await, signed(CREATED, Duration::ZERO).await] {
        let event = webhooks().verify(WebhookType::UserCreated, PATH, &headers, &compressed, now()).unwrap();
        assert_eq!((event.user_id(), event.body()), (Some(7), CREATED));
    }
    let cut = compressed.get(..compressed.len() - 9).unwrap();
    let headers = signed(cut, Duration::ZERO).await;
    let refused = webhooks().verify(WebhookType::UserCreated, PATH, &headers, cut, now());
    assert_eq!(refusal(refused), (WebhookErrorKind::GzipInvalid, true));
}

#[wasm_bindgen_test]
async fn a_signature_alone_and_why_it_does_not_match() {
    let headers = signed(CREATED, Duration::ZERO).await;
    let signed = webhooks().verify_signature(PATH, &headers, CREATED, now()).unwrap();
    assert_eq!(signed.body(), CREATED);
    let spaced = [CREATED, b"\n"].concat();
    let diagnosis = webhooks().diagnose(PATH, None, &headers, &spaced, now()).unwrap();
    assert!(!diagnosis.causes.is_empty() && diagnosis.causes != [DiagnosisCause::Headers], "{diagnosis}");
}

#[wasm_bindgen_test]
async fn a_bearer_token_is_compared_with_that_of_the_user() {
    let mut headers = HeaderMap::new();
    headers.insert("authorization", HeaderValue::from_static("Bearer user-t0k3n"));
    for (on_record, expected) in [(Some("user-t0k3n"), None), (Some("another"), Some(false)), (None, Some(false))] {
        let token = |user_id| async move { Ok::<_, WebhookError>(on_record.filter(|_| user_id == 7)) };
        let verified = verify_bearer(WebhookType::UserCreated, &headers, CREATED, token).await;
        let refused = verified.as_ref().err().map(WebhookError::is_authentic);
        assert_eq!(refused, expected, "{on_record:?}");
    }
}

#[wasm_bindgen_test]
fn a_payload_is_checked_without_a_signature() {
    assert!(check_payload(WebhookType::UserSynced, SYNCED, CheckOptions::default()).unwrap().is_ok());
    let checked = check_payload(WebhookType::UserCreated, br#"{"id":"7"}"#, CheckOptions::default()).unwrap();
    assert_eq!(checked.issues().iter().map(|issue| issue.pointer.as_str()).collect::<Vec<_>>(), ["/id"]);
}
