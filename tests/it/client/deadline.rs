//! One deadline holds for all that a call waits for.

use std::future::pending;
use std::io::Error;
use std::time::Duration;

use powens_users::api::{ApiError, Effect, ErrorKind, Reason, UserId};
use powens_users::client::UsersApi;
use tokio::time::Instant;

use super::script::{Answer, Piece, Scripted, Timers, answer, never, status};

const TIMEOUT: Duration = Duration::from_secs(2);

/// A delete and a get that end at their deadline, and not later.
async fn late(answers: &[Answer]) -> [ApiError; 2] {
    let mut errors = Vec::new();
    for is_delete in [true, false] {
        let transport = Scripted::new(answers.iter().cloned());
        let api = transport.builder().timeout(TIMEOUT).build(transport.clone()).unwrap();
        let started = Instant::now();
        let error =
            if is_delete { api.delete(UserId::ME).await.unwrap_err() } else { api.get(UserId::ME).await.unwrap_err() };
        assert!(started.elapsed() <= TIMEOUT, "{error:?} after {:?}", started.elapsed());
        assert_eq!(transport.sent(), answers.len());
        errors.push(error);
    }
    errors.try_into().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_source_that_never_gives_anything_ends_before_a_request() {
    for is_token in [true, false] {
        let transport = Scripted::new([]);
        let builder = transport.builder().timeout(TIMEOUT);
        let api = if is_token {
            builder.user_token_from(|_| async { Ok::<String, Error>(pending().await) })
        } else {
            builder.headers_from(|| async { Ok::<Vec<(String, String)>, Error>(pending().await) })
        };
        let started = Instant::now();
        let error = api.build(transport.clone()).unwrap().delete(UserId::ME).await.unwrap_err();
        assert_eq!(*error.reason(), Reason::TimedOut(TIMEOUT, true));
        assert_eq!((error.kind(), error.effect(), error.attempts()), (ErrorKind::Timeout, Some(Effect::None), 0));
        assert_eq!(started.elapsed(), TIMEOUT);
        assert_eq!(transport.sent(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn time_that_a_source_took_is_gone() {
    let transport = Scripted::new([never()]);
    let slow = |_| async {
        tokio::time::sleep(TIMEOUT / 2).await;
        Ok::<_, Error>("t")
    };
    let api = UsersApi::builder("acme").user_token_from(slow).timeout(TIMEOUT).build(transport.clone()).unwrap();
    let started = Instant::now();
    let error = api.delete(UserId::ME).await.unwrap_err();
    assert_eq!((error.effect(), error.attempts()), (Some(Effect::Unknown), 1));
    assert_eq!(started.elapsed(), TIMEOUT);
    assert_eq!(transport.seen().dropped, 1);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_once_the_deadline_is_over_though_no_timer_had_a_turn() {
    let transport = Scripted::new([]);
    let clock = transport.clone();
    let busy = move |_| {
        let clock = clock.clone();
        async move {
            clock.turn(TIMEOUT);
            Ok::<_, Error>("t")
        }
    };
    let api = UsersApi::builder("acme").user_token_from(busy).timeout(TIMEOUT).build(transport.clone()).unwrap();
    let error = api.delete(UserId::ME).await.unwrap_err();
    assert_eq!((error.kind(), error.effect(), error.attempts()), (ErrorKind::Timeout, Some(Effect::None), 0));
    assert_eq!(transport.sent(), 0);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_where_waiting_is_over_at_once() {
    let mut transport = Scripted::new([]);
    transport.timers = Timers::None;
    let error = transport.api().delete(UserId::ME).await.unwrap_err();
    assert_eq!((error.kind(), error.effect(), error.attempts()), (ErrorKind::Timeout, Some(Effect::None), 0));
    assert_eq!(transport.sent(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_call_has_thirty_seconds_unless_another_time_is_set() {
    let started = Instant::now();
    let error = Scripted::new([never()]).api().get(UserId::ME).await.unwrap_err();
    assert_eq!((error.kind(), started.elapsed()), (ErrorKind::Timeout, Duration::from_secs(30)));
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_never_ends_is_given_up() {
    let mut transport = Scripted::new([status(503).header("x-request-id", "r1")]);
    transport.timers = Timers::Once;
    let started = Instant::now();
    let error = transport.api().delete(UserId::ME).timeout(TIMEOUT).await.unwrap_err();
    assert_eq!((error.kind(), error.effect(), error.attempts()), (ErrorKind::Timeout, Some(Effect::Unknown), 1));
    assert_eq!((error.status(), error.request_id()), (Some(503), Some("r1")));
    assert_eq!(started.elapsed(), TIMEOUT);
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_goes_backwards_ends_no_call_and_holds_up_none() {
    for (last, expected) in [(status(204), None), (never(), Some((ErrorKind::Timeout, Some(Effect::Unknown))))] {
        let transport = Scripted::new([status(503), last]);
        transport.turn(TIMEOUT);
        let clock = transport.clone();
        let turned = move |_| {
            clock.turn_back(TIMEOUT);
            async { Ok::<_, Error>("t") }
        };
        let builder = UsersApi::builder("acme").user_token_from(turned).timeout(TIMEOUT).random(|| 0.0);
        let started = Instant::now();
        let ended = builder.build(transport.clone()).unwrap().delete(UserId::ME).await;
        assert_eq!(ended.err().map(|error| (error.kind(), error.effect())), expected);
        assert!(started.elapsed() <= TIMEOUT);
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_never_comes_leaves_a_delete_unknown() {
    let [delete, get] = late(&[never()]).await;
    assert_eq!(*delete.reason(), Reason::TimedOut(TIMEOUT, false));
    assert_eq!((delete.effect(), delete.attempts(), delete.status()), (Some(Effect::Unknown), 1, None));
    assert_eq!((get.kind(), get.effect()), (ErrorKind::Timeout, None));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_never_ends_is_given_up() {
    let bodies = [
        vec![Piece::Never],
        vec![Piece::Bytes("{".into()), Piece::Never],
        vec![Piece::Wait(TIMEOUT * 2)],
        // Always ready: no timer has a turn.
        vec![Piece::Always(b"", Duration::from_millis(10))],
        vec![Piece::Always(b" ", Duration::from_millis(10))],
    ];
    for body in bodies {
        let slow = body.into_iter().fold(status(200).header("x-request-id", "r1"), Answer::piece);
        let [delete, get] = late(&[slow]).await;
        assert_eq!((delete.kind(), delete.effect()), (ErrorKind::Timeout, Some(Effect::Unknown)));
        assert_eq!((delete.status(), delete.request_id()), (Some(200), Some("r1")));
        assert_eq!((get.kind(), get.status()), (ErrorKind::Timeout, Some(200)));
    }
}

#[tokio::test(start_paused = true)]
async fn a_status_that_came_says_what_is_needed_though_its_body_does_not_end() {
    let [delete, get] = late(&[status(403).piece(Piece::Never)]).await;
    assert_eq!(
        (delete.kind(), delete.effect(), delete.status()),
        (ErrorKind::HttpStatus, Some(Effect::None), Some(403))
    );
    assert_eq!((get.kind(), get.status()), (ErrorKind::HttpStatus, Some(403)));
    // It is not tried again: there is no time for it.
    let [delete, _] = late(&[status(503).piece(Piece::Never)]).await;
    assert_eq!((delete.status(), delete.effect(), delete.attempts()), (Some(503), Some(Effect::Unknown), 1));
}

#[tokio::test(start_paused = true)]
async fn a_wait_beyond_the_deadline_is_not_begun() {
    let [delete, get] = late(&[status(503).header("retry-after", "2")]).await;
    assert_eq!((delete.kind(), delete.retry_after()), (ErrorKind::HttpStatus, Some(TIMEOUT)));
    assert_eq!(get.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_deadline_is_that_of_all_attempts_together() {
    let slow = status(503).header("x-request-id", "r1").after(TIMEOUT * 3 / 4);
    let [delete, get] = late(&[slow.clone(), never()]).await;
    assert_eq!((delete.kind(), delete.attempts(), delete.status()), (ErrorKind::Timeout, 2, None));
    assert_eq!(delete.effect(), Some(Effect::Unknown));
    assert_eq!(get.attempts(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_answer_in_time_counts_however_late_it_is() {
    let transport = Scripted::new([answer(200, r#"{"id":42}"#).after(TIMEOUT - Duration::from_millis(1))]);
    let api = transport.builder().timeout(TIMEOUT).build(transport.clone()).unwrap();
    assert_eq!(api.get(UserId::ME).await.unwrap().id.get(), 42);
}
