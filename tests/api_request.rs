//! What is sent, and what is never seen of it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs)]

use powens_users::api::{ApiError, BaseUrl, Call, ErrorCode, ExtraHeaders, Request, Token, TokenKind, UserId};
use powens_users::{Cause, Secrets};

fn request(extra: &[(&str, &str)], token: Option<&str>) -> Request {
    let mut headers = ExtraHeaders::default();
    for (name, value) in extra {
        headers.add(name, value).unwrap();
    }
    let base = BaseUrl::from_domain("acme").unwrap();
    Request::new(&Call::Get(UserId::ME), &base, headers, token.map(|text| Token::new(text).unwrap()))
}

fn headers(request: &Request) -> Vec<(&str, String)> {
    request.header_list()
}

#[test]
fn a_list_needs_the_users_token_and_a_user_the_users_own() {
    assert_eq!(Call::list(None, None).unwrap().token_kind(), TokenKind::Users);
    assert_eq!(Call::Get(UserId::ME).token_kind(), TokenKind::User);
    assert_eq!(Call::Delete(UserId::ME).token_kind(), TokenKind::User);
}

#[test]
fn the_token_is_a_bearer_token() {
    let sent = request(&[], Some("abc+/="));
    assert_eq!(headers(&sent), [("Accept", "application/json".into()), ("Authorization", "Bearer abc+/=".into())]);
}

#[test]
fn without_a_token_no_authorization_is_sent() {
    assert_eq!(headers(&request(&[], None)), [("Accept", "application/json".into())]);
}

#[test]
fn extra_headers_are_sent_as_they_are_and_may_replace_accept() {
    let sent = request(&[("X-CSRF-Token", "t0k3n"), ("accept", "text/plain")], None);
    assert_eq!(headers(&sent), [("X-CSRF-Token", "t0k3n".into()), ("accept", "text/plain".into())]);
}

#[test]
fn headers_that_http_or_we_do_not_allow_are_refused() {
    for (name, value) in [
        ("Authorization", "Bearer x"),
        ("authorization", "x"),
        ("AUTHORIZATION", ""),
        ("", "x"),
        ("x y", "x"),
        ("x:", "x"),
        ("x\n", "x"),
        ("é", "x"),
        ("x", "a\r\nb: c"),
        ("x", "a\0"),
        ("x", "\u{7f}"),
        ("x", "€"),
    ] {
        let error = ExtraHeaders::default().add(name, value).unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidArgument, "{name:?}: {value:?}");
    }
    let mut twice = ExtraHeaders::default();
    twice.add("X-A", "1").unwrap();
    assert!(twice.add("x-a", "2").unwrap_err().message.contains("twice"));
}

#[test]
fn a_token_is_ascii_without_white_space() {
    for token in ["x", "abc.def-ghi_jkl", "a+/==", "!~"] {
        assert_eq!(Token::new(token).unwrap().reveal(), token);
    }
    for token in
        ["", " ", "a b", "a\n", "\ta", "é", "a\u{7f}", "a\0", "Bearer abc", "bearer abc", "\u{feff}abc", "a\u{fffd}"]
    {
        let error = Token::new(token).unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidArgument, "{token:?}");
        assert!(token.trim().len() < 3 || !error.message.contains(token.trim()), "{}", error.message);
    }
}

#[test]
fn no_debug_output_holds_a_secret() {
    let mut secrets = Secrets::default();
    secrets.add("t0k3n-value");
    let sent = request(&[("X-CSRF-Token", "csrf-value")], Some("t0k3n-value"));
    let shown = format!("{sent:?} {secrets:?}");
    assert!(!shown.contains("t0k3n-value") && !shown.contains("csrf-value"), "{shown}");
}

#[test]
fn every_text_of_an_error_is_scrubbed_and_cut() {
    let mut secrets = Secrets::default();
    for secret in ["tok", "tok-long", ""] {
        secrets.add(secret);
    }
    let behind = Cause { name: "E tok".into(), code: Some("tok".into()), message: "tok-long!".into(), cause: None };
    let mut error = ApiError::new(ErrorCode::HttpStatus, "was answered with 400.");
    error.request_id = Some("tok".into());
    error.api_code = Some("tok".into());
    error.api_description = Some(format!("{}tok", "é".repeat(600)));
    error.api_message = Some("a tok-long b".into());
    error.cause = Some(Cause { cause: Some(Box::new(behind)), name: "n".into(), code: None, message: "x tok".into() });
    let error = error.scrubbed(&secrets);
    assert_eq!(error.api_description.as_ref().unwrap().chars().count(), 500);
    assert_eq!(error.api_message.as_deref(), Some("a [redacted] b"));
    assert!(!format!("{error:?}{error}").contains("tok"), "{error:?}");
}

#[test]
fn no_pointer_holds_a_secret_or_its_beginning() {
    let mut secrets = Secrets::default();
    secrets.add("eyJ0/s3cr3t~long");
    for (pointer, scrubbed) in [
        ("/eyJ0~1s3cr3t~0long/id", "/[redacted]/id"),
        ("/x eyJ0~1s3cr3t~0long", "/x [redacted]"),
        ("/a/eyJ0~1s3…/id", "/a/[redacted]…/id"),
        ("/x eyJ0~1s3cr3t~0lon…", "/x [redacted]…"),
        ("/users/1/id", "/users/1/id"),
        ("", ""),
    ] {
        assert_eq!(secrets.scrub_pointer(pointer), scrubbed);
    }
}

#[test]
fn our_own_words_survive_a_short_token() {
    let mut secrets = Secrets::default();
    secrets.add("t");
    let error = ApiError::new(ErrorCode::Network, "No answer came from the API.").scrubbed(&secrets);
    assert_eq!(error.message, "No answer came from the API.");
}
