//! What confirms a delete, and what a delete may claim that nothing confirms.

use super::support::{
    IN_TIME, Outcome, answer, begun, begun_where, delete, network, play, rejected, rejected_where, status, tell,
};
use powens_users::api::{
    ApiError, Call, Decision, Declared, Effect, ErrorKind, Failure, Head, NoResponse, Reason, Redirect, Unconfirming,
    UserId,
};

const ME: Call = Call::Delete(UserId::ME);

/// What an answer with status 200 to a delete means.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Means {
    Gone,
    Another,
    Nothing(Unconfirming),
}
use Means::{Another, Gone, Nothing};
use Unconfirming::{Error, Id, NoObject};

/// Bodies, with what they mean for user 42 and for `me`.
const BODIES: &[(&str, Means, Means)] = &[
    ("", Gone, Gone),
    (" ", Gone, Gone),
    ("\r\n\t ", Gone, Gone),
    ("\u{feff}", Gone, Gone),
    ("\u{feff} \n", Gone, Gone),
    ("{}", Gone, Gone),
    (" {\n} ", Gone, Gone),
    ("\u{feff}{}", Gone, Gone),
    (r#"{"deleted":true,"x":{"id":7,"code":"y"}}"#, Gone, Gone),
    (r#"{"ID":7,"Code":"x"}"#, Gone, Gone),
    (r#"{"id":42,"signin":null}"#, Gone, Gone),
    (r#"{"id":42.0}"#, Gone, Gone),
    (r#"{"\u0069d":4.2e1}"#, Gone, Gone),
    ("{\"id\" : 42 }", Gone, Gone),
    (r#"{"id":42,"signin":7,"users":"x"}"#, Gone, Gone),
    ("\u{feff}{\"id\":42}", Gone, Gone),
    (r#"{"id":43}"#, Another, Gone),
    (r#"{"id":1}"#, Another, Gone),
    (r#"{"id":9007199254740991}"#, Another, Gone),
    (r#"{"id":420}"#, Another, Gone),
    (r#"{"id":null}"#, Nothing(Id), Nothing(Id)),
    (r#"{"id":"42"}"#, Nothing(Id), Nothing(Id)),
    (r#"{"id":"me"}"#, Nothing(Id), Nothing(Id)),
    (r#"{"id":true}"#, Nothing(Id), Nothing(Id)),
    (r#"{"id":[42]}"#, Nothing(Id), Nothing(Id)),
    (r#"{"id":{}}"#, Nothing(Id), Nothing(Id)),
    (r#"{"id":0}"#, Nothing(Id), Nothing(Id)),
    (r#"{"id":-42}"#, Nothing(Id), Nothing(Id)),
    (r#"{"id":42.5}"#, Nothing(Id), Nothing(Id)),
    (r#"{"id":9007199254740992}"#, Nothing(Id), Nothing(Id)),
    (r#"{"id":1e999}"#, Nothing(Id), Nothing(Id)),
    (r#"{"code":"notFound"}"#, Nothing(Error), Nothing(Error)),
    (r#"{"code":"internalError","id":42}"#, Nothing(Error), Nothing(Error)),
    (r#"{"id":43,"code":"x"}"#, Nothing(Error), Nothing(Error)),
    (r#"{"code":null}"#, Nothing(Error), Nothing(Error)),
    (r#"{"c\u006fde":1}"#, Nothing(Error), Nothing(Error)),
    (r#"{"id":42,"id":42}"#, Nothing(NoObject), Nothing(NoObject)),
    (r#"{"id":43,"\u0069d":42}"#, Nothing(NoObject), Nothing(NoObject)),
    (r#"{"id":42,"x":{"y":1,"y":1}}"#, Nothing(NoObject), Nothing(NoObject)),
    (r#"{"id":42}{}"#, Nothing(NoObject), Nothing(NoObject)),
    (r#"{"id":42},"#, Nothing(NoObject), Nothing(NoObject)),
    ("{\"id\":42,}", Nothing(NoObject), Nothing(NoObject)),
    ("{\"id\":42", Nothing(NoObject), Nothing(NoObject)),
    ("{\"id\":", Nothing(NoObject), Nothing(NoObject)),
    ("{", Nothing(NoObject), Nothing(NoObject)),
    ("{'id':42}", Nothing(NoObject), Nothing(NoObject)),
    ("[]", Nothing(NoObject), Nothing(NoObject)),
    (r#"[{"id":42}]"#, Nothing(NoObject), Nothing(NoObject)),
    ("null", Nothing(NoObject), Nothing(NoObject)),
    ("true", Nothing(NoObject), Nothing(NoObject)),
    ("42", Nothing(NoObject), Nothing(NoObject)),
    ("\"\"", Nothing(NoObject), Nothing(NoObject)),
    ("OK", Nothing(NoObject), Nothing(NoObject)),
    ("<!doctype html><title>Sign in</title>", Nothing(NoObject), Nothing(NoObject)),
    ("\u{feff}\u{feff}{}", Nothing(NoObject), Nothing(NoObject)),
    ("\u{a0}", Nothing(NoObject), Nothing(NoObject)),
    ("\u{b}", Nothing(NoObject), Nothing(NoObject)),
    ("\0", Nothing(NoObject), Nothing(NoObject)),
    ("{} \u{a0}", Nothing(NoObject), Nothing(NoObject)),
];

/// The decision on an outcome with retries to spare, so that one that is tried again shows.
fn decided(call: Call, outcome: &Outcome) -> Decision {
    play(call, 5, std::slice::from_ref(outcome))
}

/// Holds a decision against what it must be, with all that an error must carry.
fn assert_means(call: Call, outcome: &Outcome, means: Means) -> Option<ApiError> {
    let error = match (decided(call, outcome), means) {
        (Decision::Accept, Gone) => return None,
        (Decision::Reject(error), Another | Nothing(_)) => error,
        (decision, _) => panic!("{call:?} {outcome:?} must be {means:?}, but gave {decision:?}"),
    };
    let reason = match means {
        Nothing(what) => Reason::Unconfirmed(what),
        Gone | Another => Reason::OtherUser(42),
    };
    assert_eq!(error.reason(), &reason, "{outcome:?}");
    let code = if means == Another { ErrorKind::IdMismatch } else { ErrorKind::DeleteUnconfirmed };
    let known = (error.kind(), error.effect(), error.status(), error.attempts());
    assert_eq!(known, (code, Some(Effect::Unknown), Some(200), 1), "{outcome:?}");
    Some(error)
}

#[test]
fn a_delete_is_confirmed_by_one_unambiguous_object_of_that_user_or_by_nothing() {
    for (body, asked, me) in BODIES {
        assert_means(delete(), &answer(200, body), *asked);
        assert_means(ME, &answer(200, body), *me);
    }
    for body in [&b"{\"id\":42,\"x\":\"\xe9\"}"[..], b"\xff", b"\xef\xbb", b"\xff\xfe{\x00}\x00", b"\x1f\x8b\x08"] {
        for call in [delete(), ME] {
            assert_means(call, &answer(200, body), Nothing(NoObject));
        }
    }
}

#[test]
fn what_no_check_of_ours_reads_confirms_nothing() {
    let nested = |depth| format!("{{\"x\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert_means(delete(), &answer(200, nested(127)), Gone);
    assert_means(delete(), &answer(200, nested(128)), Nothing(NoObject));
    let keys =
        |count: u32| format!("{{{}}}", (0..count).map(|key| format!("\"{key:x}\":1")).collect::<Vec<_>>().join(","));
    assert_means(delete(), &answer(200, keys(5_000)), Gone);
    // More bytes than are read, in this case.
    assert_means(delete(), &answer(200, keys(10_001)), Nothing(Unconfirming::TooLarge));
}

#[test]
fn headers_neither_confirm_nor_deny() {
    let declared = [Declared::Json, Declared::Html, Declared::Other];
    for (status, body, means) in [
        (204, "", Gone),
        (204, "<html>", Gone),
        (204, r#"{"id":43}"#, Gone),
        (204, r#"{"code":"notFound"}"#, Gone),
        (200, "{}", Gone),
        (200, "<html>", Nothing(NoObject)),
        (200, r#"{"id":43}"#, Another),
    ] {
        for declared in declared {
            for content_length in [None, Some(0), Some(body.len() as u64), Some(1)] {
                let head = Head { declared, content_length, request_id: Some("r1".into()), ..Head::new(status) };
                let error = assert_means(delete(), &Outcome::Answer(head, body.into()), means);
                assert!(error.is_none_or(|error| error.request_id() == Some("r1")));
            }
        }
    }
    for content_length in [65_537, u64::MAX] {
        let head = Head { content_length: Some(content_length), ..Head::new(204) };
        assert_means(delete(), &Outcome::Answer(head, Vec::new()), Gone);
    }
}

#[test]
fn a_body_that_is_too_large_or_breaks_off_confirms_nothing() {
    let padded = |length: usize| {
        let mut body = br#"{"id":42}"#.to_vec();
        body.resize(length, b' ');
        body
    };
    let announced = Head { content_length: Some(65_537), ..Head::new(200) };
    for call in [delete(), ME] {
        assert_means(call, &answer(200, padded(65_536)), Gone);
        for outcome in [answer(200, padded(65_537)), Outcome::Answer(announced.clone(), padded(9))] {
            assert_means(call, &outcome, Nothing(Unconfirming::TooLarge));
        }
        let error = assert_means(call, &Outcome::BrokenOff(Head::new(200)), Nothing(Unconfirming::BrokenOff)).unwrap();
        assert_eq!(error.cause().unwrap().message, "terminated");
    }
    // Nothing is read of it, so nothing can break off.
    assert_means(delete(), &Outcome::BrokenOff(Head::new(204)), Gone);
}

#[test]
fn an_error_body_with_status_200_is_told() {
    let body = r#"{"code":"locked","description":"d","message":"m","request_id":"r2"}"#;
    let error = assert_means(delete(), &answer(200, body), Nothing(Error)).unwrap();
    let said = (error.api_code(), error.api_description(), error.api_message(), error.request_id());
    assert_eq!(said, (Some("locked"), Some("d"), Some("m"), Some("r2")));
    assert!(!error.to_string().contains("locked"), "{error}");
}

#[test]
fn other_statuses_that_sound_like_success_confirm_nothing() {
    for code in [201, 202, 203, 205, 206, 207, 226] {
        for body in ["", "{}", r#"{"id":42}"#] {
            let Decision::Reject(error) = decided(delete(), &answer(code, body)) else { panic!("{code} {body}") };
            let known = (error.kind(), error.status(), error.effect(), error.attempts());
            assert_eq!(known, (ErrorKind::HttpStatus, Some(code), Some(Effect::Unknown), 1), "{body}");
        }
    }
}

#[test]
fn only_a_delete_carries_an_effect() {
    assert_eq!(rejected(super::support::get(), 0, &[network()]).effect(), None);
    assert_eq!(rejected(super::support::list(), 0, &[status(500)]).effect(), None);
    assert_eq!(begun(super::support::get(), 0).timed_out(true).effect(), None);
}

#[test]
fn the_effect_of_a_delete_is_none_only_where_that_is_known() {
    let redirect = |redirect, status| Outcome::Answer(Head { redirect, ..Head::new(status) }, Vec::new());
    let failure = |failure| Outcome::Failure(failure, None);
    let none = [300, 301, 302, 304, 305, 307, 308, 400, 401, 403, 404, 405, 407, 409, 410, 418, 422, 429, 499];
    let unknown = [100, 201, 202, 205, 206, 303, 399, 408, 500, 501, 502, 503, 504, 599];
    let outcomes = none.map(|code| (status(code), Effect::None)).into_iter();
    let outcomes = outcomes.chain(unknown.map(|code| (status(code), Effect::Unknown)));
    let outcomes = outcomes.chain([
        (network(), Effect::Unknown),
        (failure(Failure::NoAnswer { may_be_cors: true }), Effect::Unknown),
        (failure(Failure::NoResponse(NoResponse::NoObject)), Effect::Unknown),
        (failure(Failure::NoResponse(NoResponse::NoStatus)), Effect::Unknown),
        (failure(Failure::OutOfMemory), Effect::Unknown),
        (redirect(Redirect::Hidden, 0), Effect::Unknown),
        (redirect(Redirect::Followed, 200), Effect::Unknown),
        (redirect(Redirect::Followed, 404), Effect::Unknown),
        (Outcome::BrokenOff(Head::new(200)), Effect::Unknown),
        (Outcome::BrokenOff(Head::new(503)), Effect::Unknown),
        (Outcome::BrokenOff(Head::new(404)), Effect::None),
        (answer(200, r#"{"id":43}"#), Effect::Unknown),
    ]);
    for (outcome, effect) in outcomes {
        let error = rejected(delete(), 0, std::slice::from_ref(&outcome));
        assert_eq!(error.effect(), Some(effect), "{outcome:?}");
    }
}

#[test]
fn a_refusal_after_a_lost_answer_is_unconfirmed() {
    for lost in [network(), status(408), status(500), status(502), status(503), status(504)] {
        for code in [401, 403, 404, 410] {
            let error = rejected(delete(), 2, &[lost.clone(), status(code)]);
            assert_eq!(error.reason(), &Reason::RefusedAfterUnknown(code), "{lost:?}");
            let known = (error.kind(), error.status(), error.attempts(), error.effect());
            assert_eq!(known, (ErrorKind::DeleteUnconfirmed, Some(code), 2, Some(Effect::Unknown)));
        }
        let error = rejected(delete(), 2, &[lost.clone(), status(429), status(404)]);
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::DeleteUnconfirmed, 3), "{lost:?}");
        for confirmed in [status(204), answer(200, ""), answer(200, r#"{"id":42}"#)] {
            assert_eq!(play(delete(), 2, &[lost.clone(), confirmed]), Decision::Accept);
        }
        let error = rejected(delete(), 2, &[lost.clone(), status(400)]);
        assert_eq!((error.kind(), error.effect()), (ErrorKind::HttpStatus, Some(Effect::Unknown)), "{lost:?}");
        let error = rejected(delete(), 2, &[lost.clone(), answer(200, "<html>")]);
        assert_eq!(error.reason(), &Reason::Unconfirmed(NoObject));
    }
}

/// The host's own second request may be what such a refusal answers; every other one is what it is elsewhere.
#[test]
fn where_a_host_may_send_again_a_refusal_of_a_repeat_is_unknown_on_each_attempt() {
    for may_resend in [false, true] {
        // What came earlier, and whether the user may be gone by it.
        let before = [
            (vec![], false),
            (vec![status(429)], may_resend),
            (vec![status(429), status(429)], may_resend),
            (vec![network()], true),
            (vec![status(503), status(429)], true),
        ];
        for (earlier, was_lost) in &before {
            for code in (300..408).chain(409..500) {
                let outcomes = [earlier.as_slice(), &[status(code)]].concat();
                let attempts = u32::try_from(outcomes.len()).unwrap();
                let error = rejected_where(may_resend, delete(), attempts - 1, &outcomes);
                let is_as_if_gone = [401, 403, 404, 410].contains(&code);
                let kind = match code {
                    300..=303 | 305..=399 => ErrorKind::Redirect,
                    _ if *was_lost && is_as_if_gone => ErrorKind::DeleteUnconfirmed,
                    _ => ErrorKind::HttpStatus,
                };
                let is_of_a_repeat = is_as_if_gone || code == 409 || code == 429;
                let is_unknown = *was_lost || may_resend && is_of_a_repeat || code == 303 || (309..400).contains(&code);
                let effect = if is_unknown { Effect::Unknown } else { Effect::None };
                let known = (error.kind(), error.status(), error.attempts(), error.effect());
                assert_eq!(known, (kind, Some(code), attempts, Some(effect)), "may resend: {may_resend}, {outcomes:?}");
            }
        }
    }
}

#[test]
fn where_a_host_may_send_again_a_refusal_says_all_the_same_what_it_says_elsewhere() {
    let body = r#"{"code":"unauthorized","description":"d","message":"m","request_id":"r2"}"#;
    let error = rejected_where(true, delete(), 2, &[answer(401, body)]);
    assert_eq!(
        (error.kind(), error.status(), error.effect()),
        (ErrorKind::HttpStatus, Some(401), Some(Effect::Unknown))
    );
    let said = (error.api_code(), error.api_description(), error.api_message(), error.request_id());
    assert_eq!(said, (Some("unauthorized"), Some("d"), Some("m"), Some("r2")));

    // Its body broke off, or was still coming when the deadline passed.
    let error = rejected_where(true, delete(), 2, &[Outcome::BrokenOff(Head::new(404))]);
    assert_eq!((error.kind(), error.effect()), (ErrorKind::HttpStatus, Some(Effect::Unknown)));
    let mut exchange = begun_where(true, delete(), 2);
    exchange.answered(Head::new(403));
    let error = exchange.timed_out(true);
    assert_eq!((error.kind(), error.effect()), (ErrorKind::HttpStatus, Some(Effect::Unknown)));

    assert_eq!(rejected_where(true, super::support::get(), 2, &[status(404)]).effect(), None);
    assert_eq!(begun_where(true, delete(), 2).timed_out(false).effect(), Some(Effect::None));
}

#[test]
fn a_refusal_after_an_attempt_without_effect_is_what_it_says() {
    for code in [401, 403, 404] {
        let error = rejected(delete(), 2, &[status(429), status(code)]);
        assert_eq!((error.kind(), error.effect()), (ErrorKind::HttpStatus, Some(Effect::None)));
        let error = rejected(super::support::get(), 2, &[status(500), status(code)]);
        assert_eq!((error.kind(), error.effect()), (ErrorKind::HttpStatus, None));
    }
}

#[test]
fn a_deadline_says_whether_the_user_may_be_gone() {
    let before = begun(delete(), 2).timed_out(false);
    assert_eq!((before.kind(), before.attempts(), before.effect()), (ErrorKind::Timeout, 0, Some(Effect::None)));

    let mut between = begun(delete(), 2);
    let head = Head { request_id: Some("r1".into()), ..Head::new(429) };
    assert!(matches!(tell(&mut between, &Outcome::Answer(head, Vec::new()), IN_TIME), Decision::Retry { .. }));
    let error = between.timed_out(false);
    let known = (error.kind(), error.status(), error.request_id(), error.attempts(), error.effect());
    assert_eq!(known, (ErrorKind::Timeout, Some(429), Some("r1"), 1, Some(Effect::None)));

    let mut after_loss = begun(delete(), 2);
    assert!(matches!(tell(&mut after_loss, &network(), IN_TIME), Decision::Retry { .. }));
    assert_eq!(after_loss.timed_out(false).effect(), Some(Effect::Unknown));

    let error = begun(delete(), 2).timed_out(true);
    let known = (error.kind(), error.status(), error.attempts(), error.effect());
    assert_eq!(known, (ErrorKind::Timeout, None, 1, Some(Effect::Unknown)));
}

#[test]
fn a_deadline_in_mid_body_reports_an_error_status_and_else_is_a_timeout() {
    for (call, code, is_timeout, effect) in [
        (delete(), 200, true, Some(Effect::Unknown)),
        (delete(), 204, true, Some(Effect::Unknown)),
        (delete(), 202, false, Some(Effect::Unknown)),
        (delete(), 404, false, Some(Effect::None)),
        (delete(), 503, false, Some(Effect::Unknown)),
        (super::support::get(), 200, true, None),
        (super::support::get(), 204, false, None),
        (super::support::get(), 404, false, None),
        (super::support::list(), 200, true, None),
        (super::support::list(), 429, false, None),
    ] {
        let expected = if is_timeout { ErrorKind::Timeout } else { ErrorKind::HttpStatus };
        // An answer that came was asked for, whatever the host says.
        for is_in_flight in [true, false] {
            let mut exchange = begun(call, 2);
            exchange.answered(Head { request_id: Some("r1".into()), ..Head::new(code) });
            let error = exchange.timed_out(is_in_flight);
            let known = (error.kind(), error.status(), error.request_id(), error.attempts(), error.effect());
            assert_eq!(known, (expected, Some(code), Some("r1"), 1, effect), "{call:?}");
        }
    }
    let mut exchange = begun(delete(), 2);
    assert!(matches!(tell(&mut exchange, &status(503), IN_TIME), Decision::Retry { .. }));
    exchange.answered(Head::new(404));
    let error = exchange.timed_out(true);
    assert_eq!((error.reason(), error.attempts()), (&Reason::RefusedAfterUnknown(404), 2));
}
