//! Retries, and what is counted.

use std::time::{Duration, SystemTime};

use super::support::{
    IN_TIME, Outcome, answer, begun, delete, foreign, get, list, network, play, rejected, status, tell,
};
use powens_users::ForeignError;
use powens_users::api::{
    Clock, Decision, ErrorKind, Failure, Head, NoResponse, Reason, Redirect, RetryPolicy, retry_after,
};

fn failure(failure: Failure) -> Outcome {
    Outcome::Failure(failure, None)
}

#[test]
fn what_may_pass_is_sent_again_and_nothing_else() {
    let mut outcomes = vec![
        (network(), true),
        (failure(Failure::NoAnswer { may_be_cors: true }), true),
        (failure(Failure::NoResponse(NoResponse::NoObject)), false),
        (failure(Failure::NoResponse(NoResponse::NoStatus)), false),
        (failure(Failure::OutOfMemory), false),
        (Outcome::BrokenOff(Head::new(503)), true),
        (Outcome::BrokenOff(Head::new(404)), false),
        (Outcome::Answer(Head { redirect: Redirect::Hidden, ..Head::new(0) }, Vec::new()), false),
        (Outcome::Answer(Head { redirect: Redirect::Followed, ..Head::new(503) }, Vec::new()), false),
        (answer(200, "<html>"), false),
        (answer(200, "[]"), false),
        (answer(200, r#"{"id":43,"users":[{"id":0}]}"#), false),
    ];
    for code in 100..600 {
        // 204 is what a delete hopes for.
        if !matches!(code, 200 | 204) {
            outcomes.push((status(code), matches!(code, 408 | 429 | 500 | 502 | 503 | 504)));
        }
    }
    for (outcome, again) in outcomes {
        for call in [get(), list(), delete()] {
            let decision = play(call, 2, std::slice::from_ref(&outcome));
            assert_eq!(matches!(decision, Decision::Retry { .. }), again, "{call:?} {outcome:?}");
            assert_ne!(decision, Decision::Accept, "{call:?} {outcome:?}");
        }
    }
}

#[test]
fn an_answer_that_breaks_off_keeps_what_is_known_and_is_tried_again() {
    let head = Head { request_id: Some("r1".into()), ..Head::new(200) };
    let broken_off = Outcome::BrokenOff(head);
    for call in [get(), list()] {
        assert!(matches!(play(call, 1, std::slice::from_ref(&broken_off)), Decision::Retry { .. }));
        let error = rejected(call, 1, &[broken_off.clone(), broken_off.clone()]);
        assert_eq!((error.kind(), error.status()), (ErrorKind::Network, Some(200)));
        assert_eq!((error.request_id(), error.attempts()), (Some("r1"), 2));
        assert_eq!(error.cause().unwrap().message, "terminated");
        assert!(error.to_string().contains("broke off"), "{error}");
    }
}

#[test]
fn what_a_framework_throws_to_steer_itself_is_never_tried_again() {
    let steering = ForeignError { digest: Some("NEXT_REDIRECT;replace;/;307;".into()), ..foreign("NEXT_REDIRECT") };
    for call in [get(), list(), delete()] {
        for failure in [Failure::NoAnswer { may_be_cors: false }, Failure::NoAnswer { may_be_cors: true }] {
            let outcome = Outcome::Failure(failure, Some(steering.clone()));
            let error = rejected(call, 5, &[outcome]);
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Network, 1));
            assert_eq!(error.cause(), Some(&steering));
        }
        for code in [200, 503] {
            let mut exchange = begun(call, 5);
            exchange.answered(Head::new(code));
            let decision = exchange.decide_failure(&Failure::BrokenOff, Some(steering.clone()), IN_TIME);
            assert!(matches!(decision, Decision::Reject(_)), "{call:?} {code}: {decision:?}");
        }
        let plain = Outcome::Failure(Failure::NoAnswer { may_be_cors: false }, Some(foreign("no digest")));
        assert!(matches!(play(call, 5, &[plain]), Decision::Retry { .. }));
    }
}

#[test]
fn a_source_that_a_framework_steers_through_keeps_its_digest() {
    let steering = ForeignError { digest: Some("DYNAMIC_SERVER_USAGE".into()), ..foreign("x") };
    let error = begun(get(), 2).source_failed(steering.clone());
    assert_eq!((error.kind(), error.cause()), (ErrorKind::TokenUnavailable, Some(&steering)));
}

#[test]
fn retries_end_after_the_allowed_number() {
    for max_retries in [0, 1, 2, 10] {
        let outcomes = vec![network(); max_retries as usize + 1];
        let error = rejected(get(), max_retries, &outcomes);
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Network, max_retries + 1));
    }
    let error = rejected(get(), 0, &[status(503)]);
    assert_eq!((error.kind(), error.attempts(), error.status()), (ErrorKind::HttpStatus, 1, Some(503)));
}

#[test]
fn attempts_are_counted_as_they_are_sent() {
    let mut exchange = begun(get(), 5);
    assert_eq!(exchange.source_failed(foreign("x")).attempts(), 0);
    for (sent, outcome) in [(1, network()), (2, status(503)), (3, Outcome::BrokenOff(Head::new(200)))] {
        let Decision::Retry { error, .. } = tell(&mut exchange, &outcome, IN_TIME) else { panic!("{outcome:?}") };
        assert_eq!(error.attempts(), sent, "{outcome:?}");
    }
    exchange.answered(Head::new(200));
    let error = exchange.timed_out(true);
    assert_eq!((error.attempts(), error.status()), (4, Some(200)));

    let mut lost = begun(get(), 5);
    assert!(matches!(tell(&mut lost, &network(), IN_TIME), Decision::Retry { .. }));
    assert_eq!(lost.timed_out(true).attempts(), 2);
    let mut waiting = begun(get(), 5);
    assert!(matches!(tell(&mut waiting, &network(), IN_TIME), Decision::Retry { .. }));
    assert_eq!(waiting.timed_out(false).attempts(), 1);
}

