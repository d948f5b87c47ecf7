//! A genuine event that another program has signed, and what forgers make of it.

use powens_users::Webhooks;
use powens_users::webhook::{Instant, WebhookType};
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{get, number, text};
use super::webhook_hmac::{VECTORS, vectors};
use super::webhook_support::{Sent, core, event_number, signed};

const PATH: &str = "/hooks/user-synced";

/// The `USER_SYNCED` of the vectors, and its receiver.
fn synced() -> (Sent, Webhooks) {
    let vector = vectors(VECTORS).iter().find(|vector| text(vector, "endpoint") == PATH).unwrap();
    let sent = Sent {
        event: event_number(WebhookType::UserSynced),
        kind: 0,
        signature: text(&vector, "bi_signature"),
        target: PATH.to_owned(),
        date: text(&vector, "bi_signature_date"),
        body: text(&vector, "payload").into_bytes(),
    };
    (sent, core(&format!("({{ secretKey: '{}' }})", text(&vector, "secret_key"))))
}

fn signed_at(sent: &Sent) -> f64 {
    Instant::parse(&sent.date).unwrap().epoch_ms()
}

#[wasm_bindgen_test]
fn an_event_that_another_program_signed_is_verified() {
    let (sent, receiver) = synced();
    assert_eq!(sent.verify(&receiver, signed_at(&sent) + 1000.0), 0);
    assert!(receiver.take_error().is_undefined());
    assert_eq!((receiver.signed_at_ms(), receiver.id_webhook_data()), (signed_at(&sent), 7.0));
}

#[wasm_bindgen_test]
fn a_genuine_event_of_another_type_is_refused_for_its_payload() {
    let (sent, receiver) = synced();
    let sent = Sent { event: event_number(WebhookType::UserCreated), ..sent };
    assert_eq!(refusal(&sent, &receiver), ("payload_invalid".to_owned(), true, 400.0));
}

#[wasm_bindgen_test]
fn a_forged_event_is_refused() {
    let (sent, receiver) = synced();
    let by_another = signed("another-secret", PATH, 0, PATH, &sent.body);
    let elsewhere = "/hooks/user-created".to_owned();
    let later = "2026-03-01T12:00:00.250001Z".to_owned();
    let mut forged = vec![
        Sent { event: sent.event, ..by_another },
        Sent { target: elsewhere, ..sent.clone() },
        Sent { date: later, ..sent.clone() },
        Sent { body: Vec::new(), ..sent.clone() },
        Sent { body: [&sent.body[..], b" "].concat(), ..sent.clone() },
    ];
    forged.extend((0..sent.body.len()).map(|at| {
        let mut body = sent.body.clone();
        body[at] ^= 1;
        Sent { body, ..sent.clone() }
    }));
    // The last character has two bits that no byte holds: a change of them is no Base64 any more.
    forged.extend((0..sent.signature.len() - 2).map(|at| {
        let mut signature = sent.signature.clone();
        let other = if signature[at..].starts_with('A') { "B" } else { "A" };
        signature.replace_range(at..=at, other);
        Sent { signature, ..sent.clone() }
    }));
    for forged in forged {
        assert_eq!(refusal(&forged, &receiver), ("signature_mismatch".to_owned(), false, 401.0), "{:?}", forged.body);
    }
}

/// The code of a refusal, whether its sender is proven, and the status to answer with.
fn refusal(sent: &Sent, receiver: &Webhooks) -> (String, bool, f64) {
    assert_eq!(sent.verify(receiver, signed_at(sent)), -1);
    let error = receiver.take_error();
    (text(&error, "code"), get(&error, "authentic").is_truthy(), number(&error, "httpStatus"))
}
