//! What is sent again, and when.

use std::time::{Duration, SystemTime};

use powens_users::api::{Effect, ErrorKind, UserId};

use super::script::{Answer, Piece, Scripted, answer, failure, status, texts};

const MS: Duration = Duration::from_millis(1);

/// How often a get is sent that is answered so each time.
async fn sent(answer: &Answer, max_retries: u32) -> usize {
    let transport = Scripted::new(std::iter::repeat_n(answer.clone(), 11));
    let api = transport.builder().max_retries(max_retries).timeout(Duration::from_secs(600)).build(transport.clone());
    assert!(api.unwrap().get(UserId::ME).await.is_err());
    transport.sent()
}

#[tokio::test(start_paused = true)]
async fn what_may_pass_by_itself_is_sent_again_and_nothing_else() {
    let all: Vec<u16> = (100..=599).filter(|code| *code != 200).collect();
    for code in all {
        let is_retried = matches!(code, 408 | 429 | 500 | 502 | 503 | 504);
        assert_eq!(sent(&status(code), 2).await, if is_retried { 3 } else { 1 }, "{code}");
    }
    assert_eq!(sent(&failure("connection reset"), 2).await, 3);
    assert_eq!(sent(&status(200).piece(Piece::Break("reset")), 2).await, 3);
    assert_eq!(sent(&answer(200, "no json"), 2).await, 1);
    assert_eq!(sent(&answer(200, r#"{"id":"42"}"#), 2).await, 1);
    for max_retries in [0, 1, 10] {
        assert_eq!(sent(&failure("reset"), max_retries).await, max_retries as usize + 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_delete_is_unknown_where_the_transport_may_send_again_by_itself() {
    for (may_resend, effect) in [(false, Effect::None), (true, Effect::Unknown)] {
        let mut transport = Scripted::new([status(404)]);
        transport.may_resend = may_resend;
        let error = transport.api().delete(UserId::ME).await.unwrap_err();
        let known = (error.kind(), error.status(), error.effect(), error.attempts());
        assert_eq!(known, (ErrorKind::HttpStatus, Some(404), Some(effect), 1));
    }
}

#[tokio::test(start_paused = true)]
async fn waits_double_up_to_eight_seconds() {
    for (random, half) in [(0.0, 1), (1.0, 2), (f64::NAN, 1)] {
        let transport = Scripted::new(std::iter::repeat_n(failure("reset"), 7));
        let builder = transport.builder().max_retries(6).random(move || random).timeout(Duration::from_secs(600));
        builder.build(transport.clone()).unwrap().list().await.unwrap_err();
        let waits: Vec<_> = transport.seen().sleeps[1..].to_vec();
        assert_eq!(waits, [250, 500, 1_000, 2_000, 4_000, 4_000].map(|wait: u32| MS * wait * half), "{random}");
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_waited_for_in_seconds_or_until_a_date() {
    let date = "Thu, 01 Jan 1970 00:01:40 GMT";
    for (header, wait) in [("3", 3_000), (" 3 ", 3_000), (date, 5_500), ("soon", 250), ("-1", 250)] {
        let transport = Scripted::new([status(429).header("retry-after", header), answer(200, r#"{"users":[]}"#)]);
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(94_500);
        transport.builder().now(move || now).build(transport.clone()).unwrap().list().await.unwrap();
        assert_eq!(transport.seen().sleeps[1..], [MS * wait], "{header}");
    }
    // Without a clock a date says nothing; for seconds none is asked.
    for (header, wait) in [(date, 250), ("3", 3_000)] {
        let transport = Scripted::new([status(429).header("retry-after", header), answer(200, r#"{"users":[]}"#)]);
        transport.api().list().await.unwrap();
        assert_eq!(transport.seen().sleeps[1..], [MS * wait], "{header}");
    }
    let transport = Scripted::new([status(429).header("retry-after", "1"), answer(200, r#"{"users":[]}"#)]);
    let builder = transport.builder().now(|| std::panic::panic_any("the clock was asked"));
    builder.build(transport.clone()).unwrap().list().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_last_error_tells_of_all_attempts_and_of_its_cause() {
    let transport = Scripted::new([failure("one"), failure("two with user-t0k3n"), failure("three with user-t0k3n")]);
    let error = transport.api().delete(UserId::ME).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), error.effect()), (ErrorKind::Network, 3, Some(Effect::Unknown)));
    assert_eq!(texts(error.cause()), ["three with [redacted]"]);
}

#[tokio::test(start_paused = true)]
async fn a_delete_that_is_refused_after_an_unknown_attempt_is_not_claimed_to_be_without_effect() {
    for code in [401, 403, 404] {
        let transport = Scripted::new([failure("reset"), status(code)]);
        let error = transport.api().delete(UserId::ME).await.unwrap_err();
        assert_eq!((error.kind(), error.effect()), (ErrorKind::DeleteUnconfirmed, Some(Effect::Unknown)), "{code}");
        let transport = Scripted::new([status(429), status(code)]);
        let error = transport.api().delete(UserId::ME).await.unwrap_err();
        assert_eq!((error.kind(), error.effect()), (ErrorKind::HttpStatus, Some(Effect::None)), "{code}");
    }
}
