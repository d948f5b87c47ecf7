//! Retries, deadlines, and what a delete may claim.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::arithmetic_side_effects, clippy::panic, clippy::unwrap_used, missing_docs)]

use powens_users::Cause;
use powens_users::api::{
    Answer, ApiError, Call, Clock, Decision, Effect, ErrorCode, Failure, InFlight, Outcome, Progress, Redirect,
    RetryPolicy, UserId, retry_after_ms,
};

const IN_TIME: Clock = Clock { remaining_ms: 30_000.0, random: 0.0 };

fn delete() -> Call {
    Call::Delete(UserId::from_number(42.0).unwrap())
}

fn status(status: u16) -> Outcome {
    Outcome::Answer(Answer::new(status, Vec::new()))
}

fn network() -> Outcome {
    Outcome::Failure(Failure::network(None, None))
}

fn cause() -> Cause {
    Cause { name: "Error".into(), code: None, message: "terminated".into(), cause: None }
}

enum Step {
    Accept,
    Retry(f64),
    Reject(Box<ApiError>),
}

/// Plays outcomes in turn and gives the last step.
fn play(call: Call, max_retries: u32, outcomes: &[Outcome]) -> Step {
    let mut progress = Progress::new(call, RetryPolicy { max_retries });
    let mut last = Step::Accept;
    for (index, outcome) in outcomes.iter().enumerate() {
        progress.begin_attempt();
        last = match progress.decide(outcome, IN_TIME) {
            Decision::Accept(_) => Step::Accept,
            Decision::Retry { after_ms, .. } => Step::Retry(after_ms),
            Decision::Reject(error) => Step::Reject(Box::new(error)),
        };
        assert!(matches!(last, Step::Retry(_)) || index + 1 == outcomes.len(), "ended early at {index}");
    }
    last
}

fn rejected(call: Call, max_retries: u32, outcomes: &[Outcome]) -> ApiError {
    match play(call, max_retries, outcomes) {
        Step::Reject(error) => *error,
        Step::Accept => panic!("accepted"),
        Step::Retry(_) => panic!("retried"),
    }
}

#[test]
fn what_may_pass_is_sent_again_and_nothing_else() {
    let get = Call::Get(UserId::ME);
    for (outcome, again) in [
        (network(), true),
        (status(408), true),
        (status(429), true),
        (status(500), true),
        (status(502), true),
        (status(503), true),
        (status(504), true),
        (status(400), false),
        (status(401), false),
        (status(403), false),
        (status(404), false),
        (status(409), false),
        (status(501), false),
        (status(505), false),
        (status(202), false),
        (status(302), false),
        (Outcome::Failure(Failure::invalid_response("undefined")), false),
        (Outcome::Failure(Failure::too_large(&Answer::new(200, Vec::new()), 10)), false),
        (status(200), false),
    ] {
        for call in [get, delete()] {
            if call == delete() && outcome == status(200) {
                continue;
            }
            let step = play(call, 2, std::slice::from_ref(&outcome));
            assert_eq!(matches!(step, Step::Retry(_)), again, "{call:?} {outcome:?}");
        }
    }
}

#[test]
fn retries_end_after_the_allowed_number() {
    let error = rejected(Call::Get(UserId::ME), 2, &[network(), network(), network()]);
    assert_eq!((error.code, error.attempts), (ErrorCode::Network, 3));
    let error = rejected(Call::Get(UserId::ME), 0, &[status(503)]);
    assert_eq!((error.code, error.attempts, error.status), (ErrorCode::HttpStatus, 1, Some(503)));
}

