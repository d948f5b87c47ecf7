//! The client on gloo-net against the sandboxes that `npm test` starts: in Node, and in pages of another origin.
//! `npm test -- wasm-node wasm-chrome wasm-firefox` says where the sandboxes are.
#![cfg(all(target_arch = "wasm32", feature = "sandbox-tests"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs
)]

mod wasm_host;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Waker};
use std::time::Duration;

use js_sys::Array;
use powens_users::api::{ApiError, Effect, ErrorKind, UserId};
use powens_users::client::{GlooNet, Transport, UsersApi, UsersApiBuilder};
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;
use wasm_host::sandboxes::{ALLOWING, REFUSING, SILENT};
use wasm_host::{Replaced, effect_of_refusal, get, is_page, javascript_of};

const USERS_TOKEN: &str = "sandbox-users-token";
/// The first of the users whose calls fail in one way each.
const FIRST_FAILING_USER: u64 = 9_000_001;
/// What a call may come to that met a fault.
const OUTCOMES: &str = include_str!("soak/outcomes.json");

fn builder(address: &str) -> UsersApiBuilder {
    UsersApi::at(format!("{address}/2.0")).users_token(USERS_TOKEN).user_token_from(|user_id: UserId| async move {
        user_id.number().map(token).ok_or("the sandbox has no token of me")
    })
}

fn api(address: &str) -> UsersApi<GlooNet> {
    builder(address).build(GlooNet::new()).unwrap()
}

/// With the same token for every call.
fn api_with(token: &str) -> UsersApi<GlooNet> {
    let builder = UsersApi::at(format!("{ALLOWING}/2.0")).users_token(token).user_token(token);
    builder.build(GlooNet::new()).unwrap()
}

/// The readable token that each user of the sandbox has.
fn token(id: u64) -> String {
    format!("sandbox-user-token-{id}")
}

fn user(id: u64) -> UserId {
    UserId::new(id).unwrap()
}

async fn ids(api: &UsersApi<GlooNet>) -> Vec<u64> {
    api.list().await.unwrap().users.iter().map(|user| user.id.get()).collect()
}

/// A `fetch` that is the host's own and tells, while this lives, what it is called with.
fn watched() -> (Replaced, Array) {
    let seen = Array::new();
    let watch = "(seen) => { const own = fetch; return (...given) => { seen.push(given); return own(...given); }; }";
    (Replaced::with("fetch", &javascript_of(watch, &seen)), seen)
}

#[wasm_bindgen_test]
async fn users_are_listed_whole_and_by_pages() {
    let api = api(ALLOWING);
    let list = api.list().await.unwrap();
    let all = ids(&api).await;
    assert!(list.complete() && all.len() > 100 && all.is_sorted(), "{all:?}");
    let page = api.list().limit(3).offset(2).await.unwrap();
    assert_eq!(page.users, list.users[2..5]);
    assert!(!page.complete());
}

#[wasm_bindgen_test]
async fn a_user_is_got_by_id_and_as_me() {
    let by_id = api(ALLOWING).get(user(1)).await.unwrap();
    assert_eq!(by_id.id.get(), 1);
    assert!(by_id.signin.is_some());
    assert_eq!(api(ALLOWING).get(UserId::ME).token(token(1)).await.unwrap(), by_id);
}

#[wasm_bindgen_test]
async fn a_deleted_user_is_gone_and_nobody_else_is() {
    let api = api(ALLOWING);
    let mut users = ids(&api).await;
    let last = users.pop().unwrap();
    api.get(user(last)).await.unwrap();
    api.delete(user(last)).await.unwrap();
    assert_eq!(api.get(user(last)).await.unwrap_err().status(), Some(401));
    let error = api.delete(user(last)).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status(), error.effect()),
        (ErrorKind::HttpStatus, Some(401), Some(effect_of_refusal())),
        "{error}"
    );
    assert_eq!(ids(&api).await, users);
}

