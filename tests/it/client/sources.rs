//! Tokens and headers that are asked for.

use std::future::IntoFuture;
use std::io::{Error, ErrorKind as IoErrorKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use powens_users::api::{Effect, ErrorKind, HeaderProblem, Reason, TokenKind, UserId};
use powens_users::client::UsersApi;

use super::script::{Scripted, answer, status, texts};

tokio::task_local! {
    static PERSON: &'static str;
}

#[tokio::test(start_paused = true)]
async fn a_token_is_asked_for_once_a_call_with_the_user_in_question() {
    let transport = Scripted::new([status(503), status(503), status(204), answer(200, r#"{"users":[]}"#)]);
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    let api = UsersApi::builder("acme")
        .users_token_from(|| async { Ok::<_, Error>("of-all") })
        .user_token_from(move |user_id| {
            let number = counted.fetch_add(1, Ordering::SeqCst);
            async move { Ok::<_, Error>(format!("of-{user_id}-{number}")) }
        })
        .build(transport.clone())
        .unwrap();
    api.delete(UserId::new(42).unwrap()).await.unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    api.list().await.unwrap();
    let seen = transport.seen();
    let sent: Vec<_> =
        seen.requests.iter().map(|request| request.headers()["authorization"].to_str().unwrap()).collect();
    assert_eq!(sent, ["Bearer of-42-0", "Bearer of-42-0", "Bearer of-42-0", "Bearer of-all"]);
}

#[tokio::test(start_paused = true)]
async fn what_is_handed_in_runs_in_the_future_of_its_own_call() {
    // The calls go on in step.
    let transport = Scripted::new([503, 503, 503, 204, 204, 204].map(status));
    let api = UsersApi::builder("acme")
        .user_token_from(|_| {
            let early = PERSON.get();
            async move {
                tokio::time::sleep(Duration::from_millis(5)).await;
                assert_eq!(early, PERSON.get());
                Ok::<_, Error>(PERSON.get())
            }
        })
        .headers_from(|| async { Ok::<_, Error>([("X-Person", PERSON.get())]) })
        .random(|| if PERSON.get().is_empty() { 0.0 } else { 0.5 })
        .build(transport.clone())
        .unwrap();
    let call = |person| PERSON.scope(person, api.delete(UserId::ME).into_future());
    let (one, two, three) = tokio::join!(call("ada"), call("bob"), call("cleo"));
    one.and(two).and(three).unwrap();
    let seen = transport.seen();
    for person in ["ada", "bob", "cleo"] {
        let of = |request: &&http::Request<()>| request.headers()["x-person"] == person;
        let theirs: Vec<_> = seen.requests.iter().filter(of).collect();
        assert_eq!(theirs.len(), 2);
        assert!(theirs.iter().all(|request| request.headers()["authorization"] == format!("Bearer {person}")));
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_source_that_fails_ends_the_call_and_is_the_cause_without_secrets() {
    #[derive(Debug, thiserror::Error)]
    #[error("the vault refused s3cr3t-header and {0}")]
    struct Vault(&'static str, #[source] Error);

    let transport = Scripted::new([]);
    let api = UsersApi::builder("acme")
        .users_token("users-t0k3n")
        .user_token_from(|_| async { Err::<String, _>(Vault("users-t0k3n", Error::from(IoErrorKind::TimedOut))) })
        .header("X-Key", "s3cr3t-header")
        .headers_from(|| async { Ok::<_, Error>([("a", "b")]) })
        .build(transport.clone())
        .unwrap();
    let error = api.delete(UserId::ME).await.unwrap_err();
    assert_eq!(*error.reason(), Reason::TokenFailed(TokenKind::User));
    assert_eq!((error.kind(), error.effect(), error.attempts()), (ErrorKind::TokenUnavailable, Some(Effect::None), 0));
    assert_eq!(texts(error.cause()), ["the vault refused [redacted] and [redacted]", "timed out"]);
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.source().unwrap().to_string(), "timed out");
    assert_eq!(transport.sent(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_source_may_fail_with_any_error_or_text() {
    let texts_of = |error: powens_users::api::ApiError| texts(error.cause());
    let transport = Scripted::new([]);
    let builder = || UsersApi::builder("acme");
    let by_text =
        builder().users_token_from(|| async { Err::<String, _>("no vault") }).build(transport.clone()).unwrap();
    assert_eq!(texts_of(by_text.list().await.unwrap_err()), ["no vault"]);
    let boxed = || async { Err::<String, _>(Box::<dyn std::error::Error + Send + Sync>::from("no key")) };
    let by_box = builder().users_token_from(boxed).build(transport).unwrap();
    assert_eq!(texts_of(by_box.list().await.unwrap_err()), ["no key"]);
}

#[tokio::test(start_paused = true)]
async fn a_source_that_gives_no_token_is_told_and_not_quoted() {
    for token in ["", "Bearer s3cr3t-t0k3n", "s3cr3t\nt0k3n"] {
        let transport = Scripted::new([]);
        let source = move || async move { Ok::<_, Error>(token) };
        let api = UsersApi::builder("acme").users_token_from(source).build(transport.clone()).unwrap();
        let error = api.list().await.unwrap_err();
        assert!(matches!(error.reason(), Reason::TokenRefused(TokenKind::Users, _)), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("s3cr3t"), "{error:?}");
        assert_eq!(transport.sent(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn headers_that_are_asked_for_come_with_those_that_are_set() {
    let transport = Scripted::new([answer(200, r#"{"users":[]}"#), answer(200, r#"{"users":[]}"#)]);
    let api = transport
        .builder()
        .header("X-Fixed", "caf\u{e9}")
        .headers_from(|| async { Ok::<_, Error>(vec![("X-Asked".to_owned(), "1".to_owned())]) });
    api.build(transport.clone()).unwrap().list().await.unwrap();
    // What a caller wants to have accepted counts.
    let api = transport.builder().header("accept", "application/vnd.powens+json");
    api.build(transport.clone()).unwrap().list().await.unwrap();
    let seen = transport.seen();
    assert_eq!(seen.requests[0].headers()["x-fixed"].as_bytes(), b"caf\xE9");
    assert_eq!(seen.requests[0].headers()["x-asked"], "1");
    assert!(seen.requests[0].headers().iter().all(|(name, value)| value.is_sensitive() == (name != "accept")));
    assert_eq!(
        seen.requests[1].headers().get_all("accept").iter().collect::<Vec<_>>(),
        ["application/vnd.powens+json"]
    );
}

#[tokio::test(start_paused = true)]
async fn headers_that_are_asked_for_are_refused_as_those_that_are_set() {
    for (name, value, problem) in [
        ("authorization", "Bearer other-secret", HeaderProblem::Authorization),
        ("x-FIXED", "other-secret", HeaderProblem::Twice),
        ("X-Other", "other-secret\n", HeaderProblem::Value),
        ("X Other", "other-secret", HeaderProblem::Name),
    ] {
        let transport = Scripted::new([]);
        let source = move || async move { Ok::<_, Error>([(name, value)]) };
        let api = transport.builder().header("X-Fixed", "1").headers_from(source).build(transport.clone()).unwrap();
        let error = api.delete(UserId::ME).await.unwrap_err();
        assert_eq!((*error.reason(), error.effect()), (Reason::HeadersRefused(problem), Some(Effect::None)));
        assert!(!format!("{error} {error:?}").contains("other-secret"));
        assert_eq!(transport.sent(), 0);
    }
    let transport = Scripted::new([]);
    let source = || async { Err::<Vec<(String, String)>, _>(Error::other("no header")) };
    let api = transport.builder().headers_from(source).build(transport.clone()).unwrap();
    let error = api.list().await.unwrap_err();
    assert_eq!((*error.reason(), texts(error.cause())), (Reason::HeadersFailed, vec!["no header".to_owned()]));
    assert_eq!(error.kind(), ErrorKind::HeadersUnavailable);
}

#[tokio::test(start_paused = true)]
async fn more_than_a_request_holds_is_refused_with_an_effect() {
    let transport = Scripted::new([]);
    let of = |length: usize, count: usize| (0..count).map(move |at| (format!("{}{at}", "a".repeat(length)), "v"));
    for (length, count) in [(1 << 16, 1), (1, 1 << 15)] {
        let source = move || async move { Ok::<_, Error>(of(length, count).collect::<Vec<_>>()) };
        let api = transport.builder().headers_from(source).build(transport.clone()).unwrap();
        let error = api.delete(UserId::ME).await.unwrap_err();
        assert_eq!(*error.reason(), Reason::HeadersRefused(HeaderProblem::TooMuch));
        assert_eq!((error.effect(), error.attempts()), (Some(Effect::None), 0));
        assert_eq!(api.list().await.unwrap_err().effect(), None);
    }
    let set = of(1 << 16, 1).fold(transport.builder(), |builder, (name, value)| builder.header(name, value));
    let error = set.build(transport.clone()).unwrap().delete(UserId::ME).await.unwrap_err();
    assert_eq!(*error.reason(), Reason::Headers(HeaderProblem::TooMuch));
    assert_eq!(error.effect(), Some(Effect::None));

    // `http` takes this base URL, and not what is behind it.
    let base_url = format!("https://example.com/{}", "a".repeat(65_534 - "https://example.com/".len()));
    let api = UsersApi::at(base_url).user_token("t").build(transport.clone()).unwrap();
    let error = api.delete(UserId::ME).await.unwrap_err();
    assert_eq!((error.kind(), error.effect()), (ErrorKind::InvalidArgument, Some(Effect::None)));
    assert_eq!(transport.sent(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_token_of_a_call_asks_no_source() {
    let transport = Scripted::new([status(204)]);
    let api = UsersApi::builder("acme")
        .user_token_from(|_| async { Err::<String, _>("it was asked") })
        .build(transport.clone())
        .unwrap();
    api.delete(UserId::ME).token("given").await.unwrap();
    assert_eq!(transport.sent(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_panic_of_what_is_handed_in_goes_through() {
    let transport = Scripted::new([]);
    let source = |_| async { if true { std::panic::panic_any("of the caller") } else { Ok::<_, Error>("t") } };
    let api = UsersApi::builder("acme").user_token_from(source).build(transport.clone()).unwrap();
    let call = tokio::spawn(api.get(UserId::ME).into_future());
    let panic = call.await.unwrap_err().into_panic();
    assert_eq!(panic.downcast_ref(), Some(&"of the caller"));
    assert_eq!(transport.sent(), 0);
}
