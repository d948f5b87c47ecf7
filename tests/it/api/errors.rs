//! What an error says, and what it never says.

use std::collections::BTreeSet;
use std::time::Duration;

use super::support::{
    IN_TIME, Outcome, address, begun, client, delete, fixed, foreign, get, headers, list, network, refusal, rejected,
    tell,
};
use powens_users::api::{
    ApiError, BaseUrlProblem, Client, Decision, Declared, Documented, ErrorKind, Exchange, Failure, Head,
    HeaderProblem, HeadersSource, Hint, MAX_RESPONSE_BYTES, MAX_RETRIES, NoResponse, PAGE_LIMIT, PAGE_OFFSET, Reason,
    Route, TIMEOUT_MS, Token, TokenKind, TokenProblem, TokenSource, Unconfirming, UserId, UserIdProblem,
};
use powens_users::check::Unrepresentable;
use powens_users::{ForeignError, Limit, OutOfBounds};

/// Every reason there is, with all that can belong to it.
fn reasons() -> Vec<Reason> {
    let mut all = Vec::new();
    all.extend(UserIdProblem::ALL.iter().map(|problem| Reason::UserId(*problem)));
    all.extend(BaseUrlProblem::ALL.iter().map(|problem| Reason::BaseUrl(*problem)));
    let limits = [TIMEOUT_MS, MAX_RETRIES, MAX_RESPONSE_BYTES, PAGE_LIMIT, PAGE_OFFSET];
    all.extend(limits.map(Reason::Setting));
    for kind in TokenKind::ALL {
        all.extend(TokenProblem::ALL.iter().map(|problem| Reason::Token(*kind, *problem)));
        all.extend(TokenProblem::ALL.iter().map(|problem| Reason::TokenRefused(*kind, *problem)));
        let of_kind = [Reason::TokenNotSent, Reason::TokenMissing, Reason::TokenFailed, Reason::TokenNoText];
        all.extend(of_kind.map(|reason| reason(*kind)));
    }
    all.extend(TokenProblem::ALL.iter().map(|problem| Reason::CallToken(*problem)));
    all.extend(HeaderProblem::ALL.iter().map(|problem| Reason::Headers(*problem)));
    all.extend(HeaderProblem::ALL.iter().map(|problem| Reason::HeadersRefused(*problem)));
    all.extend([Reason::HeadersFailed, Reason::HeadersNone, Reason::OutOfMemory, Reason::Unparsable]);
    for flag in [false, true] {
        all.extend([Reason::NoAnswer(flag), Reason::TimedOut(Duration::from_millis(5), flag), Reason::Redirect(flag)]);
    }
    all.extend(NoResponse::ALL.iter().map(|what| Reason::NoResponse(*what)));
    all.extend([Reason::BrokenOff(200), Reason::TooLarge(10), Reason::OtherUser(42), Reason::RefusedAfterUnknown(404)]);
    for route in Route::ALL {
        all.extend(Hint::ALL.iter().map(|hint| Reason::Status(*route, 404, *hint)));
    }
    all.extend(Declared::ALL.iter().map(|declared| Reason::NotJson(3, *declared)));
    all.extend(Documented::ALL.iter().map(|documented| Reason::WrongShape(*documented)));
    all.extend(Unconfirming::ALL.iter().map(|what| Reason::Unconfirmed(*what)));
    all.extend(Unrepresentable::ALL.iter().map(|what| Reason::Unrepresentable(*what)));
    all
}

