//! What calls send and give.

use std::future::IntoFuture;
use std::time::Duration;

use powens_users::api::{ApiError, Effect, ErrorKind, Reason, UserId};
use powens_users::client::{CallFuture, DeleteUser, GetUser, ListUsers, UsersApi, UsersApiBuilder};
use powens_users::model::{User, UsersList};

use super::script::{Scripted, USER_TOKEN, USERS_TOKEN, answer, status};

fn id(number: u64) -> UserId {
    UserId::new(number).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_list_is_typed_and_sent_with_the_users_token() {
    let transport = Scripted::new([answer(200, r#"{"users":[{"id":1,"signin":null},{"id":2,"new":[1]}],"total":3}"#)]);
    let list = transport.api().list().limit(2).offset(0).await.unwrap();
    assert_eq!(list.users.iter().map(|user| user.id.get()).collect::<Vec<_>>(), [1, 2]);
    assert!(!list.complete());
    assert_eq!(list.users[1].other["new"][0], 1);

    let seen = transport.seen();
    let request = &seen.requests[0];
    assert_eq!(request.method(), "GET");
    assert_eq!(request.uri(), "https://acme.biapi.pro/2.0/users?limit=2&offset=0");
    assert_eq!(request.headers()["authorization"], format!("Bearer {USERS_TOKEN}"));
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(request.headers().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_get_is_sent_with_the_user_token() {
    let transport = Scripted::new([answer(200, "\u{FEFF}{\"id\":42}")]);
    assert_eq!(transport.api().get(id(42)).await.unwrap().id.get(), 42);
    let seen = transport.seen();
    assert_eq!(seen.requests[0].method(), "GET");
    assert_eq!(seen.requests[0].uri(), "https://acme.biapi.pro/2.0/users/42");
    assert_eq!(seen.requests[0].headers()["authorization"], format!("Bearer {USER_TOKEN}"));
}

#[tokio::test(start_paused = true)]
async fn a_delete_is_confirmed_by_204_or_by_an_empty_200() {
    let transport = Scripted::new([status(204), status(200), answer(200, " \r\n"), answer(200, r#"{"id":42}"#)]);
    let api = transport.api();
    for user_id in [UserId::ME, id(42), id(42), id(42)] {
        api.delete(user_id).await.unwrap();
    }
    let seen = transport.seen();
    assert_eq!(seen.requests[0].method(), "DELETE");
    assert_eq!(seen.requests[0].uri(), "https://acme.biapi.pro/2.0/users/me");
    assert_eq!(seen.requests[1].uri(), "https://acme.biapi.pro/2.0/users/42");
}

#[tokio::test(start_paused = true)]
async fn a_delete_that_is_not_confirmed_has_an_unknown_effect() {
    for body in ["[]", "<html>", r#"{"code":"noToken"}"#, r#"{"id":"42"}"#] {
        let transport = Scripted::new([answer(200, body)]);
        let error = transport.api().delete(id(42)).await.unwrap_err();
        assert_eq!((error.kind(), error.effect()), (ErrorKind::DeleteUnconfirmed, Some(Effect::Unknown)), "{body}");
    }
    let transport = Scripted::new([answer(200, r#"{"id":43}"#)]);
    let error = transport.api().delete(id(42)).await.unwrap_err();
    assert_eq!((error.kind(), error.effect()), (ErrorKind::IdMismatch, Some(Effect::Unknown)));
}

#[tokio::test(start_paused = true)]
async fn an_answer_about_another_user_is_refused() {
    let transport = Scripted::new([answer(200, r#"{"id":43}"#)]);
    let error = transport.api().get(id(42)).await.unwrap_err();
    assert_eq!((error.kind(), error.effect(), error.status()), (ErrorKind::IdMismatch, None, Some(200)));
}

#[tokio::test(start_paused = true)]
async fn what_is_accepted_and_cannot_be_held_is_an_error_that_says_where() {
    let transport = Scripted::new([answer(200, r#"{"id":42,"a":{"b":["\ud800"]}}"#).header("x-request-id", "r1")]);
    let error = transport.api().get(id(42)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unrepresentable);
    assert_eq!(error.pointer(), Some("/a/b/0"));
    assert_eq!((error.status(), error.request_id(), error.attempts()), (Some(200), Some("r1"), 1));

    let transport = Scripted::new([answer(200, r#"{"users":[{"id":42},{"id":43,"n":1e400}]}"#)]);
    let error = transport.api().list().await.unwrap_err();
    assert_eq!((error.kind(), error.pointer()), (ErrorKind::Unrepresentable, Some("/users/1/n")));

    // A delete needs no object.
    let transport = Scripted::new([answer(200, r#"{"id":42,"a":"\ud800"}"#)]);
    transport.api().delete(id(42)).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_call_may_have_a_token_and_a_timeout_of_its_own() {
    let transport = Scripted::new([answer(200, r#"{"id":42}"#), answer(200, r#"{"users":[]}"#)]);
    let api = transport.api();
    api.get(UserId::ME).token("its-own").timeout(Duration::from_secs(5)).await.unwrap();
    api.list().token("its-own").timeout(Duration::from_millis(2)).await.unwrap();
    let seen = transport.seen();
    assert_eq!(seen.requests[0].headers()["authorization"], "Bearer its-own");
    assert_eq!(seen.requests[1].headers()["authorization"], "Bearer its-own");
    assert_eq!(seen.sleeps, [Duration::from_secs(5), Duration::from_millis(2)]);
}

#[tokio::test(start_paused = true)]
async fn options_of_a_call_are_checked_and_nothing_is_sent() {
    let transport = Scripted::new([]);
    let api = transport.api();
    let too_long = Duration::from_millis(1 << 31);
    for timeout in [Duration::ZERO, Duration::from_micros(999), too_long, Duration::MAX] {
        let error = api.delete(UserId::ME).timeout(timeout).await.unwrap_err();
        assert_eq!((error.kind(), error.effect()), (ErrorKind::InvalidArgument, Some(Effect::None)), "{timeout:?}");
        assert_eq!(api.get(UserId::ME).timeout(timeout).await.unwrap_err().effect(), None);
    }
    for token in ["", " t", "Bearer t", "t\n", "é"] {
        let error = api.delete(UserId::ME).token(token).await.unwrap_err();
        assert!(matches!(error.reason(), Reason::CallToken(_)), "{token}");
        assert_eq!(error.effect(), Some(Effect::None));
    }
    assert_eq!(api.list().limit(0).await.unwrap_err().kind(), ErrorKind::InvalidArgument);
    assert_eq!(api.list().offset(1 << 53).await.unwrap_err().kind(), ErrorKind::InvalidArgument);
    let bare = UsersApi::builder("acme").build(transport.clone()).unwrap();
    let error = bare.delete(UserId::ME).await.unwrap_err();
    assert_eq!((error.kind(), error.effect()), (ErrorKind::TokenUnavailable, Some(Effect::None)));
    assert_eq!(transport.sent(), 0);
    assert!(transport.seen().sleeps.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_call_does_nothing_until_it_is_polled_and_its_time_begins_then() {
    let transport = Scripted::new([answer(200, r#"{"users":[]}"#)]);
    let call = transport.api().list().timeout(Duration::from_millis(10)).into_future();
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(transport.sent(), 0);
    call.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn futures_can_be_spawned_and_outlive_their_client() {
    let transport = Scripted::new([status(204).after(Duration::from_secs(1))]);
    let api = transport.api();
    let task = tokio::spawn(api.delete(UserId::ME).into_future());
    drop(api);
    task.await.unwrap().unwrap();
}

#[test]
fn what_is_public_can_be_shared_between_threads() {
    fn is_shared<T: Send + Sync + 'static>() {}
    fn is_sent<T: Send + 'static>() {}
    is_shared::<UsersApi<Scripted>>();
    is_shared::<UsersApiBuilder>();
    is_shared::<ListUsers<Scripted>>();
    is_shared::<GetUser<Scripted>>();
    is_shared::<DeleteUser<Scripted>>();
    is_shared::<ApiError>();
    is_sent::<CallFuture<UsersList>>();
    is_sent::<CallFuture<User>>();
    is_sent::<CallFuture<()>>();
}

#[tokio::test]
async fn debug_shows_no_secret() {
    let transport = Scripted::new([]);
    let builder = transport.builder().header("X-Key", "s3cr3t-value");
    let shown = format!("{builder:?}");
    let api = builder.build(transport).unwrap();
    let calls = format!("{:?} {:?}", api.list().token("0wn-token").limit(3), api.get(UserId::ME));
    let all = format!("{shown} {api:?} {calls} {:?}", api.delete(id(42)));
    for secret in [USERS_TOKEN, USER_TOKEN, "s3cr3t-value", "0wn-token"] {
        assert!(!all.contains(secret), "{all}");
    }
    assert!(all.contains("X-Key") && all.contains("acme") && all.contains("limit: Some(3)"), "{all}");
}
