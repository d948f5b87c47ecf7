//! Calls through the window, as JavaScript makes them.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use powens_users::api::{ErrorKind, Step};
use wasm_bindgen_test::wasm_bindgen_test;

use super::exchange::*;
use crate::record::{Reader, Writer};
use crate::tests::{HOSTILE, Random, answer, send};

/// What is given for a call under a number that none has.
const NO_CALL: i32 = i32::MIN;
/// Time left, and a throw of the dice.
const CLOCK: (f64, f64) = (30_000.0, 0.5);

const LIST: u8 = 0;
const GET: u8 = 1;
const DELETE: u8 = 2;

/// A source of a token: 0 not given, 1 null, 2 a text, 3 a function.
#[derive(Clone, Copy)]
enum Source {
    Text(&'static str),
    Ask,
}

/// The options of a client, whose headers are none, or asked for.
fn client(source: Source, asks_for_headers: bool) -> Writer {
    let mut writer = Writer::default();
    writer.text(None).text(Some("http://localhost:8787/2.0")).text(None).byte(0).byte(1);
    for _ in 0..2 {
        match source {
            Source::Text(token) => writer.byte(2).text(Some(token)),
            Source::Ask => writer.byte(3),
        };
    }
    writer.byte(0).byte(0).byte(0).byte(asks_for_headers.into());
    if !asks_for_headers {
        writer.number(0.0);
    }
    writer.byte(1);
    writer
}

/// Begins a call, about a user where it is no list.
fn begin(source: Source, call: u8) -> usize {
    let mut writer = client(source, false);
    writer.byte(call);
    match call {
        LIST => writer.byte(0).byte(0),
        _ => writer.text(None).number(42.0),
    };
    writer.byte(0).text(None);
    begun(call_begin(writer.send())).0
}

/// The number of a call, what it wants next and how long it may take, by the length of the record that says so.
fn begun(length: i32) -> (usize, u8, f64) {
    let record = answer(usize::try_from(length).unwrap());
    let mut reader = Reader::new(&record);
    // Exact: there are a few calls.
    #[allow(clippy::cast_possible_truncation)]
    let number = reader.number() as usize;
    (number, reader.byte(), reader.number())
}

fn begin_with_token(call: u8) -> usize {
    begin(Source::Text("t0ken-of-42"), call)
}

/// Tells a call the head of an answer.
fn answered(number: usize, status: f64, headers: [Option<&str>; 4]) -> f64 {
    let mut writer = Writer::default();
    writer.number(status).byte(0);
    headers.into_iter().for_each(|header| {
        writer.text(header);
    });
    call_answered(number, writer.send(), 0.0)
}

fn feed(number: usize, bytes: &[u8], is_last: bool) -> i32 {
    call_feed(number, send(bytes), is_last)
}

fn decide_checked(number: usize, length: usize) -> i32 {
    call_decide_checked(number, length as f64, CLOCK.0, CLOCK.1)
}

fn decide_collected(number: usize, body: &[u8]) -> i32 {
    call_decide_collected(number, 0, send(body), CLOCK.0, CLOCK.1)
}

/// What of an error record is looked at here.
#[derive(Debug, PartialEq)]
struct Told {
    retry_in_ms: f64,
    code: ErrorKind,
    status: f64,
    request_id: Option<String>,
    attempts: f64,
    effect: u8,
    api_code: Option<String>,
}

fn told(outcome: i32) -> Told {
    assert!(outcome < 0 && outcome != NO_CALL, "{outcome}");
    let record = answer(outcome.unsigned_abs() as usize);
    let mut reader = Reader::new(&record);
    let retry_in_ms = reader.number();
    let code = ErrorKind::ALL[usize::from(reader.byte())];
    let _reason = (reader.byte(), reader.byte(), reader.number(), reader.number());
    let (status, request_id) = (reader.number(), reader.text().map(str::to_owned));
    let _retry_after = reader.number();
    let (attempts, effect) = (reader.number(), reader.byte());
    Told { retry_in_ms, code, status, request_id, attempts, effect, api_code: reader.text().map(str::to_owned) }
}

#[wasm_bindgen_test]
fn a_call_goes_from_begin_to_decide() {
    let number = begin_with_token(GET);
    let record = answer(1000);
    let mut reader = Reader::new(&record);
    assert_eq!(reader.number(), number as f64);
    assert_eq!((reader.byte(), reader.number()), (Step::Send as u8, 30_000.0));
    assert_eq!(reader.text(), Some("http://localhost:8787/2.0/users/42"));
    let headers = [(); 2].map(|()| (reader.text().unwrap().to_owned(), reader.text().unwrap().to_owned()));
    let expected = [("Accept", "application/json"), ("Authorization", "Bearer t0ken-of-42")];
    assert_eq!(headers, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(reader.text(), None);

    let most = answered(number, 200.0, [None, Some("application/json"), None, Some("11")]);
    assert!(most > 2.0 && most % 2.0 == 1.0, "{most} is a body that is checked while it is read");
    let body = br#"{"id":42.0}"#;
    assert_eq!(feed(number, body, true), 0);
    assert_eq!(decide_checked(number, body.len()), 2, "ASCII");
    call_end(number);
    assert_eq!(decide_checked(number, body.len()), NO_CALL);
}

#[wasm_bindgen_test]
fn a_body_comes_in_pieces_of_any_size() {
    let body = "\u{feff}{\"id\":42,\"name\":\"Café à 3 €\",\"x\":[1.25e2]}".as_bytes();
    for size in 1..=body.len() {
        let number = begin_with_token(GET);
        answered(number, 200.0, [None; 4]);
        let (mut done, mut end) = (0, 0);
        while end < body.len() {
            end = body.len().min(end + size);
            let left = feed(number, &body[done..end], end == body.len());
            done = end - usize::try_from(left).unwrap();
        }
        assert_eq!(decide_checked(number, body.len()), 1, "{size}: it begins with a byte order mark, and is not ASCII");
        call_end(number);
    }
}

#[wasm_bindgen_test]
fn a_body_that_is_refused_is_not_read_on() {
    let number = begin_with_token(GET);
    answered(number, 200.0, [Some("req-1"), None, None, None]);
    assert_eq!(feed(number, b"{\"id\":42,,", false), -1);
    let told = told(decide_checked(number, 10));
    assert_eq!((told.code, told.status, told.attempts), (ErrorKind::InvalidJson, 200.0, 1.0));
    assert_eq!((told.request_id.as_deref(), told.effect), (Some("req-1"), 0));
    call_end(number);
}

#[wasm_bindgen_test]
fn token_and_headers_are_asked_for_in_this_order() {
    let mut writer = client(Source::Ask, true);
    writer.byte(GET).text(Some("me")).byte(1).number(5000.0).text(None);
    let (number, step, timeout_ms) = begun(call_begin(writer.send()));
    assert_eq!((step, timeout_ms), (Step::AskToken as u8, 5000.0));

    let mut token = Writer::default();
    assert_eq!(begun(call_token(number, token.text(Some("t0ken")).send())), (number, Step::AskHeaders as u8, 5000.0));
    let mut headers = Writer::default();
    headers.number(1.0).text(Some("X-Trace")).text(Some("abc"));
    assert_eq!(begun(call_headers(number, headers.send())), (number, Step::Send as u8, 5000.0));
    call_end(number);
}

#[wasm_bindgen_test]
fn what_is_no_token_or_no_header_is_told() {
    for text in [None, Some(""), Some("two words"), Some("Bearer x"), Some("é")] {
        let number = begin(Source::Ask, GET);
        let told = told(call_token(number, Writer::default().text(text).send()));
        assert_eq!((told.code, told.attempts), (ErrorKind::TokenUnavailable, 0.0), "{text:?}");
        call_end(number);
    }
    for (count, name, value) in [(f64::NAN, "", ""), (1.0, "a b", "x"), (1.0, "Authorization", "x"), (1.0, "X", "a\nb")]
    {
        let mut writer = client(Source::Text("t0ken"), true);
        writer.byte(LIST).byte(0).byte(0).byte(0).text(None);
        let (number, ..) = begun(call_begin(writer.send()));
        let mut headers = Writer::default();
        headers.number(count).text(Some(name)).text(Some(value));
        assert_eq!(told(call_headers(number, headers.send())).code, ErrorKind::HeadersUnavailable, "{name}");
        call_end(number);
    }
}

#[wasm_bindgen_test]
fn a_delete_that_is_tried_again_ends_unconfirmed() {
    let number = begin_with_token(DELETE);
    answered(number, 503.0, [None; 4]);
    let first = told(decide_collected(number, b"<html>"));
    assert_eq!((first.code, first.status, first.effect), (ErrorKind::HttpStatus, 503.0, 2));
    assert_eq!(first.retry_in_ms, 375.0);
    answered(number, 404.0, [None; 4]);
    let last = told(decide_collected(number, br#"{"code":"notFound"}"#));
    assert_eq!((last.code, last.retry_in_ms), (ErrorKind::DeleteUnconfirmed, -1.0));
    assert_eq!((last.attempts, last.effect, last.api_code.as_deref()), (2.0, 2, Some("notFound")));
    call_end(number);
}

#[wasm_bindgen_test]
fn what_is_no_option_and_no_argument_is_refused() {
    let refused = |change: &dyn Fn(&mut Writer)| {
        let mut writer = client(Source::Text("t0ken"), false);
        change(&mut writer);
        let told = told(call_begin(writer.send()));
        assert_eq!((told.code, told.attempts), (ErrorKind::InvalidArgument, 0.0));
        told.effect
    };
    for id in [0.0, -1.0, 1.5, f64::NAN, f64::INFINITY, 9_007_199_254_740_992.0] {
        assert_eq!(
            refused(&|writer| {
                writer.byte(GET).text(None).number(id).byte(0).text(None);
            }),
            0,
            "{id}"
        );
        assert_eq!(
            refused(&|writer| {
                writer.byte(DELETE).text(None).number(id).byte(0).text(None);
            }),
            1,
            "{id}"
        );
    }
    for text in ["all", "42", ""] {
        refused(&|writer| {
            writer.byte(DELETE).text(Some(text)).byte(0).text(None);
        });
    }
    refused(&|writer| {
        writer.byte(LIST).byte(1).number(0.0).byte(0).byte(0).text(None);
    });
    refused(&|writer| {
        writer.byte(GET).text(Some("me")).byte(1).number(0.0).text(None);
    });
    refused(&|writer| {
        writer.byte(GET).text(Some("me")).byte(0).text(Some("two words"));
    });
    assert_eq!(client_check(client(Source::Text("t0ken"), false).send()), 0);
    assert_eq!(told(client_check(client(Source::Text(" t0ken"), false).send())).code, ErrorKind::InvalidArgument);
}

#[wasm_bindgen_test]
fn calls_are_checked_side_by_side() {
    let (list, user) = (begin_with_token(LIST), begin_with_token(GET));
    assert_ne!(list, user);
    let bodies: [(usize, &[u8]); 2] = [
        (list, br#"{"users":[{"id":7},{"id":8}],"total":2}"#),
        (user, br#"{"id":43,"x":"aaaaaaaaaaaaaaaaaaaaaaaaaa"}"#),
    ];
    let mut ends = [0; 2];
    let mut done = [0; 2];
    for (number, _) in bodies {
        answered(number, 200.0, [None; 4]);
    }
    while ends.iter().zip(bodies).any(|(end, (_, body))| *end < body.len()) {
        for (at, (number, body)) in bodies.into_iter().enumerate() {
            if ends[at] < body.len() {
                ends[at] = body.len().min(ends[at] + 3);
                let left = feed(number, &body[done[at]..ends[at]], ends[at] == body.len());
                done[at] = ends[at] - usize::try_from(left).unwrap();
            }
        }
    }
    assert_eq!(told(decide_checked(user, bodies[1].1.len())).code, ErrorKind::IdMismatch);
    call_end(user);
    assert_eq!(decide_checked(list, bodies[0].1.len()), 2, "the end of one call is not that of another");
    assert_eq!(begin_with_token(GET), user, "its number is free again");
    call_end(list);
    call_end(user);
}

#[wasm_bindgen_test]
fn no_call_has_a_wrong_number() {
    let open = begin_with_token(GET);
    for number in HOSTILE.into_iter().filter(|number| *number != open) {
        let length = Writer::default().text(Some("t0ken")).send();
        let answers = [
            call_token(number, length),
            call_headers(number, length),
            call_source_failed(number, length),
            call_feed(number, length, true),
            call_decide_checked(number, 1.0, CLOCK.0, CLOCK.1),
            call_decide_collected(number, 0, length, CLOCK.0, CLOCK.1),
            call_decide_failure(number, 0, length, CLOCK.0, CLOCK.1),
            call_timed_out(number, true),
        ];
        assert_eq!(answers, [NO_CALL; 8], "{number}");
        assert_eq!(call_answered(number, length, 0.0), 0.0);
        call_end(number);
    }
    assert_eq!(told(call_timed_out(open, true)).code, ErrorKind::Timeout);
    call_end(open);
}

#[wasm_bindgen_test]
fn nothing_in_the_window_traps() {
    let mut random = Random(7);
    for round in 0..3000 {
        let number = begin_with_token([LIST, GET, DELETE][round % 3]);
        let record = random.record();
        let length = if round % 10 == 0 { HOSTILE[random.below(HOSTILE.len())] } else { record.len() };
        let numbers = [f64::NAN, -1.0, 0.0, 1e300, f64::INFINITY, 200.0];
        let [some, other] = [(); 2].map(|()| numbers[random.below(numbers.len())]);
        let sent = || {
            send(&record);
            length
        };
        client_check(sent());
        let length = call_begin(sent());
        if length >= 0 {
            call_end(begun(length).0);
        }
        call_token(number, sent());
        call_headers(number, sent());
        call_answered(number, sent(), some);
        call_feed(number, sent(), round % 2 == 0);
        call_decide_collected(number, round as u32 % 5, sent(), some, other);
        call_decide_failure(number, round as u32 % 10, sent(), other, some);
        call_decide_checked(number, some, other, some);
        call_source_failed(number, sent());
        call_end(number);
        call_end(number);
    }
    assert_eq!(begin_with_token(GET), 0, "every call ended");
    call_end(0);
}

#[wasm_bindgen_test]
fn a_list_is_complete_where_nothing_says_more() {
    for (count, total, has_next, complete) in [
        (2, 2.0, false, true),
        (2, f64::NAN, false, true),
        (2, 3.0, false, false),
        (2, 2.0, true, false),
        (0, f64::INFINITY, false, false),
        (usize::MAX, 0.0, false, true),
    ] {
        assert_eq!(is_complete(count, total, has_next), complete, "{count} {total} {has_next}");
    }
}