#[test]
fn every_reason_has_a_number_of_its_own_name_and_words_of_its_own() {
    let (mut numbers, mut parts, mut words, mut codes) = (BTreeSet::new(), Vec::new(), BTreeSet::new(), Vec::new());
    for reason in reasons() {
        let number = reason.parts().reason;
        let name = format!("{reason:?}");
        assert_eq!(Reason::NAMES[usize::from(number)], name.split('(').next().unwrap());
        numbers.insert(number);
        assert!(!parts.contains(&reason.parts()), "{reason:?} has the numbers of another");
        parts.push(reason.parts());
        let text = reason.to_string();
        assert!(!text.is_empty() && !text.ends_with(['.', ' ']) && !text.contains("  "), "{text:?}");
        assert!(words.insert(text.clone()), "{text:?} is said twice");
        assert_eq!(ApiError::from(reason).to_string(), text);
        codes.push(reason.kind());
    }
    assert_eq!(numbers.len(), Reason::NAMES.len());
    assert!(ErrorKind::ALL.iter().all(|code| codes.contains(code)));
}

#[test]
fn a_status_is_explained_as_far_as_it_is_documented() {
    for (call, status, hint) in [
        (list(), 400, Hint::Request),
        (get(), 401, Hint::Token),
        (list(), 403, Hint::UsersToken),
        (get(), 403, Hint::UserToken),
        (delete(), 403, Hint::UserToken),
        (list(), 404, Hint::Address),
        (get(), 404, Hint::NoUser),
        (delete(), 404, Hint::NoUser),
        (delete(), 409, Hint::Busy),
        (get(), 408, Hint::Later),
        (get(), 500, Hint::Later),
        (get(), 599, Hint::Later),
        (get(), 429, Hint::Slower),
        (get(), 202, Hint::NoSuccess),
        (delete(), 202, Hint::NoSuccess),
        (get(), 418, Hint::Unknown),
        (get(), 304, Hint::Unknown),
        (get(), 600, Hint::Unknown),
    ] {
        assert_eq!(refusal(call, status, "").reason(), &Reason::Status(call.route(), status, hint));
    }
}

#[test]
fn a_number_out_of_bounds_is_told_its_bounds() {
    for limit in [TIMEOUT_MS, MAX_RETRIES, MAX_RESPONSE_BYTES, PAGE_LIMIT, PAGE_OFFSET] {
        let Limit { default, least, most, .. } = limit;
        for number in [default, least, most] {
            assert_eq!(limit.check(number), Ok(number));
        }
        for number in [least.checked_sub(1), most.checked_add(1), Some(u64::MAX)].into_iter().flatten() {
            let error = limit.check(number).unwrap_err();
            assert_eq!(error, OutOfBounds(limit));
            assert!(error.to_string().contains(&format!("from {least} to {most}")), "{error}");
            assert_eq!(ApiError::from(error).reason(), &Reason::Setting(limit));
        }
    }
}