#[wasm_bindgen_test]
async fn each_refusal_says_what_it_is_and_nothing_happened() {
    let before = ids(&api(ALLOWING)).await;
    let (list, get, delete) = (None, Some(false), Some(true));
    for (token, call, id, status, code, words) in [
        ("nobody", list, 1, 401, "unauthorized", "obtain a new one"),
        ("nobody", get, 1, 401, "unauthorized", "obtain a new one"),
        ("nobody", delete, 1, 401, "unauthorized", "obtain a new one"),
        (&*token(1), list, 1, 403, "forbidden", "users token"),
        (USERS_TOKEN, get, 1, 403, "forbidden", "that user's own token"),
        (USERS_TOKEN, delete, 1, 403, "forbidden", "that user's own token"),
        (&*token(1), get, before[1], 404, "notFound", "another user's"),
        (&*token(1), delete, before[1], 404, "notFound", "another user's"),
        (&*token(1), delete, 999_999, 404, "notFound", "another user's"),
    ] {
        let api = api_with(token);
        let error = match call {
            None => api.list().await.map(drop),
            Some(false) => api.get(user(id)).await.map(drop),
            Some(true) => api.delete(user(id)).await,
        }
        .unwrap_err();
        let about = format!("{token} {call:?} {id}: {error}");
        assert_eq!((error.kind(), error.status()), (ErrorKind::HttpStatus, Some(status)), "{about}");
        assert_eq!((error.api_code(), error.attempts()), (Some(code), 1), "{about}");
        assert_eq!(error.effect(), (call == delete).then_some(effect_of_refusal()), "{about}");
        assert_eq!(error.request_id().map(str::len), Some(32), "{about}");
        assert!(error.to_string().contains(words), "{about}");
        assert!(!format!("{error:?}").contains(token) || token == "nobody", "{about}");
    }
    assert_eq!(ids(&api(ALLOWING)).await, before);
}

#[wasm_bindgen_test]
async fn a_wrong_address_is_told_from_a_missing_user() {
    let error = api(&format!("{ALLOWING}/elsewhere")).list().await.unwrap_err();
    assert_eq!((error.status(), error.api_code()), (Some(404), Some("notFound")));
    assert!(error.to_string().contains("base URL"), "{error}");
}

#[wasm_bindgen_test]
async fn an_answer_beyond_the_limit_is_too_large() {
    let api = builder(ALLOWING).max_response_bytes(2000).build(GlooNet::new()).unwrap();
    let error = api.list().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::TooLarge, 1), "{error}");
}

#[wasm_bindgen_test]
async fn no_answer_is_tried_again_and_leaves_a_delete_unknown() {
    for retries in [0, 2] {
        let api = builder(SILENT).max_retries(retries).random(|| 0.0).build(GlooNet::new()).unwrap();
        let got = api.get(user(1)).await.unwrap_err();
        let deleted = api.delete(user(1)).await.unwrap_err();
        for (error, effect) in [(got, None), (deleted, Some(Effect::Unknown))] {
            assert_eq!((error.kind(), error.status()), (ErrorKind::Network, None), "{error}");
            assert_eq!((error.attempts(), error.effect()), (retries + 1, effect), "{error}");
            assert!(error.cause().is_some_and(|cause| !cause.message.is_empty()), "{error:?}");
        }
    }
}

/// CORS is the browsers' own: Node is served whatever the sandbox allows.
#[wasm_bindgen_test]
async fn a_page_of_a_refused_origin_reads_nothing() {
    let api = builder(REFUSING).max_retries(0).build(GlooNet::new()).unwrap();
    let (listed, deleted) = (api.list().await, api.delete(user(1)).await);
    if !is_page() {
        assert!(listed.unwrap().users.len() > 100);
        return deleted.unwrap();
    }
    let (listed, deleted) = (listed.unwrap_err(), deleted.unwrap_err());
    assert_eq!((listed.kind(), listed.effect()), (ErrorKind::Network, None), "{listed}");
    assert!(listed.to_string().contains("biapi.allowed_origins"), "{listed}");
    // The preflight was refused, but nobody tells the caller so.
    assert_eq!((deleted.kind(), deleted.effect()), (ErrorKind::Network, Some(Effect::Unknown)), "{deleted}");
}

