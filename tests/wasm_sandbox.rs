//! The decisions of `api` against the sandbox that `npm test` starts, by a client that is not ours: in Node, and in pages of
//! another origin. `npm test -- wasm-node wasm-chrome wasm-firefox` says where the sandboxes are.
#![cfg(all(target_arch = "wasm32", feature = "sandbox-tests"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs
)]

mod wasm_client;

use gloo_net::http::Request;
use powens_users::api::{ApiError, Call, Effect, ErrorKind, RetryPolicy, UserId};
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;
use wasm_client::{client, is_page, perform};

const ALLOWING: &str = env!("POWENS_SANDBOX_URL");
const REFUSING: &str = env!("POWENS_REFUSING_SANDBOX_URL");
/// Nobody listens there, and browsers do not even try.
const SILENT: &str = "http://127.0.0.1:9";

const USERS_TOKEN: &str = "sandbox-users-token";

async fn list(address: &str, token: &str) -> Result<Vec<u64>, ApiError> {
    let body = perform(client(address, token), Call::list(None, None)?).await?;
    Ok(ids(&serde_json::from_slice(&body).unwrap()))
}

fn ids(list: &Value) -> Vec<u64> {
    list["users"].as_array().unwrap().iter().map(|user| user["id"].as_u64().unwrap()).collect()
}

fn get(id: u64) -> Call {
    Call::Get(UserId::new(id).unwrap())
}

fn delete(id: u64) -> Call {
    Call::Delete(UserId::new(id).unwrap())
}

/// The readable token that each user of the sandbox has.
fn token(id: u64) -> String {
    format!("sandbox-user-token-{id}")
}

/// A token of a user, as an application obtains it.
async fn renew(id: u64) -> String {
    let body = format!(
        r#"{{"grant_type":"client_credentials","client_id":"sandbox-client-id","client_secret":"sandbox-client-secret","id_user":{id}}}"#
    );
    let request = Request::post(&format!("{ALLOWING}/2.0/auth/renew")).header("Content-Type", "application/json");
    let answer = request.body(body).unwrap().send().await.unwrap().text().await.unwrap();
    serde_json::from_str::<Value>(&answer).unwrap()["access_token"].as_str().unwrap().to_owned()
}

#[wasm_bindgen_test]
async fn a_list_is_checked_window_by_window() {
    let users = list(ALLOWING, USERS_TOKEN).await.unwrap();
    assert!(users.len() > 100 && users.is_sorted(), "{users:?}");
}

#[wasm_bindgen_test]
async fn a_page_of_a_list_holds_what_was_asked_for() {
    let all = list(ALLOWING, USERS_TOKEN).await.unwrap();
    let call = Call::list(Some(3), Some(2)).unwrap();
    let page: Value = serde_json::from_slice(&perform(client(ALLOWING, USERS_TOKEN), call).await.unwrap()).unwrap();
    assert_eq!(ids(&page), all[2..5]);
    assert_eq!(page["total"].as_u64(), Some(all.len() as u64));
}

#[wasm_bindgen_test]
async fn a_user_is_got_by_id_and_as_me() {
    for call in [get(1), Call::Get(UserId::ME)] {
        let body = perform(client(ALLOWING, &token(1)), call).await.unwrap();
        let user: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(user["id"], 1);
        assert!(user["signin"].is_string(), "{user}");
    }
}

#[wasm_bindgen_test]
async fn a_deleted_user_is_gone_and_nobody_else_is() {
    let mut users = list(ALLOWING, USERS_TOKEN).await.unwrap();
    let last = users.pop().unwrap();
    let own = renew(last).await;
    perform(client(ALLOWING, &own), get(last)).await.unwrap();

    assert_eq!(perform(client(ALLOWING, &own), delete(last)).await.unwrap(), b"");
    for call in [get(last), delete(last)] {
        let error = perform(client(ALLOWING, &own), call).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::HttpStatus, Some(401)), "{error}");
        assert_eq!(error.api_code(), Some("unauthorized"));
    }
    assert_eq!(list(ALLOWING, USERS_TOKEN).await.unwrap(), users);
}

