//! Webhooks through the window, as JavaScript verifies them.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

use powens_users::check::IssueCode;
use powens_users::webhook::{DiagnosisCause, WebhookErrorKind, WebhookType};
use wasm_bindgen_test::wasm_bindgen_test;

use super::bearer::{webhook_bearer, webhook_compare};
use super::check::webhook_check;
use super::diagnosis::{webhook_diagnose, webhook_diagnosis, webhook_try};
use super::prove::{webhook_hash, webhook_head, webhook_headers, webhook_judge, webhook_verify};
use super::receiver::{webhooks_free, webhooks_new, webhooks_setting};
use super::sign::{webhook_sign, webhook_signature};
use crate::ascii::{ascii_feed, ascii_length};
use crate::record::{Reader, Writer};
use crate::tests::{HOSTILE, Random, answer, send};

// The last of tests/vectors/signature-vectors.json.
const KEY: &str = "wh-secret-9f3kQ7Lm2Xv8";
const PATH: &str = "/hooks/user-synced";
const DATE: &str = "2026-03-01T12:00:00.250000Z";
const BODY: &str = r#"{"user":{"id":42,"signin":"2026-06-01 12:00:00","platform":"sharedAccess"},"connections":[{"id":1,"id_user":42,"accounts":[{"id":2,"transactions":[{"id":3,"wording":"Café à 3 €"}]}]}],"id_webhook_data":7}"#;
const SIGNATURE: &str = "rBdQAGJyw0jzSd1hid78CqkaOA/oBWeX7X0GeEebdFA=";
/// The moment of the date.
const NOW: f64 = 1_772_366_400_250.0;

const FAILED: i32 = -1;
const COMPRESSED: i32 = -2;
const NOBODY: i32 = -3;
const REFUSED: i32 = -16;

/// What is asked of a check, as bits.
const FIRST: u32 = 1;
const LAST: u32 = 2;

const CREATED: usize = WebhookType::UserCreated as usize;
const SYNCED: usize = WebhookType::UserSynced as usize;
/// An event that is not covered.
const ANOTHER: usize = usize::MAX;

/// A receiver with one secret and no other option.
fn receiver(key: &str) -> usize {
    let mut writer = Writer::default();
    writer.byte(0).byte(1).text(Some(key)).byte(0).byte(0).byte(0).byte(0);
    usize::try_from(webhooks_new(writer.send())).unwrap()
}

/// A request as it is written into the window.
#[derive(Clone, Copy)]
struct Sent<'a> {
    signature: &'a str,
    path: &'a str,
    date: &'a str,
    body: &'a [u8],
}

const GENUINE: Sent<'static> = Sent { signature: SIGNATURE, path: PATH, date: DATE, body: BODY.as_bytes() };

/// How long a text is for JavaScript.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

impl Sent<'_> {
    fn head(&self) -> String {
        [self.signature, self.path, self.date].concat()
    }

    fn verify(&self, receiver: usize, event: usize, now: f64) -> i32 {
        let (signature, path, date) = (units(self.signature), units(self.path), units(self.date));
        let head = self.head();
        let total = send(&[head.as_bytes(), self.body].concat());
        webhook_verify(receiver, event, 0, signature, path, date, head.len(), total, now)
    }

    /// Reads the head, for a body that comes in pieces.
    fn begin(&self, receiver: usize) -> i32 {
        let (signature, path, date) = (units(self.signature), units(self.path), units(self.date));
        let head = send(self.head().as_bytes());
        webhook_head(receiver, 0, signature, path, date, head, NOW, true)
    }
}

/// The code of the error that is in the window.
fn code() -> &'static str {
    WebhookErrorKind::ALL[usize::from(answer(1)[0])].as_str()
}

fn numbers<const COUNT: usize>() -> [f64; COUNT] {
    let record = answer(8 * COUNT);
    let mut reader = Reader::new(&record);
    [(); COUNT].map(|()| reader.number())
}

#[wasm_bindgen_test]
fn a_webhook_is_verified_in_one_call() {
    let receiver = receiver(KEY);
    assert_eq!(numbers(), [33_554_432.0], "the largest body by default");
    assert_eq!(GENUINE.verify(receiver, SYNCED, NOW), 0);
    let [signed_at, id, start, end] = numbers();
    assert_eq!((signed_at, id), (NOW, 7.0));
    assert_eq!(
        &BODY[start as usize..end as usize],
        r#"{"id":42,"signin":"2026-06-01 12:00:00","platform":"sharedAccess"}"#
    );
    // Of an event that is not covered the payload is not looked at.
    assert_eq!(GENUINE.verify(receiver, ANOTHER, NOW), 0);
    assert!(numbers::<2>()[1].is_nan());
    webhooks_free(receiver);
}

