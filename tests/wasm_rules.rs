//! The rules compiled to WebAssembly, held against what JavaScript's own parser and cryptography say, in Node and in browsers.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs
)]

mod wasm_host;

use std::time::Duration;

use powens_users::api::{
    ApiError, BaseUrl, Call, Client, Clock, Decision, Effect, ErrorKind, Exchange, ExtraHeaders, Failure, Head,
    HeadersSource, Plan, Redirect, RetryPolicy, Target, Token, TokenSource, UserId,
};
use powens_users::check::{IssueCode, MAX_DEPTH, check};
use powens_users::internals::{Mac, Trial};
use powens_users::internals::{Options, Scan, to_ascii};
use powens_users::model::{User, UserSyncedPayload};
use powens_users::webhook::{
    Endpoint, Freshness, Proof, Secret, Secrets, SignatureHeaders, SignedAt, SignedRequest, WebhookError,
};
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;
use wasm_host::{Random, hmac, parses, rewritten};

/// How many bytes are checked at a time: a fraction of a list.
const WINDOW: usize = 1000;

/// A client with the same token for both kinds of call.
fn client(address: &str, token: &str) -> Client {
    let token = TokenSource::Fixed(Token::new(token).unwrap());
    Client {
        target: Target::Address(BaseUrl::parse(&format!("{address}/2.0"), None).unwrap(), false),
        users_token: token.clone(),
        user_token: token,
        headers: HeadersSource::Fixed(ExtraHeaders::default()),
        timeout: Duration::from_secs(30),
        retry: RetryPolicy { max_retries: 2 },
        max_response_bytes: 1 << 20,
        may_resend: false,
    }
}

/// Feeds a body window by window; what the check asks for again comes again.
fn feed(exchange: &mut Exchange, body: &[u8]) {
    let mut done = 0;
    loop {
        let end = body.len().min(done + WINDOW);
        let is_last = end == body.len();
        done += exchange.feed(&body[done..end], is_last);
        if is_last || exchange.is_settled() {
            return;
        }
    }
}

fn clock() -> Clock {
    Clock { remaining: Duration::from_secs(30), random: 0.5 }
}

