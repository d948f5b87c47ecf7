//! A page of one origin and a sandbox of another: what CORS allows, and what it refuses.
//!
//! `npm test` starts the two sandboxes and says where they are.
#![cfg(all(target_arch = "wasm32", feature = "sandbox-tests"))]
#![allow(clippy::arithmetic_side_effects, clippy::panic, clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod wasm_support;

use gloo_net::http::Request;
use powens_users::UsersApi;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use wasm_support::{code, get, js, message, number, rejection, resolved};

wasm_bindgen_test_configure!(run_in_browser);

const ALLOWING: &str = env!("POWENS_SANDBOX_URL");
const REFUSING: &str = env!("POWENS_REFUSING_SANDBOX_URL");

fn api(url: &str, user_token: &str) -> UsersApi {
    let options = js("({ usersToken: 'sandbox-users-token', maxRetries: 0 })");
    for (name, text) in [("baseUrl", format!("{url}/2.0")), ("userToken", user_token.to_owned())] {
        js_sys::Reflect::set(&options, &name.into(), &text.into()).unwrap();
    }
    UsersApi::new(&options).unwrap()
}

/// The token of a user, asked for by a client that is not ours.
async fn renew(user_id: f64) -> String {
    let body = format!(
        r#"{{"grant_type":"client_credentials","client_id":"sandbox-client-id","client_secret":"sandbox-client-secret","id_user":{user_id}}}"#
    );
    let request = Request::post(&format!("{ALLOWING}/2.0/auth/renew")).header("Content-Type", "application/json");
    let answer = request.body(body).unwrap().send().await.unwrap();
    let answer: Renewed = answer.json().await.unwrap();
    answer.access_token
}

#[derive(serde::Deserialize)]
struct Renewed {
    access_token: String,
}

/// The ids of all users.
async fn listed(api: &UsersApi) -> Vec<f64> {
    let list = resolved(api.list(&JsValue::UNDEFINED)).await;
    assert_eq!(get(&list, "complete"), true);
    js_sys::Array::from(&get(&list, "users")).iter().map(|user| number(&user, "id")).collect()
}

#[wasm_bindgen_test]
async fn an_allowed_origin_lists_gets_and_deletes() {
    let mut users = listed(&api(ALLOWING, "x")).await;
    assert!(users.len() > 100);
    let last = users.pop().unwrap();

    let api = api(ALLOWING, &renew(last).await);
    let user = resolved(api.get(&last.into(), &JsValue::UNDEFINED)).await;
    assert_eq!(number(&user, "id"), last);
    // Nothing is sent for what is no user.
    for id in [JsValue::from("all"), JsValue::from(0), JsValue::UNDEFINED] {
        assert_eq!(code(&rejection(api.delete(&id, &JsValue::UNDEFINED)).await), "invalid_argument", "{id:?}");
    }
    resolved(api.get(&last.into(), &JsValue::UNDEFINED)).await;

    assert!(resolved(api.delete(&last.into(), &JsValue::UNDEFINED)).await.is_undefined());
    let gone = rejection(api.get(&last.into(), &JsValue::UNDEFINED)).await;
    assert_eq!((code(&gone).as_str(), number(&gone, "status")), ("http_status", 401.0));
    assert_eq!(listed(&api).await, users);
}

#[wasm_bindgen_test]
async fn a_refused_origin_is_a_network_failure_with_its_hint() {
    let error = rejection(api(REFUSING, "x").list(&JsValue::UNDEFINED)).await;
    assert_eq!(code(&error), "network");
    assert!(message(&error).contains("biapi.allowed_origins"), "{}", message(&error));
}