/// A page is shown nothing of what comes from something that knows no CORS, as what stands in front of an API may be.
#[wasm_bindgen_test]
async fn each_fault_of_the_api_is_an_error_that_the_table_allows() {
    let outcomes: Value = serde_json::from_str(OUTCOMES).unwrap();
    let kinds_of = |fault: &str, call: &str| -> Vec<String> {
        serde_json::from_value(outcomes["faults"][fault][call].clone()).unwrap()
    };
    let api = builder(ALLOWING).max_retries(0).max_response_bytes(16_384).timeout(Duration::from_secs(1));
    let api = api.build(GlooNet::new()).unwrap();
    let mut met = BTreeSet::new();
    for (place, fault) in [
        "latency",
        "latency",
        "refused",
        "reset",
        "reset",
        "reset",
        "reset_in_body",
        "truncated_json",
        "html_503",
        "html_503",
        "sign_in_page",
        "wrong_content_type",
        "too_many_requests",
        "wrong_types",
        "other_user",
        "huge_body",
        "endless_body",
        "redirect",
    ]
    .into_iter()
    .enumerate()
    {
        let id = user(FIRST_FAILING_USER + place as u64);
        let (got, deleted) = (api.get(id).await.map(drop), api.delete(id).await);
        for (call, result) in [("get", got), ("delete", deleted)] {
            let kind = result.as_ref().map_or_else(|error| error.kind().as_str(), |()| "ok");
            met.insert(kind);
            let about = format!("{fault} ({id:?}), {call}: {kind} {result:?}");
            let is_late = kind == "timeout" && ["latency", "endless_body"].contains(&fault);
            let is_hidden = is_page() && result.as_ref().is_err_and(|error| error.to_string().contains("CORS"));
            // The browser's own second request finds nobody.
            let is_resent = is_page() && fault == "reset" && call == "delete" && kind == "http_status";
            assert!(
                is_late || is_hidden || is_resent || kinds_of(fault, call).iter().any(|allowed| allowed == kind),
                "{about}"
            );
            let Err(error) = result else { continue };
            // A page's second request may be what it answers.
            let may_be_second = is_page() && matches!(error.status(), Some(401 | 403 | 404 | 409 | 410 | 429));
            let is_told = !is_late && !is_hidden && !may_be_second;
            let effect = outcomes["faults"][fault]["effect"].as_str().filter(|_| is_told).unwrap_or("unknown");
            let told = error.effect().map(|effect| effect.as_str());
            assert_eq!(told, (call == "delete").then_some(effect), "{about}");
        }
    }
    for kind in [
        "ok",
        "network",
        "timeout",
        "http_status",
        "too_large",
        "invalid_json",
        "invalid_shape",
        "id_mismatch",
        "delete_unconfirmed",
    ] {
        assert!(met.contains(kind), "{kind} was not met, but {met:?}");
    }
}

#[wasm_bindgen_test]
async fn a_refused_delete_is_of_unknown_effect_in_a_page_alone() {
    assert_eq!(GlooNet::new().may_resend(), is_page());
    let error = api(ALLOWING).delete(user(1)).token("no-t0ken").await.unwrap_err();
    let known = (error.kind(), error.status(), error.effect(), error.attempts());
    assert_eq!(known, (ErrorKind::HttpStatus, Some(401), Some(effect_of_refusal()), 1), "{error}");
}

#[wasm_bindgen_test]
async fn a_deadline_holds_for_whatever_is_waited_for() {
    // Answers after a minute.
    let (slow, timeout) = (user(FIRST_FAILING_USER + 1), Duration::from_millis(300));
    let error = api(ALLOWING).delete(slow).timeout(timeout).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.effect(), error.attempts()),
        (ErrorKind::Timeout, Some(Effect::Unknown), 1),
        "{error}"
    );
    let api =
        UsersApi::at(format!("{ALLOWING}/2.0")).user_token_from(|_| std::future::pending::<Result<String, ApiError>>());
    let api = api.timeout(timeout).build(GlooNet::new()).unwrap();
    let error = api.delete(user(1)).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.effect(), error.attempts()),
        (ErrorKind::Timeout, Some(Effect::None), 0),
        "{error}"
    );
}