/// What an attempt comes to.
#[derive(Clone, Copy, Debug)]
enum Came {
    Nothing,
    Answer(u16, &'static str),
    Redirected,
}

/// The end of a call whose attempts come to this, and how many were made.
fn end_of(call: Call, attempts: &[Came]) -> (Result<(), ApiError>, usize) {
    let mut exchange = Exchange::new(client("http://localhost", "t0ken"), call, None, None).unwrap();
    for (index, came) in attempts.iter().enumerate() {
        match decide(&mut exchange, *came) {
            Decision::Accept => return (Ok(()), index + 1),
            Decision::Reject(error) => return (Err(error), index + 1),
            Decision::Retry { after, .. } => assert!(after.as_millis() >= 250, "{after:?}"),
        }
    }
    panic!("{attempts:?} do not end {call:?}");
}

fn decide(exchange: &mut Exchange, came: Came) -> Decision {
    let (head, body) = match came {
        Came::Nothing => return exchange.decide_failure(&Failure::NoAnswer { may_be_cors: false }, None, clock()),
        Came::Answer(status, body) => (Head::new(status), body.as_bytes()),
        Came::Redirected => (Head { redirect: Redirect::Hidden, ..Head::new(0) }, &b""[..]),
    };
    match exchange.answered(head) {
        Plan::Check(_) => {
            feed(exchange, body);
            exchange.decide_checked(body.len() as u64, clock())
        }
        _ => exchange.decide_collected(powens_users::api::Collected::Bytes(body), clock()),
    }
}

fn user(id: u64) -> UserId {
    UserId::new(id).unwrap()
}

#[wasm_bindgen_test]
fn what_succeeds_in_the_end_is_accepted() {
    let one = r#"{"id":42,"signin":null,"x":[1e999]}"#;
    for (call, attempts) in [
        (Call::Get(user(42)), &[Came::Answer(200, one)][..]),
        (Call::Get(UserId::ME), &[Came::Answer(503, "<html>"), Came::Nothing, Came::Answer(200, one)]),
        (Call::list(None, None).unwrap(), &[Came::Answer(429, ""), Came::Answer(200, r#"{"users":[]}"#)]),
        (Call::Delete(user(42)), &[Came::Answer(204, "")]),
        (Call::Delete(user(42)), &[Came::Answer(200, " {} ")]),
        (Call::Delete(user(42)), &[Came::Nothing, Came::Answer(200, r#"{"id":42}"#)]),
    ] {
        let (end, made) = end_of(call, attempts);
        assert_eq!((end, made), (Ok(()), attempts.len()), "{call:?} {attempts:?}");
    }
}

#[wasm_bindgen_test]
fn a_delete_claims_no_more_than_is_known() {
    let (none, unknown) = (Effect::None, Effect::Unknown);
    for (attempts, code, effect) in [
        (&[Came::Answer(403, "{}")][..], ErrorKind::HttpStatus, none),
        (&[Came::Answer(308, "")], ErrorKind::Redirect, none),
        (&[Came::Redirected], ErrorKind::Redirect, unknown),
        (&[Came::Answer(202, "")], ErrorKind::HttpStatus, unknown),
        (&[Came::Answer(200, r#"{"id":43}"#)], ErrorKind::IdMismatch, unknown),
        (&[Came::Answer(200, r#"{"id":"42"}"#)], ErrorKind::DeleteUnconfirmed, unknown),
        (&[Came::Answer(200, r#"{"id":42,"id":42}"#)], ErrorKind::DeleteUnconfirmed, unknown),
        (&[Came::Answer(200, r#"{"code":"bug"}"#)], ErrorKind::DeleteUnconfirmed, unknown),
        (&[Came::Answer(503, ""), Came::Answer(404, "{}")], ErrorKind::DeleteUnconfirmed, unknown),
        (&[Came::Nothing, Came::Nothing, Came::Answer(401, "")], ErrorKind::DeleteUnconfirmed, unknown),
        (&[Came::Nothing, Came::Nothing, Came::Nothing], ErrorKind::Network, unknown),
    ] {
        let (end, made) = end_of(Call::Delete(user(42)), attempts);
        let error = end.unwrap_err();
        assert_eq!((error.kind(), error.effect(), made), (code, Some(effect), attempts.len()), "{attempts:?}: {error}");
        assert_eq!(error.attempts() as usize, made, "{attempts:?}");
    }
}

#[wasm_bindgen_test]
fn an_answer_of_another_shape_is_refused_at_once() {
    for (body, code) in [
        (r#"{"id":43}"#, ErrorKind::IdMismatch),
        (r#"{"id":"42"}"#, ErrorKind::InvalidShape),
        (r#"{"id":42,"\u0069d":42}"#, ErrorKind::InvalidJson),
        (r#"{"id":42"#, ErrorKind::InvalidJson),
        ("<html>", ErrorKind::InvalidJson),
        ("", ErrorKind::InvalidJson),
    ] {
        let (end, made) = end_of(Call::Get(user(42)), &[Came::Answer(200, body)]);
        let error = end.unwrap_err();
        assert_eq!((error.kind(), error.effect(), made), (code, None, 1), "{body}: {error}");
    }
}

#[derive(Clone)]
struct Signed {
    key: String,
    path: String,
    date: String,
    body: String,
    signature: String,
}

impl Signed {
    fn prove(&self) -> Result<Proof, WebhookError> {
        let secrets = Secrets::single(Secret::new(&self.key)?);
        let headers = SignatureHeaders::new(&self.signature, &self.date);
        let request = SignedRequest::new(Endpoint::path(&self.path)?, headers)?;
        request.prove(&secrets, self.body.as_bytes(), request.signed_at(), Freshness::default())
    }

    fn refused_as(&self) -> &'static str {
        self.prove().map_or_else(|error| error.kind().as_str(), |_| "")
    }
}

/// The vectors of tests/vectors/signature-vectors.json.
fn signed() -> Vec<Signed> {
    let file: Value = serde_json::from_str(include_str!("vectors/signature-vectors.json")).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    assert!(!vectors.is_empty());
    let text = |vector: &Value, key: &str| vector[key].as_str().unwrap().to_owned();
    vectors
        .iter()
        .map(|vector| Signed {
            key: text(vector, "secret_key"),
            path: text(vector, "endpoint"),
            date: text(vector, "bi_signature_date"),
            body: text(vector, "payload"),
            signature: text(vector, "bi_signature"),
        })
        .collect()
}

#[wasm_bindgen_test]
fn the_vectors_of_the_signature_verify() {
    for signed in signed() {
        assert_eq!(signed.prove().map(|proof| proof.secret), Ok(0), "{}", signed.path);
    }
}

#[wasm_bindgen_test]
fn nothing_of_a_signed_request_can_be_changed() {
    for signed in signed() {
        let more = |text: &str| format!("{text}x");
        for forged in [
            Signed { key: more(&signed.key), ..signed.clone() },
            Signed { path: more(&signed.path), ..signed.clone() },
            Signed { body: more(&signed.body), ..signed.clone() },
            Signed { body: String::new(), ..signed.clone() },
            Signed { date: signed.date.replace("20", "21"), ..signed.clone() },
            Signed { path: "/".to_owned(), ..signed.clone() },
        ] {
            assert_eq!(forged.refused_as(), "signature_mismatch", "{}", signed.path);
        }
        for (at, character) in signed.signature.char_indices().take(42) {
            let mut signature = signed.signature.clone();
            signature.replace_range(at..=at, if character == 'A' { "B" } else { "A" });
            assert_eq!(Signed { signature, ..signed.clone() }.refused_as(), "signature_mismatch", "{at}");
        }
    }
}

#[wasm_bindgen_test]
fn a_signature_has_one_spelling() {
    let genuine = signed().remove(0);
    for signature in [
        genuine.signature.trim_end_matches('=').to_owned(),
        format!(" {}", genuine.signature),
        format!("{0}, {0}", genuine.signature),
        genuine.signature.replace('+', "-"),
        genuine.signature.replace("o=", "p="),
        format!("{}A", genuine.signature),
    ] {
        let forged = Signed { signature, ..genuine.clone() };
        assert_eq!(forged.refused_as(), "signature_malformed", "{}", forged.signature);
    }
}

#[wasm_bindgen_test]
fn genuine_but_old_is_stale() {
    for signed in signed() {
        let secrets = Secrets::single(Secret::new(&signed.key).unwrap());
        let headers = SignatureHeaders::new(&signed.signature, &signed.date);
        let request = SignedRequest::new(Endpoint::path(&signed.path).unwrap(), headers).unwrap();
        for (ms, code) in [(0, ""), (300_000, ""), (300_001, "stale"), (-300_000, ""), (-300_001, "stale")] {
            // Signed to the microsecond, judged by the millisecond.
            let now = SignedAt::from_epoch_ms(request.signed_at().epoch_ms() + ms);
            let proof = request.prove(&secrets, signed.body.as_bytes(), now, Freshness::default());
            assert_eq!(proof.map_or_else(|error| error.kind().as_str(), |_| ""), code, "{ms}");
        }
    }
}

#[wasm_bindgen_test]
fn the_hmac_is_that_of_rfc_4231() {
    let file: Value = serde_json::from_str(include_str!("vectors/rfc4231.json")).unwrap();
    let mut compared = 0;
    for vector in file["vectors"].as_array().unwrap() {
        let bytes = |key: &str| {
            let hex = vector[key].as_str().unwrap();
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect::<Vec<_>>()
        };
        let mut trial = Trial::new(&bytes("key"));
        trial.update(&bytes("data"));
        // One of them is told by its first half.
        let Ok(theirs) = bytes("mac").try_into() else { continue };
        assert!(trial.finish().is(&Mac::from_bytes(theirs)), "case {}", vector["case"]);
        compared += 1;
    }
    assert_eq!(compared, 6);
}

#[wasm_bindgen_test]
async fn the_host_computes_the_same_hmac() {
    let mut random = Random::new(4231);
    for case in 0..300 {
        let key = random.bytes(1 + case % 150);
        let length = if case % 50 == 0 { 10_000 } else { random.below(300) };
        let data = random.bytes(length);
        let mut trial = Trial::new(&key);
        data.chunks(1 + case % 200).for_each(|piece| trial.update(piece));
        assert!(trial.finish().is(&Mac::from_bytes(hmac(&key, &data).await)), "case {case}");
    }
}

/// Bodies near the border of what is JSON: genuine ones, damaged in one to three places.
fn damaged(random: &mut Random) -> String {
    let bodies = [
        r#"{"id":42,"signin":"2020-06-01 12:34:56","x":[1,-2.5e-3,true,null,{"y":{}}]}"#,
        r#"{"id":7,"text":"a\n\u00e9\ud83d\ude00\\\"","list":[[],[0,0.5],"" ]}"#,
        " {\"id\" : 1e0 , \"a\" : [ false , 123456789012345678901234567890 ] } ",
    ];
    let mut body = bodies[random.below(bodies.len())].as_bytes().to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(body.len());
        let byte = br#"{}[]",:0123456789eE+-.tfn\u/ "#[random.below(29)];
        match random.below(3) {
            0 => body[at] = byte,
            1 => body.insert(at, byte),
            _ => drop(body.remove(at)),
        }
    }
    String::from_utf8(body).unwrap()
}

#[wasm_bindgen_test]
fn what_is_json_is_json_for_the_host_too() {
    let mut random = Random::new(1);
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..5000 {
        let body = damaged(&mut random);
        let issue = check(body.as_bytes(), User::SHAPE, 1).err().filter(|refusal| refusal.malformed);
        let code = issue.map(|refusal| refusal.issues[0].code);
        // Two keys may have become the same.
        if code == Some(IssueCode::DuplicateKey) {
            continue;
        }
        assert_eq!(code.is_none(), parses(&body), "{body}: {code:?}");
        *if code.is_none() { &mut accepted } else { &mut refused } += 1;
    }
    assert!(accepted > 500 && refused > 500, "{accepted} {refused}");
}

#[wasm_bindgen_test]
fn an_id_is_what_the_host_reads() {
    let mut random = Random::new(53);
    let mut numbers: Vec<String> =
        ["7.0", "7e0", "70e-1", "0.7e1", "9007199254740991", "9007199254740992", "-0", "0", "1e16"]
            .map(str::to_owned)
            .into();
    numbers.extend(
        ["9007199254740991.4", "9007199254740990.6", "0.99999999999999999", "1e-400", "1e400", "-7"].map(str::to_owned),
    );
    numbers.extend((0..2000).map(|_| {
        let digits: String = (0..=random.below(20)).map(|_| char::from(b'0' + random.below(10) as u8)).collect();
        format!("1{digits}.{}e{}", random.below(1000), random.below(30) as i32 - 20)
    }));
    for number in numbers {
        let host: f64 = js_sys::JSON::parse(&number).unwrap().as_f64().unwrap();
        let is_id = (1.0..=9_007_199_254_740_991.0).contains(&host) && host.fract() == 0.0;
        let checked = check(format!(r#"{{"id":{number}}}"#).as_bytes(), User::SHAPE, 1);
        assert_eq!(checked.is_ok(), is_id, "{number} is {host}");
    }
}

#[wasm_bindgen_test]
fn ascii_is_the_same_value_for_the_host() {
    for text in ["é", "\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}", "😀\u{10ffff}", "a€b\u{2028}c", "\\u00e9 é", "漢字 かな"]
    {
        let body = format!(r#"{{"id":1,"text":["{text}"]}}"#);
        let ascii = to_ascii(&body).unwrap();
        assert!(ascii.is_ascii(), "{ascii:?}");
        assert_eq!(rewritten(std::str::from_utf8(&ascii).unwrap()), rewritten(&body));
    }
}

#[wasm_bindgen_test]
fn depth_is_bounded_long_before_the_stack_is() {
    for (depth, is_accepted) in [(MAX_DEPTH, true), (MAX_DEPTH + 1, false), (1_000_000, false)] {
        // The object itself is the first.
        let body = [&br#"{"id":1,"x":"#[..], &b"[".repeat(depth - 1), &b"]".repeat(depth - 1), b"}"].concat();
        assert_eq!(check(&body, User::SHAPE, 1).is_ok(), is_accepted, "{depth}");
    }
}

#[wasm_bindgen_test]
fn windows_change_no_report() {
    let bodies = [
        r#"{"user":{"id":42,"signin":"Café à 3 €"},"connections":[{"id":1,"accounts":[{"id":2}]}],"id_webhook_data":7}"#,
        r#"{"user":{"id":"42"},"connections":[{"id":1.5},{"id":1,"id":2}]}"#,
        r#"{"user":{"id":42},"connections":[]} x"#,
    ];
    for body in bodies {
        let (options, shape) = (Options { max_issues: 10, ..Options::default() }, UserSyncedPayload::SHAPE);
        let mut scan = Scan::default();
        scan.begin(shape, options);
        scan.feed(body.as_bytes(), true);
        let whole = format!("{:?}", scan.finish());
        for size in 1..=body.len() {
            scan.begin(shape, options);
            let mut done = 0;
            let mut end = 0;
            while end < body.len() && !scan.is_stopped() {
                end = body.len().min(end + size);
                done += scan.feed(&body.as_bytes()[done..end], end == body.len());
            }
            assert_eq!(format!("{:?}", scan.finish()), whole, "{size}: {body}");
        }
    }
}
