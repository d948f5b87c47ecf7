//! Heads of answers that are no plain ones.

use powens_users::api::{Effect, ErrorKind, NoResponse, Reason, Redirect, UserId};
use powens_users::client::TransportErrorKind;

use super::script::{Piece, Scripted, answer, failure, no_answer, status};

#[tokio::test(start_paused = true)]
async fn a_redirect_is_never_followed_and_its_body_not_read() {
    for (code, effect) in [(301, Effect::None), (302, Effect::None), (303, Effect::Unknown), (307, Effect::None)] {
        let redirect = status(code).header("location", "https://evil.example/").piece(Piece::Never);
        let transport = Scripted::new([redirect]);
        let error = transport.api().delete(UserId::ME).await.unwrap_err();
        assert_eq!((*error.reason(), error.status()), (Reason::Redirect(false), Some(code)));
        assert_eq!((error.effect(), error.attempts()), (Some(effect), 1));
        assert_eq!(transport.read_and_dropped(), (0, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_redirect_that_was_hidden_or_followed_is_told_as_such() {
    for (how, code, shown, followed) in [
        (Redirect::Hidden, 302, None, false),
        (Redirect::Hidden, 204, None, false),
        (Redirect::Followed, 204, Some(204), true),
    ] {
        let transport = Scripted::new([status(code).redirected(how)]);
        let error = transport.api().delete(UserId::ME).await.unwrap_err();
        assert_eq!((*error.reason(), error.status()), (Reason::Redirect(followed), shown), "{how:?}");
        assert_eq!((error.kind(), error.effect()), (ErrorKind::Redirect, Some(Effect::Unknown)));
    }
    let transport = Scripted::new([answer(200, r#"{"id":42}"#).redirected(Redirect::Followed)]);
    let error = transport.api().get(UserId::ME).await.unwrap_err();
    assert_eq!(*error.reason(), Reason::Redirect(true));
}

#[tokio::test(start_paused = true)]
async fn a_status_that_http_does_not_have_is_no_answer() {
    for code in [600, 999] {
        let transport = Scripted::new([status(code).piece(Piece::Never)]);
        let error = transport.api().delete(UserId::ME).await.unwrap_err();
        assert_eq!((*error.reason(), error.status()), (Reason::NoResponse(NoResponse::NoStatus), None));
        assert_eq!((error.kind(), error.effect()), (ErrorKind::InvalidResponse, Some(Effect::Unknown)));
        assert_eq!(transport.read_and_dropped(), (0, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_no_answer_is_told_and_not_tried_again() {
    for (kind, what) in
        [(TransportErrorKind::NoObject, NoResponse::NoObject), (TransportErrorKind::NoStatus, NoResponse::NoStatus)]
    {
        let transport = Scripted::new([no_answer(kind)]);
        let error = transport.api().delete(UserId::ME).await.unwrap_err();
        assert_eq!((*error.reason(), error.kind()), (Reason::NoResponse(what), ErrorKind::InvalidResponse));
        assert_eq!((error.effect(), error.attempts()), (Some(Effect::Unknown), 1));
    }
    let transport = Scripted::new([no_answer(TransportErrorKind::NoAnswer), status(204)]);
    transport.api().delete(UserId::ME).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_may_be_cors_is_said_to_be() {
    let transport = Scripted::new([failure("refused").like_cors()]);
    let api = transport.builder().max_retries(0).build(transport.clone()).unwrap();
    assert_eq!(*api.list().await.unwrap_err().reason(), Reason::NoAnswer(true));
}

#[tokio::test(start_paused = true)]
async fn headers_are_read_as_the_npm_package_reads_them() {
    let refused = answer(403, r#"{"code":"noPermission","description":"no"}"#);
    let transport = Scripted::new([refused.header("x-request-id", "r1").header("x-request-id", b"\xE9")]);
    let error = transport.api().get(UserId::ME).await.unwrap_err();
    assert_eq!((error.request_id(), error.api_code()), (Some("r1, \u{e9}"), Some("noPermission")));
    let transport = Scripted::new([answer(200, "<html>").header("content-type", "TEXT/HTML")]);
    let error = transport.api().get(UserId::ME).await.unwrap_err();
    assert!(error.to_string().contains("of HTML"), "{error}");
}
