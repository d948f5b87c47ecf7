//! A genuine event that another program has signed, and what forgers make of it.

use std::time::{Duration, SystemTime};

use powens_users::webhook::{Payload, SignedAt, WebhookType, Webhooks};
use serde_json::Value;

use super::sent::{BODY, DATE, EVENT, KEY, PATH, Sent, headers, now, receiver, sent, signature, verdict};

const MISMATCH: &str = "signature_mismatch, not proven, 401";
const SYNCED: &str = "/hooks/user-synced";

/// The `USER_SYNCED` of the vectors, its receiver, and when it arrives.
fn synced() -> (Sent, Webhooks, SystemTime) {
    let file: Value = serde_json::from_str(include_str!("../../../vectors/signature-vectors.json")).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    let vector = vectors.iter().find(|vector| vector["endpoint"] == SYNCED).unwrap();
    let text = |key: &str| vector[key].as_str().unwrap();
    let headers = headers([("bi-signature", text("bi_signature")), ("bi-signature-date", text("bi_signature_date"))]);
    let request = Sent { path: SYNCED.to_owned(), headers, body: text("payload").as_bytes().to_vec() };
    let signed_at: SystemTime = SignedAt::parse(text("bi_signature_date")).unwrap().into();
    (request, Webhooks::new(text("secret_key")).unwrap(), signed_at + Duration::from_secs(1))
}

#[test]
fn an_event_that_another_program_signed_is_verified() {
    let (request, webhooks, now) = synced();
    let event = webhooks.verify(WebhookType::UserSynced, SYNCED, &request.headers, &request.body, now).unwrap();
    let signed_at = Some(now - Duration::from_secs(1));
    assert_eq!((event.signed_at(), event.id(), event.user_id()), (signed_at, Some(7), Some(42)));
    assert_eq!(event.user().unwrap().unwrap().id.get(), 42);
    let payload = event.payload().unwrap();
    let wordings: Vec<_> = payload.transactions().filter_map(|found| found.transaction.wording.as_deref()).collect();
    assert_eq!(wordings, ["Café à 3 €"]);
    assert!(matches!(payload, Payload::UserSynced(_)));
}

#[test]
fn a_genuine_event_of_another_type_is_refused_for_its_payload() {
    let (request, webhooks, now) = synced();
    assert_eq!(request.verdict_at(&webhooks, now), "payload_invalid, genuine, 400");
}

#[test]
fn a_forged_event_is_refused() {
    let (request, webhooks, now) = synced();
    let right = request.headers["bi-signature"].to_str().unwrap().to_owned();
    let date = request.headers["bi-signature-date"].to_str().unwrap().to_owned();
    let with =
        |signature: &str, date: &str| request.with_headers([("bi-signature", signature), ("bi-signature-date", date)]);
    let mut forged = vec![
        with(&signature("another-secret", SYNCED, &request.body), &date),
        Sent { path: "/hooks/user-created".to_owned(), ..request.clone() },
        with(&right, "2026-03-01T12:00:00.250001Z"),
        request.with_body(""),
        request.with_body([&request.body[..], b" "].concat()),
    ];
    forged.extend((0..request.body.len()).map(|at| {
        let mut body = request.body.clone();
        body[at] ^= 1;
        request.with_body(body)
    }));
    // The last digit has two bits that no byte has: a change of them is no base64 any more.
    forged.extend(right.char_indices().take(42).map(|(at, digit)| {
        let other = if digit == 'A' { "B" } else { "A" };
        with(&format!("{}{other}{}", &right[..at], &right[at + 1..]), &date)
    }));
    for (index, other) in forged.iter().enumerate() {
        let ended = webhooks.verify(WebhookType::UserSynced, &other.path, &other.headers, &other.body, now);
        assert_eq!(verdict(ended), MISMATCH, "forgery {index}");
    }
}

#[test]
fn every_bit_of_a_signature_counts() {
    let webhooks = receiver();
    for body in [BODY.to_vec(), format!(r#"{{"id":7,"a":"{}"}}"#, "é".repeat(5_000)).into_bytes()] {
        let good = sent(&body);
        let right = powens_users::internals::Mac::parse(good.headers["bi-signature"].to_str().unwrap()).unwrap();
        let base64 = right.to_base64();
        // By its digits: each holds six bits, the last one four.
        let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for bit in 0..256 {
            let (at, mask) = (bit / 6, 32 >> (bit % 6));
            let value = digits.find(&base64[at..=at]).unwrap() ^ mask;
            let flipped = format!("{}{}{}", &base64[..at], &digits[value..=value], &base64[at + 1..]);
            let request = good.with_headers([("bi-signature", flipped.as_str()), ("bi-signature-date", DATE)]);
            assert_eq!(request.verdict(&webhooks), MISMATCH, "bit {bit}");
        }
    }
}

#[test]
fn no_border_between_path_date_and_body_can_be_moved() {
    let webhooks = receiver();
    let body = r#"{"id":7}"#;
    let signature = signature(KEY, PATH, body.as_bytes());
    let whole = format!("{PATH}{DATE}{body}");
    let verify = |path: &str, date: &str, body: &str| {
        let headers = headers([("bi-signature", signature.as_str()), ("bi-signature-date", date)]);
        verdict(webhooks.verify(EVENT, path, &headers, body.as_bytes(), now()))
    };
    assert_eq!(verify(PATH, DATE, body), "");
    let (first, second) = (PATH.len(), PATH.len() + DATE.len());
    for at in (0..=whole.len()).filter(|at| *at != first && *at <= second) {
        assert_ne!(verify(&whole[..at], &whole[at..second], body), "", "path ends at {at}");
    }
    for at in (first..=whole.len()).filter(|at| *at != second) {
        assert_ne!(verify(PATH, &whole[first..at], &whole[at..]), "", "date ends at {at}");
    }
}

#[test]
fn a_body_that_ends_too_soon_is_refused_wherever() {
    let webhooks = receiver();
    for length in 0..BODY.len() {
        assert_eq!(sent(BODY).verdict(&webhooks), "");
        assert_eq!(sent(&BODY[..length]).verdict(&webhooks), "payload_invalid, genuine, 400", "{length} bytes");
    }
}