#[test]
fn waits_double_up_to_eight_seconds_and_jitter_downwards() {
    let policy = RetryPolicy { max_retries: 10 };
    for (attempt, full) in
        [(1, 500.0), (2, 1_000.0), (3, 2_000.0), (4, 4_000.0), (5, 8_000.0), (6, 8_000.0), (1_000, 8_000.0)]
    {
        assert_eq!(policy.wait_ms(attempt, None, 0.0), full / 2.0);
        assert_eq!(policy.wait_ms(attempt, None, 0.5), full * 0.75);
        for beyond in [1.0, 7.0, f64::INFINITY] {
            assert_eq!(policy.wait_ms(attempt, None, beyond), full);
        }
    }
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let now = 784_111_770_000.0; // Sun, 06 Nov 1994 08:49:30 GMT
    for (header, wait) in [
        ("0", Some(0.0)),
        ("120", Some(120_000.0)),
        (" 7 ", Some(7_000.0)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(7_000.0)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(7_000.0)),
        ("Sun Nov  6 08:49:37 1994", Some(7_000.0)),
        ("Sun, 06 Nov 1994 08:49:00 GMT", Some(0.0)),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("1e3", None),
        ("soon", None),
        ("1994-11-06T08:49:37Z", None),
    ] {
        assert_eq!(retry_after_ms(header, now), wait, "{header:?}");
    }
    assert!(retry_after_ms(&"9".repeat(400), now).unwrap() > 1e12);
}

#[test]
fn retry_after_replaces_our_wait() {
    let mut answer = Answer::new(429, Vec::new());
    answer.set_retry_after("3", 0.0);
    assert!(matches!(play(delete(), 2, &[Outcome::Answer(answer)]), Step::Retry(3_000.0)));
}

#[test]
fn a_wait_beyond_the_deadline_rejects_at_once_with_what_came() {
    for status in [429, 503] {
        let mut answer = Answer::new(status, Vec::new());
        answer.set_retry_after("30", 0.0);
        let mut progress = Progress::new(Call::Get(UserId::ME), RetryPolicy { max_retries: 2 });
        progress.begin_attempt();
        let outcome = Outcome::Answer(answer);
        let Decision::Reject(error) = progress.decide(&outcome, Clock { remaining_ms: 29_999.0, random: 0.0 }) else {
            panic!("retried");
        };
        assert_eq!(
            (error.code, error.status, error.retry_after_ms),
            (ErrorCode::HttpStatus, Some(status), Some(30_000.0))
        );
    }
}

#[test]
fn only_a_delete_carries_an_effect() {
    assert_eq!(rejected(Call::Get(UserId::ME), 0, &[network()]).effect, None);
    assert_eq!(rejected(Call::list(None, None).unwrap(), 0, &[status(500)]).effect, None);
}

#[test]
fn the_effect_of_a_delete_is_none_only_where_that_is_known() {
    let hidden = Outcome::Answer(Answer { redirect: Redirect::Hidden, ..Answer::new(0, Vec::new()) });
    let broken_off = Outcome::Failure(Failure::broken_off(&Answer::new(200, Vec::new()), cause()));
    let followed = Outcome::Answer(Answer { redirect: Redirect::Followed, ..Answer::new(200, Vec::new()) });
    let other_user = Outcome::Answer(Answer::new(200, b"{\"id\":43}".to_vec()));
    for (outcome, effect) in [
        (status(400), Effect::None),
        (status(401), Effect::None),
        (status(403), Effect::None),
        (status(404), Effect::None),
        (status(409), Effect::None),
        (status(429), Effect::None),
        (status(301), Effect::None),
        (status(302), Effect::None),
        (status(307), Effect::None),
        (status(308), Effect::None),
        (status(303), Effect::Unknown),
        (status(100), Effect::Unknown),
        (status(408), Effect::Unknown),
        (status(500), Effect::Unknown),
        (status(501), Effect::Unknown),
        (status(503), Effect::Unknown),
        (status(201), Effect::Unknown),
        (status(202), Effect::Unknown),
        (status(206), Effect::Unknown),
        (network(), Effect::Unknown),
        (Outcome::Failure(Failure::invalid_response("undefined")), Effect::Unknown),
        (hidden, Effect::Unknown),
        (broken_off, Effect::Unknown),
        (followed, Effect::Unknown),
        (other_user, Effect::Unknown),
    ] {
        assert_eq!(rejected(delete(), 0, std::slice::from_ref(&outcome)).effect, Some(effect), "{outcome:?}");
    }
}

