//! What an answer means.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs)]

use powens_users::api::{Accepted, Answer, ApiError, Body, Call, ErrorCode, Redirect, UserId, accept};

fn user(id: f64) -> UserId {
    UserId::from_number(id).unwrap()
}

fn list() -> Call {
    Call::list(None, None).unwrap()
}

fn answer(status: u16, body: &str) -> Answer {
    Answer::new(status, body.as_bytes().to_vec())
}

fn refused(call: Call, answer: &Answer) -> ApiError {
    accept(&call, answer).unwrap_err()
}

#[test]
fn a_documented_success_is_accepted() {
    let users = answer(200, r#"{"users":[{"id":1,"signin":null},{"id":2,"signin":"2020-06-01 12:34:56","x":[]}]}"#);
    let accepted = accept(&list(), &users).unwrap().users_list().unwrap();
    assert_eq!(accepted.users.len(), 2);

    let one = answer(200, r#"{"id":42,"signin":"2020-06-01 12:34:56","platform":"web"}"#);
    for call in [Call::Get(user(42.0)), Call::Get(UserId::ME)] {
        assert!(accept(&call, &one).unwrap().user().is_some());
    }
    assert_eq!(accept(&Call::Delete(user(42.0)), &answer(204, "")).unwrap(), Accepted::Deleted);
    assert_eq!(accept(&Call::Delete(user(42.0)), &one).unwrap(), Accepted::Deleted);
}

#[test]
fn a_bom_in_front_of_an_answer_is_ignored() {
    let body = answer(200, "\u{feff}{\"id\":42}");
    assert_eq!(accept(&Call::Get(user(42.0)), &body).unwrap(), Accepted::Json(b"{\"id\":42}"));
}

#[test]
fn a_deletes_broken_body_is_ignored() {
    for body in ["", "<html>", "{\"id\":", "[]", "null", "{}", "{\"id\":\"x\"}", "{\"id\":42}"] {
        assert_eq!(accept(&Call::Delete(user(42.0)), &answer(200, body)).unwrap(), Accepted::Deleted, "{body}");
    }
    let unread = Answer { body: Body::Unread, ..answer(200, "") };
    assert_eq!(accept(&Call::Delete(user(42.0)), &unread).unwrap(), Accepted::Deleted);
}

#[test]
fn another_user_than_the_one_asked_for_is_an_error() {
    let other = answer(200, r#"{"signin":null,"id":43}"#);
    for call in [Call::Get(user(42.0)), Call::Delete(user(42.0))] {
        let error = refused(call, &other);
        assert_eq!((error.code, error.status), (ErrorCode::IdMismatch, Some(200)));
    }
    for call in [Call::Get(UserId::ME), Call::Delete(UserId::ME)] {
        assert!(accept(&call, &other).is_ok());
    }
    assert!(accept(&Call::Get(user(7.0)), &answer(200, r#"{"id":7.0}"#)).is_ok());
    assert!(accept(&Call::Get(user(7.0)), &answer(200, r#"{"\u0069d":7e0}"#)).is_ok());
}

#[test]
fn every_other_status_is_an_error() {
    let get = Call::Get(user(42.0));
    for (call, status) in [
        (get, 201),
        (get, 202),
        (get, 204),
        (get, 206),
        (list(), 202),
        (list(), 204),
        (Call::Delete(user(42.0)), 202),
        (Call::Delete(user(42.0)), 201),
        (Call::Delete(user(42.0)), 206),
        (get, 400),
        (get, 401),
        (get, 403),
        (get, 404),
        (get, 409),
        (get, 418),
        (get, 429),
        (get, 500),
        (get, 503),
        (list(), 404),
        (get, 100),
    ] {
        let error = refused(call, &answer(status, r#"{"id":42,"users":[]}"#));
        assert_eq!((error.code, error.status), (ErrorCode::HttpStatus, Some(status)));
        assert!(error.message.contains(&status.to_string()), "{}", error.message);
    }
}

#[test]
fn an_error_body_is_read_as_far_as_it_is_documented() {
    let call = Call::Get(user(42.0));
    let full = r#"{"code":"notFound","description":"No such user","message":"Désolé","request_id":123}"#;
    let error = refused(call, &answer(404, full));
    assert_eq!(error.api_code.as_deref(), Some("notFound"));
    assert_eq!(error.api_description.as_deref(), Some("No such user"));
    assert_eq!(error.api_message.as_deref(), Some("Désolé"));
    assert_eq!(error.request_id.as_deref(), Some("123"));
    // What Powens said is in fields of its own, where it is scrubbed and cut.
    assert!(!error.to_string().contains("notFound"));

    for (body, request_id) in [
        (r#"{"request_id":"a1b2"}"#, Some("a1b2")),
        (r#"{"request_id":18446744073709551616}"#, Some("18446744073709551616")),
        (r#"{"request_id":null}"#, None),
        (r#"{"request_id":""}"#, None),
        (r#"{"request_id":{"x":1}}"#, None),
        (r#"{"request_id":true,"code":7,"message":null,"description":[]}"#, None),
        ("{\"request_id\":\"\\u00e9\\n\\ud83d\\ude00\"}", Some("é\n😀")),
        ("{\"request_id\":\"\\ud800\"}", Some("\u{fffd}")),
        ("", None),
        ("<html><h1>503</h1>", None),
        (r#"{"request_id":"x""#, None),
        ("[1]", None),
        ("\"text\"", None),
    ] {
        let error = refused(call, &answer(500, body));
        assert_eq!(error.request_id.as_deref(), request_id, "{body}");
        assert_eq!((&error.api_code, &error.api_message, &error.api_description), (&None, &None, &None), "{body}");
    }
}

#[test]
fn the_request_id_of_the_body_wins_over_that_of_the_header() {
    let call = Call::Get(user(42.0));
    let with_header = |body| Answer { request_id: Some("header".into()), ..answer(500, body) };
    assert_eq!(refused(call, &with_header(r#"{"request_id":"body"}"#)).request_id.as_deref(), Some("body"));
    assert_eq!(refused(call, &with_header("<html>")).request_id.as_deref(), Some("header"));
    let broken = Answer { status: 200, ..with_header("{") };
    assert_eq!(refused(call, &broken).request_id.as_deref(), Some("header"));
}

#[test]
fn a_body_that_is_no_json_is_told_from_one_of_another_shape() {
    let call = Call::Get(user(42.0));
    for body in [
        "",
        "   ",
        "<html>",
        "{",
        "{\"id\":42",
        "{\"id\":42}x",
        "{\"id\":1,\"id\":42}",
        "{'id':42}",
        "nul",
        "{\"id\":42,\"x\":\"\u{1}\"}",
    ] {
        assert_eq!(refused(call, &answer(200, body)).code, ErrorCode::InvalidJson, "{body}");
    }
    let latin1 = Answer::new(200, b"{\"id\":42,\"x\":\"\xe9\"}".to_vec());
    assert_eq!(refused(call, &latin1).code, ErrorCode::InvalidJson);

    for (call, body, pointer) in [
        (call, "null", ""),
        (call, "[]", ""),
        (call, "\"x\"", ""),
        (call, "{}", "/id"),
        (call, r#"{"id":null}"#, "/id"),
        (call, r#"{"id":"42"}"#, "/id"),
        (call, r#"{"id":0}"#, "/id"),
        (call, r#"{"id":42.5}"#, "/id"),
        (call, r#"{"id":9007199254740993}"#, "/id"),
        (call, r#"{"id":42,"signin":1590000000}"#, "/signin"),
        (list(), "[]", ""),
        (list(), "{}", "/users"),
        (list(), r#"{"users":null}"#, "/users"),
        (list(), r#"{"users":{}}"#, "/users"),
        (list(), r#"{"users":[{"id":1},{"id":-1}]}"#, "/users/1/id"),
        (list(), r#"{"users":[null]}"#, "/users/0"),
    ] {
        let error = refused(call, &answer(200, body));
        assert_eq!((error.code, error.pointer()), (ErrorCode::InvalidShape, Some(pointer)), "{body}");
    }
}

#[test]
fn the_content_type_only_explains() {
    let call = Call::Get(user(42.0));
    let html = Answer { content_type: Some("text/html; charset=utf-8".into()), ..answer(200, "<html>") };
    assert!(refused(call, &html).message.contains("HTML"), "{}", refused(call, &html).message);
    let plain = Answer { content_type: Some("text/html".into()), ..answer(200, "{\"id\":42}") };
    assert!(accept(&call, &plain).is_ok());
}

#[test]
fn a_redirect_is_never_a_success() {
    let call = Call::Get(user(42.0));
    let body = r#"{"id":42}"#;
    for redirected in [
        answer(301, body),
        answer(302, ""),
        answer(307, ""),
        answer(308, ""),
        Answer { status: 0, redirect: Redirect::Hidden, ..answer(0, "") },
        Answer { redirect: Redirect::Followed, ..answer(200, body) },
    ] {
        for call in [call, list(), Call::Delete(user(42.0))] {
            assert_eq!(refused(call, &redirected).code, ErrorCode::Redirect, "{redirected:?}");
        }
    }
}

#[test]
fn no_error_repeats_the_body() {
    let call = Call::Get(user(42.0));
    for (status, body) in [
        (200, "<html>s3cr3t"),
        (200, "{\"id\":\"s3cr3t\"}"),
        (200, "{\"id\":42,\"s3cr3t"),
        (500, "s3cr3t"),
        (500, "{\"x\":\"s3cr3t\"}"),
    ] {
        let error = refused(call, &answer(status, body));
        assert!(!format!("{error:?}{error}").contains("s3cr3t"), "{error:?}");
    }
}
