//! The mechanism with a Bearer token, in one call and in two steps.

use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http::HeaderMap;
use powens_users::webhook::{BearerClaim, Mechanism, WebhookError, WebhookErrorKind, WebhookType, verify_bearer};

use super::sent::{BODY, EVENT, headers, verdict};

const TOKEN: &str = "tok3n-of-7";

/// The end of a future that never waits.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

#[test]
fn its_future_can_be_sent_to_other_threads() {
    fn is_sent(_: impl Send) {}
    let headers = bearer(TOKEN);
    is_sent(verify_bearer(EVENT, &headers, BODY, |_| async { Ok::<_, Infallible>(Some(TOKEN)) }));
}

fn bearer(token: &str) -> HeaderMap {
    headers([("authorization", format!("Bearer {token}").as_str())])
}

/// How it ends in one call and in two steps, which is the same; and who was asked for.
fn ended(webhook_type: WebhookType, headers: &HeaderMap, body: &[u8]) -> (String, Option<u64>) {
    let on_record = |user_id| (user_id == 7).then_some(TOKEN);
    let mut asked = None;
    let token = |user_id| {
        asked = Some(user_id);
        async move { Ok::<_, Infallible>(on_record(user_id)) }
    };
    let one = verdict(ready(verify_bearer(webhook_type, headers, body, token)));
    let two = BearerClaim::new(webhook_type, headers, body).and_then(|claim| {
        assert!(!format!("{claim:?}").contains("tok3n"), "{claim:?}");
        claim.clone().verify(claim.user_id().and_then(on_record))
    });
    assert_eq!(verdict(two), one);
    (one, asked)
}

#[test]
fn each_end_has_its_own_code_and_nobody_is_asked_in_vain() {
    let right = bearer(TOKEN);
    let deleted = WebhookType::ConnectionDeleted;
    let table: [(WebhookType, HeaderMap, &[u8], &str, Option<u64>); 13] = [
        (EVENT, right.clone(), BODY, "", Some(7)),
        (deleted, right.clone(), br#"{"id":1,"id_user":7}"#, "", Some(7)),
        (EVENT, bearer("other"), BODY, "bearer_mismatch, not proven, 401", Some(7)),
        (EVENT, right.clone(), br#"{"id":8}"#, "bearer_unknown_user, not proven, 401", Some(8)),
        (deleted, right.clone(), br#"{"id":1}"#, "bearer_unknown_user, not proven, 401", None),
        (deleted, right.clone(), br#"{"id":1,"id_user":-7}"#, "bearer_unknown_user, not proven, 401", None),
        (EVENT, HeaderMap::new(), BODY, "bearer_missing, not proven, 401", None),
        (EVENT, headers([("authorization", "Basic x")]), BODY, "bearer_malformed, not proven, 401", None),
        (EVENT, headers([("authorization", "Bearer x"); 2]), BODY, "bearer_malformed, not proven, 401", None),
        (EVENT, right.clone(), br#"{"id":7,"id":8}"#, "payload_invalid, not proven, 400", None),
        (EVENT, right.clone(), br#"{"id":"7"}"#, "payload_invalid, not proven, 400", None),
        (EVENT, right.clone(), br#"{"id":7,"signin":1}"#, "payload_invalid, genuine, 400", Some(7)),
        (EVENT, right, b"\x1F\x8B\x08", "payload_invalid, not proven, 400", None),
    ];
    for (index, (webhook_type, headers, body, verdict, asked)) in table.into_iter().enumerate() {
        assert_eq!(ended(webhook_type, &headers, body), (verdict.to_owned(), asked), "{index}");
    }
}

#[test]
fn a_token_proves_nothing_where_the_body_names_no_user() {
    let claim = BearerClaim::new(WebhookType::ConnectionDeleted, &bearer(TOKEN), br#"{"id":1}"#).map(|claim| {
        assert_eq!(claim.user_id(), None);
        claim.verify(Some(TOKEN))
    });
    assert_eq!(claim.unwrap().unwrap_err().kind(), WebhookErrorKind::BearerUnknownUser);
}

#[test]
fn an_event_says_what_proved_it() {
    let event =
        ready(verify_bearer(EVENT, &bearer(TOKEN), BODY, |_| async { Ok::<_, Infallible>(Some(TOKEN)) })).unwrap();
    assert_eq!((event.mechanism(), event.signed_at(), event.secret_name()), (Mechanism::Bearer, None, None));
    assert_eq!((event.id(), event.user_id(), event.body()), (Some(1001), Some(7), BODY));
}

#[test]
fn a_body_has_its_limit() {
    let limited = |most| BearerClaim::with_max_bytes(EVENT, &bearer(TOKEN), BODY, most);
    assert_eq!(verdict(limited(BODY.len() as u64)), "");
    assert_eq!(verdict(limited(BODY.len() as u64 - 1)), "too_large, not proven, 413");
    assert_eq!(verdict(limited(0)), "invalid_argument, not proven, 500");
    // The head comes first.
    let headless = BearerClaim::with_max_bytes(EVENT, &HeaderMap::new(), BODY, 1);
    assert_eq!(verdict(headless), "bearer_missing, not proven, 401");
}

#[derive(Debug)]
struct Failed(String);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no database for {}", self.0)
    }
}

impl Error for Failed {}

#[test]
fn a_look_up_may_fail_with_any_error_or_text() {
    async fn ends(error: impl Into<powens_users::SourceError>) {
        let headers = bearer(TOKEN);
        let error = verify_bearer(EVENT, &headers, BODY, |_| async { Err::<Option<String>, _>(error) }).await;
        let error = error.unwrap_err();
        assert_eq!(error.kind(), WebhookErrorKind::TokenUnavailable);
        assert_eq!(error.source().unwrap().to_string(), "no database for 7");
    }
    ready(ends("no database for 7"));
    ready(ends(Failed("7".to_owned())));
    ready(ends(Box::new(Failed("7".to_owned())) as Box<dyn Error + Send + Sync>));
}

#[test]
fn a_look_up_that_fails_is_the_source_without_the_token() {
    let token = |_| async { Err::<Option<String>, _>(Failed(TOKEN.to_owned())) };
    let error: WebhookError = ready(verify_bearer(EVENT, &bearer(TOKEN), BODY, token)).unwrap_err();
    assert_eq!((error.kind(), error.http_status()), (WebhookErrorKind::TokenUnavailable, 500));
    let source = error.source().unwrap().to_string();
    assert!(source.starts_with("no database for"), "{source}");
    assert!(!format!("{source}{error}{error:?}").contains(TOKEN), "{source}");
}