#[test]
fn an_error_points_to_what_is_wrong_first() {
    let error = refusal(list(), 200, r#"{"users":[{"id":0},{"id":"x"}]}"#);
    assert_eq!(error.issues().len(), 2);
    assert_eq!(error.pointer(), Some("/users/0/id"));
    assert!(error.to_string().contains("\"/users/0/id\""), "{error}");
}

const TOKEN: &str = "t0k3n/s3cr3t+long~";
const HEADER: &str = "csrf-s3cr3t-value";
const PROXY: &str = "Basic  dXNlcjpz-s3cr3t";

/// Every way in which the token and the header were seen to be written.
fn spellings() -> Vec<String> {
    let owned = [
        TOKEN,
        HEADER,
        PROXY,
        "dXNlcjpz-s3cr3t",
        "t0k3n%2Fs3cr3t%2Blong~",
        "t0k3n%2fs3cr3t%2blong~",
        "t0k3n~1s3cr3t+long~0",
        // Base64 of `TOKEN`, of `u:TOKEN` and of `us:TOKEN`.
        "dDBrM24vczNjcjN0K2xvbmd+",
        "dDBrM24vczNjcjN0K2xvbmd-",
        "dTp0MGszbi9zM2NyM3QrbG9uZ34=",
        "dXM6dDBrM24vczNjcjN0K2xvbmd+",
    ];
    owned.map(str::to_owned).to_vec()
}

fn assert_silent(error: &ApiError) {
    let shown = format!("{error} {error:?}");
    for secret in ["s3cr3t", "czNjcjN0", "zM2NyM3", "t0k3n"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

fn secretive(token: TokenSource, headers: HeadersSource) -> Client {
    Client { users_token: token.clone(), user_token: token, headers, ..client() }
}

/// An exchange that knows the token and the header, by each way in which it may come to know them.
fn exchanges(call: powens_users::api::Call) -> Vec<Exchange> {
    let given = || headers(&[("X-CSRF-Token", HEADER), ("X-Flag", "1"), ("Proxy-Authorization", PROXY)]);
    let fixed_headers = || HeadersSource::Fixed(given());
    let begin = |client, token: Option<&str>| {
        Exchange::new(client, call, None, token.map(|token| Token::new(token).unwrap())).unwrap()
    };
    let mut asked = begin(secretive(TokenSource::Ask, HeadersSource::Ask), None);
    asked.set_token(Some(TOKEN)).unwrap();
    asked.set_headers(Some(Ok(given()))).unwrap();
    vec![
        begin(secretive(fixed(TOKEN), fixed_headers()), None),
        begin(secretive(TokenSource::Missing, fixed_headers()), Some(TOKEN)),
        // The client's own is a secret though another one is sent.
        begin(secretive(fixed(TOKEN), fixed_headers()), Some("another-one")),
        asked,
    ]
}

#[test]
fn nothing_that_others_say_repeats_a_secret() {
    for call in [list(), get(), delete()] {
        for secret in spellings() {
            let behind = ForeignError { name: secret.clone(), ..foreign(&format!("x{secret}x")) };
            let cause = ForeignError {
                code: Some(secret.clone()),
                digest: Some(format!("{secret};x")),
                source: Some(Box::new(behind)),
                ..foreign(&format!("connect https://x/?{secret}"))
            };
            let escaped = secret.replace('"', "\\\"");
            let error_body = format!(
                r#"{{"code":"{escaped}","description":"a {escaped}","message":"{escaped}!","request_id":"{escaped}"}}"#
            );
            let head = |status| Head { request_id: Some(secret.clone()), ..Head::new(status) };
            let outcomes = [
                Outcome::Failure(Failure::NoAnswer { may_be_cors: true }, Some(cause.clone())),
                Outcome::Answer(head(400), error_body.clone().into()),
                Outcome::Answer(head(503), error_body.clone().into()),
                Outcome::Answer(head(200), error_body.into()),
                Outcome::Answer(
                    head(200),
                    format!("{{\"id\":42,\"users\":[],\"{escaped}\":{{\"x\":1,\"x\":1}}}}").into(),
                ),
                Outcome::Answer(head(200), format!("<html>{secret}").into()),
                Outcome::Answer(head(302), secret.clone().into()),
            ];
            for outcome in outcomes {
                for mut exchange in exchanges(call) {
                    match tell(&mut exchange, &outcome, IN_TIME) {
                        Decision::Reject(error) | Decision::Retry { error, .. } => assert_silent(&error),
                        Decision::Accept => panic!("{outcome:?}"),
                    }
                    exchange.answered(head(503));
                    assert_silent(&exchange.timed_out(true));
                }
            }
            // The third has another token to be asked for, and what is fixed is known before that.
            let mut asking = Exchange::new(
                secretive(TokenSource::Ask, HeadersSource::Fixed(headers(&[("X-A", HEADER), ("X-B", PROXY)]))),
                call,
                None,
                None,
            )
            .unwrap();
            if secret == HEADER {
                assert_silent(&asking.source_failed(cause.clone()));
            }
            asking.set_token(Some(TOKEN)).unwrap();
            assert_silent(&asking.source_failed(cause));
        }
    }
}

#[test]
fn a_pointer_that_is_cut_within_a_secret_is_hidden() {
    let mut exchange = exchanges(get()).remove(0);
    let key = format!("{}{TOKEN}", "x".repeat(54));
    let decision = tell(
        &mut exchange,
        &super::support::answer(200, format!("{{\"id\":42,\"{key}\":{{\"x\":1,\"x\":1}}}}")),
        IN_TIME,
    );
    let Decision::Reject(error) = decision else { panic!() };
    assert_eq!(error.pointer().unwrap(), format!("/{}[redacted]…/x", "x".repeat(54)));
    assert_silent(&error);
}

#[test]
fn our_own_words_and_powens_codes_survive_a_short_token() {
    for token in ["t", "n", "e", "No"] {
        let client = secretive(fixed(token), HeadersSource::Fixed(headers(&[("X-Flag", "not")])));
        let mut exchange = Exchange::new(client, get(), None, None).unwrap();
        let body = r#"{"code":"notFound","description":"No user, not one","message":"introuvable"}"#;
        let outcome = Outcome::Answer(Head { request_id: Some("none".into()), ..Head::new(404) }, body.into());
        let Decision::Reject(error) = tell(&mut exchange, &outcome, IN_TIME) else { panic!() };
        assert_eq!(error.api_code(), Some("notFound"));
        assert_eq!((error.api_message(), error.request_id()), (Some("introuvable"), Some("none")));
        let description = if token == "No" { "[redacted] user, not one" } else { "No user, not one" };
        assert_eq!(error.api_description(), Some(description));
        assert_eq!(error.to_string(), refusal(get(), 404, "").to_string());
    }
}

#[test]
fn what_others_say_is_cut_at_500_characters() {
    let long = "é".repeat(600);
    let body = format!(r#"{{"code":"{long}","description":"{long}","message":"{long}","request_id":"{long}"}}"#);
    let error = refusal(get(), 404, body);
    let texts = [error.api_code(), error.api_description(), error.api_message(), error.request_id()];
    assert!(texts.iter().all(|text| text.unwrap() == "é".repeat(500)));
    let outcome = Outcome::Failure(Failure::NoAnswer { may_be_cors: false }, Some(foreign(&long)));
    let error = rejected(get(), 0, &[outcome]);
    assert_eq!(error.cause().unwrap().message, "é".repeat(500));
}

#[test]
fn no_debug_output_holds_a_secret() {
    let client = secretive(fixed(TOKEN), HeadersSource::Fixed(headers(&[("X-CSRF-Token", HEADER)])));
    let shown = format!("{client:?} {:?} {:?}", Token::new(TOKEN).unwrap(), client.user_token);
    assert!(!shown.contains("s3cr3t"), "{shown}");
    // Names are no secrets.
    assert!(shown.contains("X-CSRF-Token"), "{shown}");
    for refused in [" t0k3n-s3cr3t", "Bearer t0k3n-s3cr3t", "t0k3n s3cr3t", "t0k3n-s3cr3t\n"] {
        let problem = Token::new(refused).unwrap_err();
        assert_silent(&Reason::CallToken(problem).into());
    }
    let mut exchange = begun(get(), 0);
    assert_silent(&exchange.set_token(Some("s3cr3t t0k3n")).unwrap_err());
    assert_silent(&"s3cr3t".parse::<UserId>().unwrap_err());
    let open = Client { target: address("http://proxy.example"), ..client };
    assert_silent(&open.check().unwrap_err());
    assert_silent(&super::support::refused(open, delete(), Some(TOKEN)));
}

#[test]
fn an_error_of_an_attempt_is_as_it_was_when_it_came() {
    let mut exchange = begun(delete(), 1);
    let Decision::Retry { error: first, .. } = tell(&mut exchange, &network(), IN_TIME) else { panic!() };
    let copy = first.clone();
    let Decision::Reject(second) = tell(&mut exchange, &network(), IN_TIME) else { panic!() };
    assert_eq!(first, copy);
    assert_eq!((first.attempts(), second.attempts()), (1, 2));
}