#[wasm_bindgen_test]
fn whatever_is_changed_is_refused() {
    let (ours, theirs) = (receiver(KEY), receiver("another-secret"));
    let body = BODY.replace("42", "43");
    for (receiver, sent, refused) in [
        (theirs, GENUINE, "signature_mismatch"),
        (ours, Sent { path: "/hooks/user-synced/", ..GENUINE }, "signature_mismatch"),
        (ours, Sent { path: "/hooks/é😀", ..GENUINE }, "signature_mismatch"),
        (ours, Sent { body: body.as_bytes(), ..GENUINE }, "signature_mismatch"),
        (ours, Sent { body: b"", ..GENUINE }, "signature_mismatch"),
        (ours, Sent { date: "2026-03-01T12:00:00.250001Z", ..GENUINE }, "signature_mismatch"),
        (ours, Sent { date: "yesterday", ..GENUINE }, "signature_date_invalid"),
        (ours, Sent { signature: &SIGNATURE[1..], ..GENUINE }, "signature_malformed"),
        (ours, Sent { path: "", ..GENUINE }, "invalid_argument"),
    ] {
        assert_eq!(sent.verify(receiver, SYNCED, NOW), FAILED, "{}", sent.head());
        assert_eq!(code(), refused, "{}", sent.head());
    }
    for now in [NOW + 300_001.0, NOW - 300_001.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!((GENUINE.verify(ours, SYNCED, now), code()), (FAILED, "stale"), "{now}");
    }
    assert_eq!(GENUINE.verify(ours, SYNCED, NOW), 0, "and the genuine one passes after all of them");
    [ours, theirs].into_iter().for_each(webhooks_free);
}

/// The signature of a body, by the first secret.
fn sign(receiver: usize, body: &[u8]) -> String {
    let mut writer = Writer::default();
    writer.byte(0).text(Some(PATH)).text(Some(DATE)).text(None);
    assert_eq!(webhook_sign(receiver, writer.send()), 0);
    for piece in body.chunks(10) {
        webhook_hash(send(piece));
    }
    let length = usize::try_from(webhook_signature()).unwrap();
    String::from_utf8(answer(length)).unwrap()
}

#[wasm_bindgen_test]
fn what_is_signed_here_is_what_powens_signs() {
    let receiver = receiver(KEY);
    assert_eq!(sign(receiver, BODY.as_bytes()), SIGNATURE);
    assert_eq!(webhook_signature(), FAILED, "it is given once");
    webhooks_free(receiver);
}

#[wasm_bindgen_test]
fn a_genuine_payload_of_another_shape_is_refused_with_its_issues() {
    let receiver = receiver(KEY);
    let body = br#"{"id":"7","id_webhook_data":9}"#;
    let signature = sign(receiver, body);
    let outcome = Sent { signature: &signature, body, ..GENUINE }.verify(receiver, CREATED, NOW);
    assert!(outcome < REFUSED, "{outcome}");
    let report = answer((REFUSED - outcome) as usize);
    let mut reader = Reader::new(&report);
    assert_eq!((reader.byte(), reader.flag(), reader.number()), (1, true, 9.0));
    let _owner_and_user = [(); 3].map(|()| reader.number());
    assert_eq!((reader.number(), reader.text()), (1.0, Some(IssueCode::WrongType.as_str())));
    assert_eq!(reader.text(), Some("must be an integer from 1 to 9007199254740991, but is text"));
    assert_eq!((reader.text(), reader.number(), reader.peek()), (Some("/id"), 0.0, None));

    let body = [0x1F, 0x8B, 8, 0];
    assert_eq!(Sent { body: &body, ..GENUINE }.verify(receiver, CREATED, NOW), COMPRESSED);
    webhooks_free(receiver);
}

#[wasm_bindgen_test]
fn a_large_body_comes_in_pieces() {
    let (ours, theirs) = (receiver(KEY), receiver("another-secret"));
    let length = usize::try_from(GENUINE.begin(ours)).unwrap();
    assert_eq!(answer(length), [&[1, 0][..], b"POST./hooks/user-synced.2026-03-01T12:00:00.250000Z."].concat());
    BODY.as_bytes().chunks(7).for_each(|piece| webhook_hash(send(piece)));
    assert_eq!(webhook_judge(ours, NOW, 0, true), 0);
    assert_eq!(numbers(), [NOW]);

    for (is_last, outcome) in [(false, NOBODY), (true, FAILED)] {
        GENUINE.begin(theirs);
        webhook_hash(send(BODY.as_bytes()));
        assert_eq!(webhook_judge(theirs, NOW, 0, is_last), outcome);
    }
    assert_eq!(code(), "signature_mismatch");
    [ours, theirs].into_iter().for_each(webhooks_free);
}