#[wasm_bindgen_test]
async fn each_refusal_says_what_it_is_and_that_nothing_happened() {
    let before = list(ALLOWING, USERS_TOKEN).await.unwrap();
    let (own, all, list_all) = (token(1), USERS_TOKEN, Call::list(None, None).unwrap());
    for (token, call, status, code, words) in [
        ("nobody", list_all, 401, "unauthorized", "obtain a new one"),
        ("nobody", get(1), 401, "unauthorized", "obtain a new one"),
        ("nobody", delete(1), 401, "unauthorized", "obtain a new one"),
        (&own, list_all, 403, "forbidden", "users token"),
        (all, get(1), 403, "forbidden", "that user's own token"),
        (all, delete(1), 403, "forbidden", "that user's own token"),
        (&own, get(before[1]), 404, "notFound", "another user's"),
        (&own, delete(before[1]), 404, "notFound", "another user's"),
        (&own, delete(999_999), 404, "notFound", "another user's"),
    ] {
        let error = perform(client(ALLOWING, token), call).await.unwrap_err();
        let about = format!("{call:?}: {error}");
        assert_eq!((error.kind(), error.status()), (ErrorKind::HttpStatus, Some(status)), "{about}");
        assert_eq!((error.api_code(), error.attempts()), (Some(code), 1), "{about}");
        assert_eq!(error.effect(), matches!(call, Call::Delete(_)).then_some(Effect::None), "{about}");
        assert_eq!(error.request_id().map(str::len), Some(32), "{about}");
        assert!(error.to_string().contains(words), "{about}");
        assert!(!format!("{error:?}").contains(token) || token == "nobody", "{about}");
    }
    assert_eq!(list(ALLOWING, USERS_TOKEN).await.unwrap(), before);
}

#[wasm_bindgen_test]
async fn a_wrong_address_is_told_from_a_missing_user() {
    let error = list(&format!("{ALLOWING}/elsewhere"), USERS_TOKEN).await.unwrap_err();
    assert_eq!((error.status(), error.api_code()), (Some(404), Some("notFound")));
    assert!(error.to_string().contains("base URL"), "{error}");
}

#[wasm_bindgen_test]
async fn an_answer_beyond_the_limit_is_too_large() {
    let mut client = client(ALLOWING, USERS_TOKEN);
    client.max_response_bytes = 2000;
    let error = perform(client, Call::list(None, None).unwrap()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::TooLarge, 1), "{error}");
}

#[wasm_bindgen_test]
async fn no_answer_is_tried_again_and_leaves_a_delete_unknown() {
    for (call, effect) in [(get(1), None), (delete(1), Some(Effect::Unknown))] {
        for retries in [0, 3] {
            let mut client = client(SILENT, &token(1));
            client.retry = RetryPolicy { max_retries: retries };
            let error = perform(client, call).await.unwrap_err();
            assert_eq!((error.kind(), error.status()), (ErrorKind::Network, None), "{error}");
            assert_eq!((error.attempts(), error.effect()), (retries + 1, effect), "{error}");
        }
    }
}

/// CORS is the browsers' own: Node is served whatever the sandbox allows.
#[wasm_bindgen_test]
async fn a_page_of_a_refused_origin_reads_nothing() {
    let listed = list(REFUSING, USERS_TOKEN).await;
    let deleted = perform(client(REFUSING, &token(1)), delete(1)).await;
    if !is_page() {
        assert!(listed.unwrap().len() > 100);
        assert_eq!(deleted.unwrap(), b"");
        return;
    }
    let (listed, deleted) = (listed.unwrap_err(), deleted.unwrap_err());
    assert_eq!((listed.kind(), listed.effect()), (ErrorKind::Network, None), "{listed}");
    assert!(listed.to_string().contains("biapi.allowed_origins"), "{listed}");
    // The preflight was refused, but nobody tells the caller so.
    assert_eq!((deleted.kind(), deleted.effect()), (ErrorKind::Network, Some(Effect::Unknown)), "{deleted}");
}

#[wasm_bindgen_test]
async fn what_is_no_user_is_never_sent() {
    let before = list(ALLOWING, USERS_TOKEN).await.unwrap();
    for text in ["all", "", "0", "01", "-1", "1/..", "9007199254740992", "Me", "1 "] {
        let error = text.parse::<UserId>().unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidArgument, 0), "{text:?}");
    }
    assert_eq!(list(ALLOWING, USERS_TOKEN).await.unwrap(), before);
}
