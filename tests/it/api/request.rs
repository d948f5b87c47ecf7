//! What is asked for, what is sent, and where nothing is.

use std::time::Duration;

use super::support::{
    USER_TOKEN, USERS_TOKEN, address, client, delete, domain, fixed, foreign, get, headers, list, refused,
};
use powens_users::api::{
    ApiError, BaseUrl, BaseUrlProblem, Call, Client, Effect, ErrorKind, Exchange, ExtraHeaders, HeaderProblem,
    HeadersSource, Method, Reason, Step, Target, Token, TokenKind, TokenProblem, TokenSource, UserId,
};

fn begin(client: Client, call: Call) -> Exchange {
    Exchange::new(client, call, None, None).unwrap()
}

fn token(text: &str) -> Option<Token> {
    Some(Token::new(text).unwrap())
}

fn sent(exchange: &Exchange) -> Vec<(String, String)> {
    assert_eq!(exchange.step(), Step::Send);
    exchange.headers()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn the_three_calls_have_the_documented_urls() {
    let page = |limit, offset| Call::list(limit, offset).unwrap();
    for (call, method, url) in [
        (list(), Method::Get, "https://acme.biapi.pro/2.0/users"),
        (page(Some(10), None), Method::Get, "https://acme.biapi.pro/2.0/users?limit=10"),
        (page(None, Some(0)), Method::Get, "https://acme.biapi.pro/2.0/users?offset=0"),
        (page(Some(10), Some(20)), Method::Get, "https://acme.biapi.pro/2.0/users?limit=10&offset=20"),
        (
            page(Some(9_007_199_254_740_991), None),
            Method::Get,
            "https://acme.biapi.pro/2.0/users?limit=9007199254740991",
        ),
        (get(), Method::Get, "https://acme.biapi.pro/2.0/users/42"),
        (Call::Get(UserId::ME), Method::Get, "https://acme.biapi.pro/2.0/users/me"),
        (delete(), Method::Delete, "https://acme.biapi.pro/2.0/users/42"),
        (Call::Delete(UserId::ME), Method::Delete, "https://acme.biapi.pro/2.0/users/me"),
    ] {
        let exchange = begin(client(), call);
        assert_eq!((exchange.call().method(), exchange.url().as_str()), (method, url));
        assert_eq!(exchange.call().route().as_str().split(' ').next(), Some(method.as_str()));
    }
}

#[test]
fn a_page_is_asked_for_within_its_bounds() {
    let beyond = 9_007_199_254_740_992;
    for (limit, offset) in [(Some(0), None), (Some(beyond), None), (None, Some(beyond)), (Some(1), Some(u64::MAX))] {
        let error = Call::list(limit, offset).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{limit:?} {offset:?}");
        assert!(error.to_string().contains("9007199254740991"), "{error}");
    }
}

#[test]
fn a_list_needs_the_users_token_and_a_user_the_users_own() {
    for (call, kind, token) in [
        (list(), TokenKind::Users, USERS_TOKEN),
        (get(), TokenKind::User, USER_TOKEN),
        (delete(), TokenKind::User, USER_TOKEN),
        (Call::Get(UserId::ME), TokenKind::User, USER_TOKEN),
    ] {
        assert_eq!(call.token_kind(), kind);
        let bearer = format!("Bearer {token}");
        assert_eq!(sent(&begin(client(), call)), pairs(&[("Accept", "application/json"), ("Authorization", &bearer)]));
    }
}

#[test]
fn a_missing_token_is_told_before_anything_is_sent() {
    for (call, kind, effect) in [
        (list(), TokenKind::Users, None),
        (get(), TokenKind::User, None),
        (delete(), TokenKind::User, Some(Effect::None)),
    ] {
        let bare = Client { users_token: TokenSource::Missing, user_token: TokenSource::Missing, ..client() };
        let error = refused(bare.clone(), call, None);
        assert_eq!(error.reason(), &Reason::TokenMissing(kind));
        assert_eq!((error.kind(), error.attempts(), error.effect()), (ErrorKind::TokenUnavailable, 0, effect));
        assert!(error.to_string().contains(kind.as_str()), "{error}");
        // That of the call alone will do.
        let exchange = Exchange::new(bare, call, None, token("own")).unwrap();
        assert_eq!(sent(&exchange), pairs(&[("Accept", "application/json"), ("Authorization", "Bearer own")]));
    }
}

#[test]
fn a_token_of_the_call_wins_over_every_other() {
    for source in [TokenSource::Missing, TokenSource::NotSent, fixed("client"), TokenSource::Ask] {
        let target = address("https://proxy.example");
        let exchange =
            Exchange::new(Client { target, user_token: source.clone(), ..client() }, delete(), None, token("own"));
        let sent = sent(&exchange.unwrap());
        assert!(sent.contains(&("Authorization".into(), "Bearer own".into())), "{source:?} {sent:?}");
    }
}

#[test]
fn a_token_is_left_to_a_proxy_and_to_nobody_else() {
    let without =
        |target| Client { target, users_token: TokenSource::NotSent, user_token: TokenSource::NotSent, ..client() };
    for call in [list(), get(), delete()] {
        let exchange = begin(without(address("https://proxy.example/2.0")), call);
        assert_eq!(sent(&exchange), pairs(&[("Accept", "application/json")]));
    }
    assert_eq!(without(domain()).check().unwrap_err().reason(), &Reason::TokenNotSent(TokenKind::Users));
    let user = Client { user_token: TokenSource::NotSent, ..client() };
    assert_eq!(user.check().unwrap_err().reason(), &Reason::TokenNotSent(TokenKind::User));
    // Also where the client was never checked.
    assert_eq!(refused(user, list(), None).reason(), &Reason::TokenNotSent(TokenKind::User));
}

#[test]
fn token_and_headers_are_asked_for_once_in_this_order() {
    for (source, headers_source, steps) in [
        (fixed("abc"), HeadersSource::Fixed(headers(&[("X-A", "1")])), &[Step::Send][..]),
        (fixed("abc"), HeadersSource::Ask, &[Step::AskHeaders, Step::Send]),
        (TokenSource::Ask, HeadersSource::Fixed(headers(&[("X-A", "1")])), &[Step::AskToken, Step::Send]),
        (TokenSource::Ask, HeadersSource::Ask, &[Step::AskToken, Step::AskHeaders, Step::Send]),
    ] {
        let mut exchange = begin(Client { user_token: source, headers: headers_source, ..client() }, delete());
        for (index, step) in steps.iter().enumerate() {
            assert_eq!(exchange.step(), *step, "{steps:?} {index}");
            match step {
                Step::AskToken => exchange.set_token(Some("abc")).unwrap(),
                Step::AskHeaders => exchange.set_headers(Some(Ok(headers(&[("X-A", "1")])))).unwrap(),
                Step::Send => {}
            }
        }
        let expected = pairs(&[("X-A", "1"), ("Accept", "application/json"), ("Authorization", "Bearer abc")]);
        assert_eq!(sent(&exchange), expected);
        // Every attempt sends the same: nothing is asked for anew.
        for _ in 0..2 {
            let decision = super::support::tell(&mut exchange, &super::support::network(), super::support::IN_TIME);
            assert!(matches!(decision, powens_users::api::Decision::Retry { .. }));
            assert_eq!(sent(&exchange), expected);
        }
    }
}

#[test]
fn a_token_of_the_call_is_not_asked_for() {
    let asking = Client { user_token: TokenSource::Ask, headers: HeadersSource::Ask, ..client() };
    let exchange = Exchange::new(asking, get(), None, token("own")).unwrap();
    assert_eq!(exchange.step(), Step::AskHeaders);
}

#[test]
fn what_the_sources_give_is_held_to_the_rules() {
    let asking = || Client { user_token: TokenSource::Ask, headers: HeadersSource::Ask, ..client() };
    let kind = TokenKind::User;
    let check = |error: ApiError, reason, code, call: Call| {
        assert_eq!((error.reason(), error.kind(), error.attempts()), (&reason, code, 0));
        assert_eq!(error.effect(), call.is_delete().then_some(Effect::None));
    };
    for call in [get(), delete()] {
        for (text, reason) in [
            (None, Reason::TokenNoText(kind)),
            (Some(""), Reason::TokenRefused(kind, TokenProblem::Empty)),
            (Some(" x"), Reason::TokenRefused(kind, TokenProblem::Spaces)),
            (Some("Bearer x"), Reason::TokenRefused(kind, TokenProblem::Bearer)),
            (Some("x\ty"), Reason::TokenRefused(kind, TokenProblem::Character)),
        ] {
            let mut exchange = begin(asking(), call);
            check(exchange.set_token(text).unwrap_err(), reason, ErrorKind::TokenUnavailable, call);
            assert_eq!(exchange.step(), Step::AskToken);
        }
        let error = begin(asking(), call).source_failed(foreign("no session"));
        assert_eq!(error.cause().unwrap().message, "no session");
        check(error, Reason::TokenFailed(kind), ErrorKind::TokenUnavailable, call);

        let at_headers = || {
            let mut exchange = begin(asking(), call);
            exchange.set_token(Some("abc")).unwrap();
            exchange
        };
        for (given, reason) in [
            (None, Reason::HeadersNone),
            (Some(Err(HeaderProblem::Authorization)), Reason::HeadersRefused(HeaderProblem::Authorization)),
            (Some(Err(HeaderProblem::Value)), Reason::HeadersRefused(HeaderProblem::Value)),
        ] {
            let mut exchange = at_headers();
            check(exchange.set_headers(given).unwrap_err(), reason, ErrorKind::HeadersUnavailable, call);
            assert_eq!(exchange.step(), Step::AskHeaders);
        }
        check(at_headers().source_failed(foreign("x")), Reason::HeadersFailed, ErrorKind::HeadersUnavailable, call);
    }
}

#[test]
fn extra_headers_are_sent_as_they_are_and_may_replace_accept() {
    let proxy = Client { target: address("https://proxy.example"), user_token: TokenSource::NotSent, ..client() };
    for (given, expected) in [
        (&[("X-CSRF-Token", "t0k3n"), ("accept", "text/plain")][..], &[][..]),
        (&[("ACCEPT", "")], &[]),
        (&[("x-", "\u{a0}\u{ff}\t~")], &[("Accept", "application/json")]),
        (&[("X-Accept", "y")], &[("Accept", "application/json")]),
    ] {
        let client = Client { headers: HeadersSource::Fixed(headers(given)), ..proxy.clone() };
        let all = [pairs(given), pairs(expected)].concat();
        assert_eq!(sent(&begin(client, get())), all);
    }
}

#[test]
fn headers_that_http_or_we_do_not_allow_are_refused() {
    for (name, value, problem) in [
        ("Authorization", "Bearer x", HeaderProblem::Authorization),
        ("authorization", "x", HeaderProblem::Authorization),
        ("AUTHORIZATION", "", HeaderProblem::Authorization),
        ("", "x", HeaderProblem::Name),
        ("x y", "x", HeaderProblem::Name),
        ("x:", "x", HeaderProblem::Name),
        ("x\n", "x", HeaderProblem::Name),
        ("é", "x", HeaderProblem::Name),
        ("__proto__", "x", HeaderProblem::Name),
        ("x", "a\r\nb: c", HeaderProblem::Value),
        ("x", "a\0", HeaderProblem::Value),
        ("x", "\u{7f}", HeaderProblem::Value),
        ("x", "\u{80}", HeaderProblem::Value),
        ("x", "€", HeaderProblem::Value),
    ] {
        let error = ExtraHeaders::default().add(name, value).unwrap_err();
        assert_eq!(error, problem, "{name:?}: {value:?}");
        assert_eq!(ApiError::from(Reason::Headers(error)).kind(), ErrorKind::InvalidArgument);
    }
    let mut twice = headers(&[("X-A", "1")]);
    assert_eq!(twice.add("x-a", "2"), Err(HeaderProblem::Twice));
    assert!(!twice.is_empty() && ExtraHeaders::default().is_empty());
}

#[test]
fn a_token_is_ascii_without_white_space() {
    for token in ["x", "abc.def-ghi_jkl", "a+/==", "!~", "bearer", "Bearerx"] {
        assert_eq!(Token::new(token).unwrap().reveal(), token);
    }
    for (token, problem) in [
        ("", TokenProblem::Empty),
        (" ", TokenProblem::Spaces),
        ("a\n", TokenProblem::Spaces),
        ("\ta", TokenProblem::Spaces),
        ("abc\u{a0}", TokenProblem::Spaces),
        ("\u{feff}abc", TokenProblem::Spaces),
        ("Bearer abc", TokenProblem::Bearer),
        ("bearer abc", TokenProblem::Bearer),
        ("BEARER s3cr3t", TokenProblem::Bearer),
        ("a b", TokenProblem::Character),
        ("é", TokenProblem::Character),
        ("a\u{7f}", TokenProblem::Character),
        ("a\0", TokenProblem::Character),
        ("a\u{fffd}", TokenProblem::Character),
        ("s3cr3t\r\nx: y", TokenProblem::Character),
    ] {
        let error = Token::new(token).unwrap_err();
        assert_eq!(error, problem, "{token:?}");
        assert!(!error.to_string().contains("s3cr3t"), "{error}");
    }
}

#[test]
fn a_call_has_its_own_deadline_or_that_of_the_client() {
    let own = Duration::from_millis(5);
    for (own, total) in [(None, Duration::from_secs(30)), (Some(own), own)] {
        let mut exchange = Exchange::new(client(), get(), own, None).unwrap();
        assert_eq!(exchange.timeout(), total);
        assert_eq!(exchange.timed_out(false).reason(), &Reason::TimedOut(total, true));
    }
}

const OPEN: &[&str] = &["http://proxy.example/2.0", "http://192.168.0.1:8080", "http://[::2]"];
const PRIVATE: &[&str] = &["https://proxy.example", "http://localhost:8787", "http://127.0.0.1", "http://[::1]:1/x"];

/// A client that holds nothing secret.
fn bare(target: Target) -> Client {
    Client { target, users_token: TokenSource::NotSent, user_token: TokenSource::NotSent, ..client() }
}

/// Everything by which a client may hold a secret.
fn with_secrets(target: &Target) -> Vec<Client> {
    let bare = || bare(target.clone());
    vec![
        Client { users_token: fixed("x"), ..bare() },
        Client { user_token: fixed("x"), ..bare() },
        Client { users_token: TokenSource::Ask, ..bare() },
        Client { user_token: TokenSource::Ask, ..bare() },
        Client { headers: HeadersSource::Fixed(headers(&[("X-A", "1")])), ..bare() },
        Client { headers: HeadersSource::Ask, ..bare() },
    ]
}

fn assert_insecure(error: &ApiError, effect: Option<Effect>) {
    assert_eq!(error.reason(), &Reason::BaseUrl(BaseUrlProblem::Insecure));
    assert_eq!((error.kind(), error.attempts(), error.effect()), (ErrorKind::InvalidArgument, 0, effect));
}

#[test]
fn no_secret_goes_by_plain_http_beyond_this_machine() {
    for url in OPEN {
        for client in with_secrets(&address(url)) {
            assert_insecure(&client.check().unwrap_err(), None);
            // Whoever did not check the client is refused by every call.
            for (call, effect) in [(list(), None), (get(), None), (delete(), Some(Effect::None))] {
                assert_insecure(&refused(client.clone(), call, None), effect);
                assert_insecure(&refused(client.clone(), call, Some("own")), effect);
            }
        }
        for unset in [TokenSource::NotSent, TokenSource::Missing] {
            let client = Client { users_token: unset.clone(), user_token: unset, ..bare(address(url)) };
            client.check().unwrap();
            // A secret of the call alone is refused at the call.
            for (call, effect) in [(list(), None), (get(), None), (delete(), Some(Effect::None))] {
                assert_insecure(&refused(client.clone(), call, Some("own")), effect);
            }
        }
        let exchange = begin(bare(address(url)), delete());
        assert_eq!(sent(&exchange), pairs(&[("Accept", "application/json")]));
    }
}

#[test]
fn secrets_go_where_nobody_reads_them_and_where_that_was_allowed() {
    let allowed = |url: &&str| Target::Address(BaseUrl::parse(url, None).unwrap(), true);
    let targets = PRIVATE.iter().map(|url| address(url)).chain(OPEN.iter().map(allowed));
    for target in targets {
        for client in with_secrets(&target) {
            client.check().unwrap();
            Exchange::new(client, get(), None, token("own")).unwrap();
        }
    }
}

#[test]
fn a_path_of_an_http_page_is_plain_http_too() {
    for (origin, is_private) in
        [("http://admin.example", false), ("https://admin.example", true), ("http://localhost:3000", true)]
    {
        let target = Target::Address(BaseUrl::parse("/powens/2.0", Some(origin)).unwrap(), false);
        bare(target.clone()).check().unwrap();
        for client in with_secrets(&target) {
            assert_eq!(client.check().is_ok(), is_private, "{origin}");
        }
        let own = Exchange::new(bare(target), get(), None, token("own"));
        assert_eq!(own.is_ok(), is_private, "{origin}");
    }
}
