//! Signatures against published vectors and another implementation, and what becomes of a request that is tampered with.

use std::process::Command;

use super::support::{BODY, KEY, Sent, code, from_hex, genuine, later, now, secret, signed_by, within};
use powens_users::internals::{Mac, Trial};
use powens_users::webhook::{
    Endpoint, Freshness, Secret, Secrets, SignatureHeaders, SignedRequest, WebhookErrorKind, sign,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors<T> {
    vectors: Vec<T>,
}

#[derive(Deserialize)]
struct Rfc4231 {
    key: String,
    data: String,
    mac: String,
}

#[derive(Deserialize)]
struct Documented {
    secret_key: String,
    method: String,
    endpoint: String,
    bi_signature_date: String,
    payload: String,
    string_to_sign: String,
    bi_signature: String,
}

/// A signature by `node:crypto`.
#[derive(Deserialize)]
struct Other {
    key: String,
    path: String,
    date: String,
    body: String,
    signature: String,
}

#[test]
fn the_test_cases_of_rfc_4231_hold() {
    let Vectors { vectors } =
        serde_json::from_str::<Vectors<Rfc4231>>(include_str!("../../vectors/rfc4231.json")).unwrap();
    assert_eq!(vectors.len(), 7);
    for vector in vectors {
        let data = from_hex(&vector.data);
        // However the data is cut.
        for size in [1, 3, data.len()] {
            let mut trial = Trial::new(&from_hex(&vector.key));
            data.chunks(size).for_each(|piece| trial.update(piece));
            let mac = base64(&trial.finish().to_base64());
            let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(hex[..vector.mac.len()], vector.mac, "of {}", vector.data);
        }
    }
}

/// Reads base64 in another way than the code does.
fn base64(text: &str) -> Vec<u8> {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: String =
        text.trim_end_matches('=').chars().map(|digit| format!("{:06b}", alphabet.find(digit).unwrap())).collect();
    let whole = bits.len() / 8 * 8;
    bits.as_bytes()[..whole]
        .chunks(8)
        .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect()
}

#[test]
fn the_vectors_of_the_documented_formula_hold() {
    let Vectors { vectors } =
        serde_json::from_str::<Vectors<Documented>>(include_str!("../../vectors/signature-vectors.json")).unwrap();
    assert!(!vectors.is_empty());
    for vector in vectors {
        assert_eq!(vector.method, "POST");
        let secret = Secret::new(&vector.secret_key).unwrap();
        let endpoint = Endpoint::path(&vector.endpoint).unwrap();
        let (date, body) = (vector.bi_signature_date.as_str(), vector.payload.as_bytes());
        assert_eq!(sign(&secret, endpoint, date, body).unwrap(), vector.bi_signature);

        let request = SignedRequest::new(endpoint, SignatureHeaders::new(&vector.bi_signature, date)).unwrap();
        assert_eq!(request.prefix() + &vector.payload, vector.string_to_sign);
        let proof = request.prove(&Secrets::single(secret), body, request.signed_at(), within(1)).unwrap();
        assert_eq!((proof.secret, proof.signed_at), (0, request.signed_at()));
    }
}

#[test]
fn node_gives_the_same_signatures() {
    let (count, seed) = (3000, 4231);
    let arguments = ["tests/vectors/signatures.mjs", &count.to_string(), &seed.to_string()];
    let printed = Command::new("node").args(arguments).output().unwrap();
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    let text = String::from_utf8(printed.stdout).unwrap();
    assert_eq!(text.lines().count(), count);
    for line in text.lines() {
        let other: Other = serde_json::from_str(line).unwrap();
        let (secret, body) = (Secret::new(&other.key).unwrap(), from_hex(&other.body));
        let endpoint = Endpoint::url(&other.path, true).unwrap();
        assert_eq!(sign(&secret, endpoint, &other.date, &body).unwrap(), other.signature, "of {line}");

        let request = SignedRequest::new(endpoint, SignatureHeaders::new(&other.signature, &other.date)).unwrap();
        // As a body comes: piece by piece.
        let mut trial = request.trial(&secret);
        body.chunks(7).for_each(|piece| trial.update(piece));
        assert!(request.is_signed_by(&trial.finish()), "of {line}");
        assert!(request.prove(&Secrets::single(secret), &body, now(), Freshness::AnyAge).is_ok(), "of {line}");
    }
}

#[test]
fn the_genuine_request_verifies() {
    assert_eq!(genuine().code(), "");
}

#[test]
fn no_bit_of_the_body_can_be_flipped() {
    for bit in 0..BODY.len() * 8 {
        let mut sent = genuine();
        sent.body[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(sent.code(), "signature_mismatch", "bit {bit}");
    }
}

#[test]
fn no_bit_of_the_signature_can_be_flipped() {
    let mac: [u8; 32] = base64(&genuine().signature).try_into().unwrap();
    assert_eq!(Mac::from_bytes(mac).to_base64(), genuine().signature);
    for bit in 0..256 {
        let mut flipped = mac;
        flipped[bit / 8] ^= 1 << (bit % 8);
        let sent = Sent { signature: Mac::from_bytes(flipped).to_base64(), ..genuine() };
        assert_eq!(sent.code(), "signature_mismatch", "bit {bit}");
        assert!(!Mac::from_bytes(flipped).is(&Mac::from_bytes(mac)));
    }
    assert!(Mac::from_bytes(mac).is(&Mac::from_bytes(mac)));
}

#[test]
fn nothing_else_of_what_is_signed_can_be_changed() {
    type Change = fn(&mut Sent);
    let table: &[(&str, Change)] = &[
        ("a byte more", |sent| sent.body.push(b' ')),
        ("a byte less", |sent| sent.body.truncate(BODY.len() - 1)),
        ("a byte in front", |sent| sent.body.insert(0, b' ')),
        ("no body", |sent| sent.body.clear()),
        ("a slash at the end", |sent| sent.path.push('/')),
        ("another case", |sent| sent.path = sent.path.to_uppercase()),
        ("a path normalised", |sent| sent.path = "/hooks/./user-created".to_owned()),
        ("a path percent-encoded", |sent| sent.path = "/hooks/user%2dcreated".to_owned()),
        ("the same moment in another spelling", |sent| sent.date = "2023-01-01T00:00:00.0Z".to_owned()),
        ("the same moment in another zone", |sent| sent.date = "2023-01-01T01:00:00+01:00".to_owned()),
        ("another second", |sent| sent.date = "2023-01-01T00:00:01Z".to_owned()),
    ];
    for (name, change) in table {
        let mut sent = genuine();
        change(&mut sent);
        assert_eq!(sent.code(), "signature_mismatch", "{name}");
    }
}

#[test]
fn no_character_of_the_secret_can_be_another() {
    for (at, _) in KEY.char_indices() {
        let mut other = KEY.as_bytes().to_vec();
        other[at] ^= 1;
        let secrets = Secrets::single(Secret::new(std::str::from_utf8(&other).unwrap()).unwrap());
        let error = genuine().prove(&secrets, now(), within(300)).unwrap_err();
        assert_eq!(
            (error.kind(), error.is_authentic()),
            (WebhookErrorKind::SignatureMismatch, false),
            "character {at}"
        );
    }
}

#[test]
fn a_secret_is_text_and_not_decoded() {
    let encoded = "c2VjcmV0LWtleQ==";
    let sent = signed_by(&Secret::new(encoded).unwrap());
    for (key, expected) in [(encoded, ""), ("secret-key", "signature_mismatch")] {
        let secrets = Secrets::single(Secret::new(key).unwrap());
        assert_eq!(code(sent.prove(&secrets, now(), Freshness::AnyAge)), expected);
    }
}

#[test]
fn only_a_date_that_can_be_read_is_signed() {
    for date in ["", "now", "2023-01-01", "2023-01-01T00:00:00"] {
        let error = sign(&secret(), Endpoint::path("/").unwrap(), date, BODY).unwrap_err();
        assert_eq!(error.kind(), WebhookErrorKind::InvalidArgument, "{date}");
    }
}

#[test]
fn a_wrong_signature_is_told_before_a_wrong_date() {
    let mut sent = genuine();
    sent.body.clear();
    let secrets = Secrets::single(secret());
    let error = sent.prove(&secrets, later(1e6), within(300)).unwrap_err();
    assert_eq!(error.kind(), WebhookErrorKind::SignatureMismatch);
}
