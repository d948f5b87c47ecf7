//! Compressed bodies. What is damaged, joined or padded ends as it does in zlib, which Node has.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use powens_users::webhook::{Secret, Webhooks};

use super::sent::{BODY, EVENT, KEY, PATH, Sent, later, now, receiver, sent};

const DAMAGED: &str = "gzip_invalid, genuine, 400";
const TOO_LARGE: &str = "too_large, genuine, 413";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Compressed bytes, signed as they would be inflated.
fn signed_inflated(body: &[u8], compressed: Vec<u8>) -> Sent {
    sent(body).with_body(compressed)
}

fn limited(most: u64) -> Webhooks {
    Webhooks::builder().secret(Secret::new(KEY).unwrap()).max_body_bytes(most).build().unwrap()
}

#[test]
fn what_is_signed_is_either_form_of_a_body() {
    for request in [sent(gzip(BODY)), signed_inflated(BODY, gzip(BODY))] {
        let event = receiver().verify(EVENT, PATH, &request.headers, &request.body, now()).unwrap();
        assert_eq!((event.body(), event.user_id()), (BODY, Some(7)));
        let signed = receiver().verify_signature(PATH, &request.headers, &request.body, now()).unwrap();
        assert_eq!(signed.body(), BODY);
    }
    let forged = sent(BODY).with_body(gzip(br#"{"id":8}"#));
    assert_eq!(forged.verdict(&receiver()), "signature_mismatch, not proven, 401");
}

#[test]
fn members_and_what_stands_behind_them_are_read_as_zlib_does() {
    let (one, two) = BODY.split_at(9);
    let (one, two, whole) = (gzip(one), gzip(two), gzip(BODY));
    let join = |parts: &[&[u8]]| parts.concat();
    let changed = |at: usize, mask: u8| {
        let mut bytes = whole.clone();
        bytes[at] ^= mask;
        bytes
    };
    let end = whole.len();
    let with_name = join(&[&whole[..3], &[0x08], &whole[4..10], b"name\0", &whole[10..]]);
    let with_bad_header_sum = join(&[&whole[..3], &[0x02], &whole[4..10], &[0, 0], &whole[10..]]);
    let table = [
        (join(&[&one, &two]), ""),
        (join(&[&gzip(b""), &whole]), ""),
        (join(&[&whole, &[0; 10]]), ""),
        (join(&[&whole, &[0, 1, 2]]), ""),
        (join(&[&whole, &[0], &two]), ""),
        (with_name, ""),
        (join(&[&whole, &[0x50; 10]]), DAMAGED),
        (join(&[&whole, &[0x50]]), DAMAGED),
        (join(&[&whole, &[0x1F]]), DAMAGED),
        (join(&[&whole, &[0x1F, 0x8B, 8]]), DAMAGED),
        (join(&[&whole, &[0x1F, 0x8B, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0]]), DAMAGED),
        (whole[..end - 1].to_vec(), DAMAGED),
        (vec![0x1F, 0x8B, 8], DAMAGED),
        (vec![0x1F, 0x8B], DAMAGED),
        (changed(end - 5, 1), DAMAGED),
        (changed(end - 1, 1), DAMAGED),
        (changed(3, 0x80), DAMAGED),
        (changed(2, 1), DAMAGED),
        (with_bad_header_sum, DAMAGED),
    ];
    for (index, (compressed, expected)) in table.into_iter().enumerate() {
        let request = sent(&compressed);
        assert_eq!(request.verdict(&receiver()), expected, "{index}");
        // What is proven is kept as it came, where it cannot be inflated.
        let error = receiver().verify(EVENT, PATH, &request.headers, &request.body, now()).err();
        assert_eq!(error.as_ref().and_then(|error| error.body()), (!expected.is_empty()).then_some(&compressed[..]));
        let unproven = request.with_headers([
            ("bi-signature", "mUs6KmQU26Ng7eu5vqm64PHWRy5WN+e6p05QwwVODLo="),
            ("bi-signature-date", super::sent::DATE),
        ]);
        let expected =
            if expected.is_empty() { "signature_mismatch, not proven, 401" } else { "gzip_invalid, not proven, 400" };
        assert_eq!(unproven.verdict(&receiver()), expected, "{index}");
    }
}

#[test]
fn a_body_of_very_many_members_is_damaged() {
    let (whole, empty) = (gzip(BODY), gzip(b""));
    for (count, expected) in [(16_383, ""), (16_384, DAMAGED)] {
        let body = [&whole[..], &empty.repeat(count)].concat();
        assert_eq!(sent(&body).verdict(&receiver()), expected, "{count}");
        let of_a_stranger = signed_inflated(BODY, body).verdict(&receiver());
        assert_eq!(of_a_stranger, expected.replace("genuine", "not proven"), "{count}");
    }
}

#[test]
fn a_strangers_body_is_inflated_less_far() {
    const SAFE: usize = 4 << 20;
    let padded = |json: &str, length: usize| [json.as_bytes(), &b" ".repeat(length - json.len())].concat();
    let json = |length: usize| padded(r#"{"id":7}"#, length);
    let stranger = "too_large, not proven, 413";
    // 4 MiB, whoever sent it, and one byte more.
    for (length, inflated, as_received) in [(SAFE, "", ""), (SAFE + 1, stranger, "")] {
        let body = json(length);
        assert_eq!(signed_inflated(&body, gzip(&body)).verdict(&receiver()), inflated, "{length}");
        assert_eq!(sent(gzip(&body)).verdict(&receiver()), as_received, "{length}");
    }
    // 128 times its length, where that is more.
    let mut random = crate::check::random_body::Random::new(5);
    let noise: String = (0..60_000).map(|_| char::from(b'a' + u8::try_from(random.below(26)).unwrap())).collect();
    let noisy = |length: usize| padded(&format!(r#"{{"id":7,"n":"{noise}"}}"#), length);
    let compressed = gzip(&noisy(5_000_000)).len();
    assert!(compressed * 128 > 5_000_000, "{compressed}");
    assert_eq!(signed_inflated(&noisy(5_000_000), gzip(&noisy(5_000_000))).verdict(&receiver()), "");
    // Never more than the largest body, of which errors then speak.
    let body = json(1000);
    assert_eq!(signed_inflated(&body, gzip(&body)).verdict(&limited(1000)), "");
    assert_eq!(signed_inflated(&body, gzip(&body)).verdict(&limited(999)), stranger);
    assert_eq!(sent(gzip(&body)).verdict(&limited(1000)), "");
    assert_eq!(sent(gzip(&body)).verdict(&limited(999)), TOO_LARGE);
    let joined = [gzip(&body[..500]), gzip(&body[500..])].concat();
    assert_eq!(sent(&joined).verdict(&limited(1000)), "");
    assert_eq!(sent(&joined).verdict(&limited(999)), TOO_LARGE);
}

#[test]
fn the_bytes_of_a_refused_request_are_inflated() {
    for request in [sent(gzip(BODY)), signed_inflated(BODY, gzip(BODY))] {
        let error = receiver().verify(EVENT, PATH, &request.headers, &request.body, later(301_000)).unwrap_err();
        assert_eq!((error.kind().as_str(), error.body()), ("stale", Some(BODY)));
        assert_eq!(error.clone().body(), Some(BODY));
    }
    let body = br#"{"id":"7"}"#;
    for request in [sent(gzip(body)), signed_inflated(body, gzip(body))] {
        let error = receiver().verify(EVENT, PATH, &request.headers, &request.body, now()).unwrap_err();
        assert_eq!((error.kind().as_str(), error.body()), ("payload_invalid", Some(&body[..])));
    }
    // What cannot be inflated is given as it came.
    let damaged = [0x1F, 0x8B, 8];
    let request = sent(damaged);
    let error = receiver().verify(EVENT, PATH, &request.headers, &request.body, later(301_000)).unwrap_err();
    assert_eq!((error.kind().as_str(), error.body()), ("stale", Some(&damaged[..])));
}