#[test]
fn a_refusal_after_a_lost_answer_is_unconfirmed() {
    for lost in [network(), status(408), status(500), status(502), status(503), status(504)] {
        for refusal in [401, 403, 404] {
            let error = rejected(delete(), 2, &[lost.clone(), status(refusal)]);
            assert_eq!(error.code, ErrorCode::DeleteUnconfirmed, "{lost:?} then {refusal}");
            assert_eq!((error.status, error.attempts, error.effect), (Some(refusal), 2, Some(Effect::Unknown)));
        }
        let error = rejected(delete(), 2, &[lost.clone(), status(429), status(404)]);
        assert_eq!(error.code, ErrorCode::DeleteUnconfirmed, "{lost:?}, 429, 404");
        assert!(matches!(play(delete(), 2, &[lost.clone(), status(204)]), Step::Accept));
        let error = rejected(delete(), 2, &[lost.clone(), status(400)]);
        assert_eq!((error.code, error.effect), (ErrorCode::HttpStatus, Some(Effect::Unknown)), "{lost:?} then 400");
    }
}

#[test]
fn a_refusal_after_an_attempt_without_effect_is_what_it_says() {
    for refusal in [401, 403, 404] {
        let error = rejected(delete(), 2, &[status(429), status(refusal)]);
        assert_eq!((error.code, error.effect), (ErrorCode::HttpStatus, Some(Effect::None)));
        let error = rejected(Call::Get(UserId::ME), 2, &[status(500), status(refusal)]);
        assert_eq!((error.code, error.effect), (ErrorCode::HttpStatus, None));
    }
}

#[test]
fn a_deadline_says_whether_the_user_may_be_gone() {
    let mut progress = Progress::new(delete(), RetryPolicy { max_retries: 2 });
    let before = progress.timed_out(10, InFlight::Nothing);
    assert_eq!((before.code, before.attempts, before.effect), (ErrorCode::Timeout, 0, Some(Effect::None)));

    progress.begin_attempt();
    let waiting = status(429);
    assert!(matches!(progress.decide(&waiting, IN_TIME), Decision::Retry { .. }));
    let between = progress.clone().timed_out(10, InFlight::Nothing);
    assert_eq!((between.status, between.effect), (Some(429), Some(Effect::None)));

    progress.begin_attempt();
    let head = Answer { request_id: Some("r1".into()), ..Answer::new(200, Vec::new()) };
    let answered = progress.clone().timed_out(10, InFlight::Request(Some(&head)));
    assert_eq!((answered.status, answered.request_id.as_deref()), (Some(200), Some("r1")));
    let in_flight = progress.timed_out(10, InFlight::Request(None));
    assert_eq!((in_flight.attempts, in_flight.effect), (2, Some(Effect::Unknown)));
}

#[test]
fn a_network_failure_on_a_page_names_the_usual_cause() {
    let page = Outcome::Failure(Failure::network(None, Some("https://admin.example")));
    let error = rejected(Call::Get(UserId::ME), 0, &[page]);
    assert!(error.message.contains("biapi.allowed_origins") && error.message.contains("https://admin.example"));
    assert!(!rejected(Call::Get(UserId::ME), 0, &[network()]).message.contains("allowed_origins"));
}

#[test]
fn an_answer_that_breaks_off_keeps_what_is_known_and_is_tried_again() {
    let head = Answer { request_id: Some("r1".into()), ..Answer::new(200, Vec::new()) };
    let broken_off = || Outcome::Failure(Failure::broken_off(&head, cause()));
    let error = rejected(Call::Get(UserId::ME), 1, &[broken_off(), broken_off()]);
    assert_eq!((error.code, error.status, error.request_id.as_deref()), (ErrorCode::Network, Some(200), Some("r1")));
    assert!(!error.message.contains("No answer"), "{}", error.message);
}