#[wasm_bindgen_test]
async fn a_call_that_is_dropped_ends_its_request_and_makes_no_other() {
    let (_fetch, seen) = watched();
    let api = api(ALLOWING);
    let mut call = api.delete(user(FIRST_FAILING_USER + 1)).into_future();
    let mut context = Context::from_waker(Waker::noop());
    // The token takes a turn or more.
    while seen.length() == 0 {
        assert!(Pin::new(&mut call).poll(&mut context).is_pending());
    }
    let signal = get(&get(&seen.get(0), "1"), "signal");
    assert!(get(&signal, "aborted").is_falsy());
    drop(call);
    assert!(get(&signal, "aborted").is_truthy());
    api.list().await.unwrap();
    assert_eq!(seen.length(), 2);
}

#[wasm_bindgen_test]
async fn a_token_that_is_not_to_be_had_is_an_error_before_anything_is_sent() {
    let (_fetch, seen) = watched();
    let fails = |kind: ErrorKind, builder: UsersApiBuilder| async move {
        let error = builder.build(GlooNet::new()).unwrap().delete(user(1)).await.unwrap_err();
        assert_eq!((error.kind(), error.effect(), error.attempts()), (kind, Some(Effect::None), 0), "{error}");
        error
    };
    let at = || UsersApi::at(format!("{ALLOWING}/2.0"));
    fails(ErrorKind::TokenUnavailable, at()).await;
    fails(ErrorKind::TokenUnavailable, at().user_token_from(|_| async { Ok::<_, ApiError>("two words") })).await;
    let error =
        fails(ErrorKind::TokenUnavailable, at().user_token_from(|_| async { Err::<String, _>("no vault") })).await;
    assert_eq!(error.cause().unwrap().message, "no vault");
    let headers = at().user_token("t").headers_from(|| async { Err::<Vec<(String, String)>, _>("no headers") });
    fails(ErrorKind::HeadersUnavailable, headers).await;
    let error = api(ALLOWING).delete(user(1)).token("two words").await.unwrap_err();
    assert_eq!((error.kind(), error.effect()), (ErrorKind::InvalidArgument, Some(Effect::None)), "{error}");
    assert_eq!(seen.length(), 0);
}

#[wasm_bindgen_test]
async fn a_token_is_asked_for_once_a_call_and_for_whom_it_is() {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let times = Rc::new(Cell::new(0));
    let (asking, counting) = (asked.clone(), times.clone());
    let api = UsersApi::at(format!("{SILENT}/2.0"))
        .max_retries(1)
        .random(|| 0.0)
        .user_token_from(move |user_id: UserId| {
            asking.borrow_mut().push(user_id);
            async { Ok::<_, ApiError>("t0ken") }
        })
        .headers_from(move || {
            counting.set(counting.get() + 1);
            async { Ok::<_, ApiError>([("X-Trace", "1")]) }
        })
        .build(GlooNet::new())
        .unwrap();
    for id in [user(1), UserId::ME] {
        assert_eq!(api.get(id).await.unwrap_err().attempts(), 2);
    }
    assert_eq!((asked.take(), times.get()), (vec![user(1), UserId::ME], 2));
}

#[wasm_bindgen_test]
async fn what_is_no_user_is_never_sent() {
    let (_fetch, seen) = watched();
    for text in ["all", "", "0", "01", "-1", "1/..", "9007199254740992", "Me", "1 "] {
        let error = text.parse::<UserId>().unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidArgument, 0), "{text:?}");
    }
    let error = api(ALLOWING).list().limit(0).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidArgument, 0), "{error}");
    assert_eq!(seen.length(), 0);
}

#[wasm_bindgen_test]
fn a_client_of_a_path_is_of_the_page() {
    let built = UsersApi::at("/powens/2.0").without_users_token().without_user_token().build(GlooNet::new());
    assert_eq!(
        built.map(drop).map_err(|error| error.kind()),
        if is_page() { Ok(()) } else { Err(ErrorKind::InvalidArgument) }
    );
}
