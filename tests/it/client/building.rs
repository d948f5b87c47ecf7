//! What a client is made of is checked when it is built.

use std::time::Duration;

use powens_users::Setting;
use powens_users::api::{BaseUrlProblem, ErrorKind, HeaderProblem, Reason, TokenKind, TokenProblem};
use powens_users::client::{UsersApi, UsersApiBuilder};

use super::script::{Scripted, answer};

fn refused(builder: UsersApiBuilder) -> Reason {
    let transport = Scripted::new([]);
    let error = builder.build(transport.clone()).unwrap_err();
    assert_eq!((error.kind(), error.attempts(), error.effect()), (ErrorKind::InvalidArgument, 0, None));
    *error.reason()
}

fn setting(builder: UsersApiBuilder) -> Setting {
    match refused(builder) {
        Reason::Setting(limit) => limit.setting,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_place_is_checked() {
    for (domain, problem) in [
        ("", BaseUrlProblem::Domain),
        ("Acme", BaseUrlProblem::Domain),
        ("acme.biapi.pro", BaseUrlProblem::DomainAddress),
        ("https://acme.biapi.pro", BaseUrlProblem::DomainAddress),
    ] {
        assert_eq!(refused(UsersApi::builder(domain)), Reason::BaseUrl(problem), "{domain}");
    }
    for (base_url, problem) in [
        ("", BaseUrlProblem::Start),
        ("/powens/2.0", BaseUrlProblem::NoOrigin),
        ("ftp://example.com", BaseUrlProblem::Scheme),
        ("https://u:p@example.com", BaseUrlProblem::UserInfo),
        ("https://example.com/2.0?a", BaseUrlProblem::Query),
        ("https://example.com/../2.0", BaseUrlProblem::Segment),
        // Nothing is wrong with it, but that `http` holds no address of this length.
        (&format!("https://example.com/{}", "a".repeat(1 << 16)), BaseUrlProblem::Unreadable),
    ] {
        assert_eq!(refused(UsersApi::at(base_url)), Reason::BaseUrl(problem), "{base_url}");
    }
}

#[test]
fn a_builder_shows_no_address_that_is_refused() {
    for (place, shown) in [
        (UsersApi::at("https://user:s3cr3t@example.com/2.0"), "UserInfo"),
        (UsersApi::at("https://example.com/2.0?token=s3cr3t"), "Query"),
        (UsersApi::builder("s3cr3t@acme"), "Domain"),
        (UsersApi::at("https://example.com/2.0/"), "https://example.com/2.0"),
        (UsersApi::builder("acme"), "https://acme.biapi.pro/2.0"),
    ] {
        let text = format!("{place:?} {place:#?}");
        assert!(text.contains(shown) && !text.contains("s3cr3t"), "{text}");
    }
}

#[tokio::test]
async fn a_path_belongs_to_the_origin_that_the_transport_tells() {
    let mut transport = Scripted::new([answer(200, r#"{"users":[]}"#)]);
    transport.origin = Some("https://admin.example".into());
    let api = UsersApi::at("/powens/2.0/").without_users_token().build(transport.clone()).unwrap();
    api.list().await.unwrap();
    assert_eq!(transport.seen().requests[0].uri(), "https://admin.example/powens/2.0/users");
    assert!(!transport.seen().requests[0].headers().contains_key("authorization"));
}

#[tokio::test]
async fn an_address_that_the_transport_cannot_read_is_refused() {
    let mut transport = Scripted::new([]);
    transport.refuses = true;
    let error = UsersApi::at("https://xn--a/2.0").build(transport).unwrap_err();
    assert_eq!(*error.reason(), Reason::BaseUrl(BaseUrlProblem::Unreadable));
}

#[test]
fn plain_http_carries_no_secret_unless_it_is_allowed() {
    let insecure = || UsersApi::at("http://example.com/2.0");
    let reason = Reason::BaseUrl(BaseUrlProblem::Insecure);
    assert_eq!(refused(insecure().users_token("t")), reason);
    assert_eq!(refused(insecure().user_token_from(|_| async { Ok::<_, String>("t") })), reason);
    assert_eq!(refused(insecure().header("X-Key", "t")), reason);
    assert_eq!(refused(insecure().headers_from(|| async { Ok::<_, String>([("a", "b")]) })), reason);
    assert!(insecure().without_users_token().build(Scripted::new([])).is_ok());
    assert!(insecure().users_token("t").allow_insecure_http().build(Scripted::new([])).is_ok());
    assert!(UsersApi::at("http://127.0.0.1:8787/2.0").users_token("t").build(Scripted::new([])).is_ok());
}

#[test]
fn tokens_headers_and_numbers_are_checked() {
    let acme = || UsersApi::builder("acme");
    assert_eq!(refused(acme().users_token("")), Reason::Token(TokenKind::Users, TokenProblem::Empty));
    assert_eq!(refused(acme().user_token("Bearer t")), Reason::Token(TokenKind::User, TokenProblem::Bearer));
    assert_eq!(refused(acme().without_users_token()), Reason::TokenNotSent(TokenKind::Users));
    assert_eq!(refused(acme().without_user_token()), Reason::TokenNotSent(TokenKind::User));
    for (name, value, problem) in [
        ("", "v", HeaderProblem::Name),
        ("a b", "v", HeaderProblem::Name),
        ("AUTHORIZATION", "v", HeaderProblem::Authorization),
        ("A", "v\r\nb: c", HeaderProblem::Value),
        ("A", "\u{2713}", HeaderProblem::Value),
    ] {
        assert_eq!(refused(acme().header(name, value).header("B", "v")), Reason::Headers(problem), "{name}");
    }
    assert_eq!(refused(acme().header("X-A", "1").header("x-a", "2")), Reason::Headers(HeaderProblem::Twice));

    assert_eq!(setting(acme().timeout(Duration::ZERO)), Setting::Timeout);
    assert_eq!(setting(acme().timeout(Duration::MAX)), Setting::Timeout);
    assert_eq!(setting(acme().max_retries(11)), Setting::MaxRetries);
    assert_eq!(setting(acme().max_response_bytes(0)), Setting::MaxResponseBytes);
    assert_eq!(setting(acme().max_response_bytes((256 << 20) + 1)), Setting::MaxResponseBytes);
}