/// The report on a body that comes in windows of a size: whether it is refused, and what its issues are.
fn check(event: usize, body: &[u8], size: usize) -> (u8, Vec<u8>) {
    let (mut done, mut end) = (0, 0);
    loop {
        let first = if end == 0 { FIRST } else { 0 };
        end = body.len().min(end + size);
        let last = if end == body.len() { LAST } else { 0 };
        let left = webhook_check(event, 100, first | last, send(&body[done..end]));
        if left < 0 {
            let report = answer(left.unsigned_abs() as usize);
            return (report[0], report);
        }
        assert_eq!(
            answer(left as usize),
            body[end - left as usize..end],
            "what must come again is at the window's start"
        );
        done = end - left as usize;
    }
}

#[wasm_bindgen_test]
fn windows_change_no_report() {
    for (body, refused) in [
        (BODY, 0),
        (r#"{"user":{"id":42},"connections":[{"id":"1"}]}"#, 1),
        (r#"{"user":{"id":42},"connections":[],"connections":[]}"#, 2),
        (r#"{"user":{"id":42},"connections":[]} "x""#, 2),
    ] {
        let whole = check(SYNCED, body.as_bytes(), body.len());
        assert_eq!(whole.0, refused, "{body}");
        for size in 1..body.len() {
            assert_eq!(check(SYNCED, body.as_bytes(), size), whole, "{size}: {body}");
        }
    }
}

#[wasm_bindgen_test]
fn a_check_that_was_left_unfinished_spoils_no_other() {
    let whole = check(SYNCED, BODY.as_bytes(), BODY.len());
    for left in [&b"{\"user\":"[..], b"[[[[", b"{\"id\":1,\"id\":2}", b"\"\\u"] {
        webhook_check(SYNCED, 1, FIRST, send(left));
        assert_eq!(check(SYNCED, BODY.as_bytes(), 50), whole);
    }
    assert_eq!(webhook_check(usize::MAX, 100, FIRST | LAST, send(b"{}")), 0, "no such event");
}

#[wasm_bindgen_test]
fn a_bearer_token_is_read_and_compared() {
    let read = |kind: u8, text| {
        let mut writer = Writer::default();
        writer.byte(kind).text(text);
        webhook_bearer(writer.send())
    };
    assert_eq!(read(1, Some("Bearer abc")), 3);
    for (kind, text, refused) in [
        (0, None, "bearer_missing"),
        (1, Some("Basic abc"), "bearer_malformed"),
        (1, Some("Bearer "), "bearer_malformed"),
        (2, None, "bearer_malformed"),
        (3, None, "bearer_malformed"),
        (255, Some("Bearer abc"), "bearer_malformed"),
    ] {
        assert_eq!((read(kind, text), code()), (FAILED, refused), "{kind} {text:?}");
    }
    for (sent, on_record, refused) in [
        ("abc", Some("abc"), ""),
        ("abc", Some("abd"), "bearer_mismatch"),
        ("abc", Some("abcd"), "bearer_mismatch"),
        ("abc", None, "bearer_unknown_user"),
    ] {
        let mut writer = Writer::default();
        writer.text(Some(sent)).text(on_record);
        let outcome = webhook_compare(writer.send());
        assert_eq!(
            (outcome, if outcome == 0 { "" } else { code() }),
            (if refused.is_empty() { 0 } else { FAILED }, refused)
        );
    }
}

#[wasm_bindgen_test]
fn a_diagnosis_names_what_was_changed() {
    let receiver = receiver(KEY);
    let diagnose = |path: &str, body: &[u8]| {
        let mut writer = Writer::default();
        writer.byte(0).text(Some(path)).text(None).text(Some("POST")).byte(0);
        writer.byte(1).text(Some(SIGNATURE)).byte(1).text(Some(DATE)).byte(0).text(None);
        assert_eq!(webhook_diagnose(receiver, NOW, writer.send()), 0);
        webhook_try(receiver, usize::MAX, send(body));
        webhook_diagnosis();
        let record = answer(1000);
        let mut reader = Reader::new(&record);
        let (verifies, causes) = (reader.flag(), reader.byte());
        (verifies, (causes == 1).then(|| (reader.text().unwrap().to_owned(), reader.text().unwrap().to_owned())))
    };
    let told = |cause: DiagnosisCause| (false, Some((cause.as_str().to_owned(), cause.message().to_owned())));
    assert_eq!(diagnose(PATH, BODY.as_bytes()), (true, None));
    assert_eq!(diagnose("/hooks/user-synced/", BODY.as_bytes()), told(DiagnosisCause::TrailingSlash));
    assert_eq!(diagnose(PATH, [BODY, "\n"].concat().as_bytes()), told(DiagnosisCause::BodyTrimmed));
    // Without a search there is nothing to try.
    assert_eq!(webhook_try(receiver, 0, send(b"{}")), FAILED);
    webhook_diagnosis();
    webhooks_free(receiver);
}

#[wasm_bindgen_test]
fn what_is_no_option_is_refused() {
    for record in [&[0, 0][..], &[0, 1], &[0, 2], &[1], &[1, 1, 2], &[0, 10]] {
        assert_eq!((webhooks_new(send(record)), code()), (FAILED, "invalid_argument"), "{record:?}");
    }
    for (setting, number, outcome) in [(0, 1.5, FAILED), (0, f64::NAN, FAILED), (usize::MAX, 1.0, FAILED)] {
        assert_eq!(webhooks_setting(setting, true, number), outcome, "{setting} {number}");
    }
}

#[wasm_bindgen_test]
fn no_receiver_has_a_wrong_number() {
    let open = receiver(KEY);
    for number in HOSTILE.into_iter().filter(|number| *number != open) {
        let length = send(BODY.as_bytes());
        let outcomes = [
            GENUINE.verify(number, 0, NOW),
            GENUINE.begin(number),
            webhook_judge(number, NOW, 0, true),
            webhook_sign(number, length),
            webhook_diagnose(number, NOW, length),
            webhook_try(number, 0, length),
        ];
        assert_eq!(outcomes, [FAILED; 6], "{number}");
        webhooks_free(number);
    }
    assert_eq!(GENUINE.verify(open, SYNCED, NOW), 0);
    webhooks_free(open);
    assert_eq!(GENUINE.verify(open, SYNCED, NOW), FAILED, "it is forgotten");
}

#[wasm_bindgen_test]
fn nothing_in_the_window_traps() {
    let receiver = receiver(KEY);
    let mut random = Random(11);
    let times = [f64::NAN, f64::MAX, f64::NEG_INFINITY, NOW];
    for round in 0..3000 {
        let record = random.record();
        let mut any = || {
            let number = random.below(100);
            if random.below(4) == 0 { HOSTILE[number % HOSTILE.len()] } else { number }
        };
        let [signature, path, date, head, total, length] = [(); 6].map(|()| any());
        let (now, kind) = (times[round % times.len()], round as u32 % 4);
        let sent = || send(&record).max(length);
        sent();
        webhook_verify(receiver, round % 7, kind, signature, path, date, head, total, now);
        sent();
        webhook_head(receiver, kind, signature, path, date, head, now, round % 2 == 0);
        webhook_hash(sent());
        sent();
        webhook_judge(receiver, now, length, round % 2 == 0);
        webhook_judge(receiver, now, 0, true);
        webhook_headers(sent());
        webhook_sign(receiver, sent());
        webhook_signature();
        webhook_bearer(sent());
        webhook_compare(sent());
        webhook_diagnose(receiver, now, sent());
        webhook_try(receiver, round % 40, sent().min(300));
        webhook_diagnosis();
        webhook_check(round % 6, length, round as u32 % 32, sent());
        ascii_feed(sent());
        if let Ok(made) = usize::try_from(webhooks_new(sent())) {
            webhooks_free(made);
        }
    }
    assert_eq!(GENUINE.verify(receiver, SYNCED, NOW), 0, "and the genuine one passes after all of it");
    webhooks_free(receiver);
}

#[wasm_bindgen_test]
fn half_a_character_comes_again() {
    // As much as is short when it is rewritten.
    let body = "[\"aaaaaaaaaaaaaaaaaaaaaaé😀\"]".as_bytes();
    for (length, left, written) in
        [(24, 0, 24), (25, 1, 24), (26, 0, 30), (27, 1, 30), (29, 3, 30), (30, 0, 42), (32, 0, 44)]
    {
        assert_eq!(ascii_feed(send(&body[..length])), left, "{length}");
        assert_eq!(ascii_length(), written, "{length}");
        assert_eq!(answer(left as usize), body[length - left as usize..length], "{length}");
    }
    assert_eq!(ascii_feed(send("😀".repeat(100).as_bytes())), -1, "it is long when it is rewritten");
}