#[test]
fn what_one_attempt_told_is_not_said_of_the_next() {
    let head = Head { request_id: Some("r1".into()), retry_after: Some(Duration::ZERO), ..Head::new(503) };
    let error = rejected(get(), 1, &[Outcome::Answer(head, br#"{"code":"busy"}"#.to_vec()), network()]);
    assert_eq!((error.status(), error.request_id(), error.retry_after(), error.api_code()), (None, None, None, None));
}

#[test]
fn waits_double_up_to_eight_seconds_and_jitter_downwards() {
    let policy = RetryPolicy { max_retries: 10 };
    for (attempt, full) in [(1, 500), (2, 1_000), (3, 2_000), (4, 4_000), (5, 8_000), (6, 8_000), (1_000, 8_000)] {
        let full = Duration::from_millis(full);
        for low in [0.0, -1.0, f64::NAN, f64::NEG_INFINITY] {
            assert_eq!(policy.wait(attempt, None, low), full / 2);
        }
        assert_eq!(policy.wait(attempt, None, 0.5), full * 3 / 4);
        for beyond in [1.0, 7.0, f64::INFINITY] {
            assert_eq!(policy.wait(attempt, None, beyond), full);
        }
    }
    assert_eq!(policy.wait(0, None, 0.0), Duration::from_millis(250));
}

#[test]
fn waits_of_a_call_grow_with_its_attempts() {
    let mut exchange = begun(get(), 3);
    for ms in [250, 500, 1_000] {
        let Decision::Retry { after, .. } = tell(&mut exchange, &network(), IN_TIME) else { panic!() };
        assert_eq!(after, Duration::from_millis(ms));
    }
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_770); // Sun, 06 Nov 1994 08:49:30 GMT
    for (header, seconds) in [
        ("0", Some(0)),
        ("120", Some(120)),
        (" 7\t", Some(7)),
        ("0007", Some(7)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(7)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(7)),
        ("Sun Nov  6 08:49:37 1994", Some(7)),
        ("Sun, 06 Nov 1994 08:49:00 GMT", Some(0)),
        ("", None),
        (" ", None),
        ("-1", None),
        ("+1", None),
        ("1.5", None),
        ("1e3", None),
        ("1 2", None),
        ("\u{ff11}", None),
        ("soon", None),
        ("1994-11-06T08:49:37Z", None),
    ] {
        assert_eq!(retry_after(header, now), seconds.map(Duration::from_secs), "{header:?}");
    }
    assert!(retry_after(&"9".repeat(400), now).unwrap() > Duration::from_secs(1_000_000_000));
    // Parts of a second of the clock are not lost.
    let later = now + Duration::from_millis(500);
    assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:37 GMT", later), Some(Duration::from_millis(6_500)));
}

#[test]
fn retry_after_replaces_our_wait() {
    for call in [get(), list(), delete()] {
        for seconds in [0, 3, 29] {
            let asked = Duration::from_secs(seconds);
            let head = Head { retry_after: Some(asked), ..Head::new(429) };
            let Decision::Retry { after, error } = play(call, 2, &[Outcome::Answer(head, Vec::new())]) else {
                panic!()
            };
            assert_eq!((after, error.retry_after()), (asked, Some(asked)));
        }
    }
}

#[test]
fn a_wait_that_ends_no_earlier_than_the_deadline_rejects_at_once_with_what_came() {
    for code in [429, 503] {
        for (remaining_ms, again) in [(30_001, true), (30_000, false), (29_999, false), (0, false)] {
            let asked = Some(Duration::from_secs(30));
            let outcome = Outcome::Answer(Head { retry_after: asked, ..Head::new(code) }, Vec::new());
            let clock = Clock { remaining: Duration::from_millis(remaining_ms), random: 0.0 };
            match tell(&mut begun(get(), 2), &outcome, clock) {
                Decision::Reject(error) if !again => {
                    let known = (error.kind(), error.status(), error.retry_after());
                    assert_eq!(known, (ErrorKind::HttpStatus, Some(code), asked));
                }
                decision => assert!(again && matches!(decision, Decision::Retry { .. }), "{remaining_ms} {decision:?}"),
            }
        }
    }
}

#[test]
fn a_deadline_tells_how_long_it_was_and_whether_anything_was_sent() {
    let before = begun(get(), 2).timed_out(false);
    assert_eq!(before.reason(), &Reason::TimedOut(Duration::from_secs(30), true));
    let after = begun(get(), 2).timed_out(true);
    assert_eq!(after.reason(), &Reason::TimedOut(Duration::from_secs(30), false));
    assert!(before.to_string().contains("within 30s") && before.to_string().contains("before the first request"));
}

#[test]
fn a_network_failure_on_a_page_names_the_usual_cause() {
    let page = rejected(get(), 0, &[failure(Failure::NoAnswer { may_be_cors: true })]);
    assert!(page.to_string().contains("biapi.allowed_origins"), "{page}");
    let other = rejected(get(), 0, &[network()]);
    assert!(!other.to_string().contains("allowed_origins"), "{other}");
}
