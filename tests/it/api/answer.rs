//! What an answer means.

use super::support::{
    IN_TIME, MAX_RESPONSE_BYTES, Outcome, answer, begun, delete, get, is_accepted, list, refusal, rejected, tell,
};
use powens_users::api::{Call, Collected, Decision, Declared, ErrorKind, Failure, Head, Plan, Redirect, UserId};
use proptest::prelude::*;

const USER: &str = r#"{"id":42,"signin":"2020-06-01 12:34:56","platform":"web"}"#;

#[test]
fn a_documented_success_is_accepted() {
    for users in [
        r#"{"users":[{"id":1,"signin":null},{"id":2,"signin":"2020-06-01 12:34:56","x":[]}]}"#,
        r#"{"users":[],"total":0,"_links":{"next":null}}"#,
    ] {
        assert!(is_accepted(list(), 200, users), "{users}");
    }
    for call in [get(), Call::Get(UserId::ME)] {
        assert!(is_accepted(call, 200, USER));
    }
    for call in [delete(), Call::Delete(UserId::ME)] {
        assert!(is_accepted(call, 204, ""));
    }
}

#[test]
fn a_bom_in_front_of_an_answer_is_ignored_and_told() {
    for (body, has_bom, is_ascii) in [
        ("\u{feff}{\"id\":42}", true, true),
        ("\u{feff}{\"id\":42,\"x\":\"é\"}", true, false),
        ("{\"id\":42}", false, true),
        ("{\"id\":42,\"\u{feff}\":1}", false, false),
    ] {
        let mut exchange = begun(get(), 0);
        assert_eq!(tell(&mut exchange, &answer(200, body), IN_TIME), Decision::Accept, "{body}");
        assert_eq!((exchange.has_bom(), exchange.is_ascii()), (has_bom, is_ascii), "{body}");
    }
    assert_eq!(refusal(get(), 200, "\u{feff}\u{feff}{\"id\":42}").kind(), ErrorKind::InvalidJson);
    let error = refusal(get(), 404, "\u{feff}{\"code\":\"notFound\"}");
    assert_eq!(error.api_code(), Some("notFound"));
}

#[test]
fn a_bom_of_one_answer_is_not_that_of_the_next() {
    let mut exchange = begun(get(), 1);
    exchange.answered(Head::new(200));
    exchange.feed("\u{feff}{\"id\"".as_bytes(), false);
    assert!(matches!(exchange.decide_failure(&Failure::BrokenOff, None, IN_TIME), Decision::Retry { .. }));
    assert_eq!(tell(&mut exchange, &answer(200, USER), IN_TIME), Decision::Accept);
    assert!(!exchange.has_bom() && exchange.is_ascii());
}

#[test]
fn another_user_than_the_one_asked_for_is_an_error() {
    for call in [get(), delete()] {
        let error = refusal(call, 200, r#"{"signin":null,"id":43}"#);
        assert_eq!((error.kind(), error.status()), (ErrorKind::IdMismatch, Some(200)));
        assert!(error.to_string().contains("42"), "{error}");
    }
    for call in [Call::Get(UserId::ME), Call::Delete(UserId::ME)] {
        assert!(is_accepted(call, 200, r#"{"signin":null,"id":43}"#));
    }
    for body in [r#"{"id":42.0}"#, r#"{"\u0069d":42e0}"#, r#"{"id":4.2E+1}"#, r#"{"x":{"id":43},"id":42}"#] {
        assert!(is_accepted(get(), 200, body), "{body}");
        assert!(is_accepted(delete(), 200, body), "{body}");
    }
}

#[test]
fn every_other_status_is_an_error() {
    let get_statuses = [201, 202, 204, 205, 206, 304, 400, 401, 403, 404, 409, 418, 429, 500, 503, 100, 599];
    for (call, statuses) in [
        (get(), &get_statuses[..]),
        (list(), &[201, 202, 204, 205, 206, 304, 404]),
        (delete(), &[201, 202, 203, 205, 206, 207, 304, 100, 404, 410, 501]),
    ] {
        for status in statuses {
            for body in [r#"{"id":42,"users":[]}"#, "", "{}"] {
                let error = refusal(call, *status, body);
                assert_eq!((error.kind(), error.status()), (ErrorKind::HttpStatus, Some(*status)), "{call:?}");
                assert!(error.to_string().contains(&status.to_string()), "{error}");
            }
        }
    }
}

#[test]
fn an_error_body_is_read_as_far_as_it_is_documented() {
    let full = r#"{"code":"notFound","description":"No such user","message":"Désolé","request_id":123}"#;
    for call in [get(), list(), delete()] {
        let error = refusal(call, 404, full);
        assert_eq!(error.api_code(), Some("notFound"));
        assert_eq!(error.api_description(), Some("No such user"));
        assert_eq!(error.api_message(), Some("Désolé"));
        assert_eq!(error.request_id(), Some("123"));
        // What Powens said is in fields of its own, where it is redacted and cut.
        assert!(!error.to_string().contains("notFound"));
    }

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
        (r#"{"request_id":"x","request_id":"y"}"#, None),
        ("[1]", None),
        ("\"text\"", None),
    ] {
        let error = refusal(get(), 500, body);
        assert_eq!(error.request_id(), request_id, "{body}");
        assert_eq!((error.api_code(), error.api_message(), error.api_description()), (None, None, None), "{body}");
    }
}

#[test]
fn an_error_body_that_is_too_large_or_breaks_off_leaves_its_status() {
    let head = Head { request_id: Some("header".into()), ..Head::new(404) };
    let long = Head { content_length: Some(65_537), ..head.clone() };
    let mut large = br#"{"code":"notFound"}"#.to_vec();
    large.resize(65_537, b' ');
    for call in [get(), list(), delete()] {
        for outcome in [
            Outcome::Answer(head.clone(), large.clone()),
            Outcome::Answer(long.clone(), Vec::new()),
            Outcome::BrokenOff(head.clone()),
        ] {
            let error = rejected(call, 2, &[outcome]);
            let known = (error.kind(), error.status(), error.request_id(), error.api_code());
            assert_eq!(known, (ErrorKind::HttpStatus, Some(404), Some("header"), None));
        }
    }
    large.pop();
    let error = rejected(get(), 0, &[Outcome::Answer(head, large)]);
    assert_eq!(error.api_code(), Some("notFound"));
}

#[test]
fn the_request_id_of_the_body_wins_over_that_of_the_header() {
    let with_header = |status, body: &str| {
        let head = Head { request_id: Some("header".into()), ..Head::new(status) };
        rejected(get(), 0, &[Outcome::Answer(head, body.into())])
    };
    assert_eq!(with_header(500, r#"{"request_id":"body"}"#).request_id(), Some("body"));
    assert_eq!(with_header(500, r#"{"request_id":null}"#).request_id(), Some("header"));
    assert_eq!(with_header(500, "<html>").request_id(), Some("header"));
    assert_eq!(with_header(200, "{").request_id(), Some("header"));
}

#[test]
fn a_body_that_is_no_json_is_told_from_one_of_another_shape() {
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
        "{\"id\":42,\"x\":{\"y\":1,\"\\u0079\":2}}",
    ] {
        let error = refusal(get(), 200, body);
        assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidJson, Some(200)), "{body}");
        assert!(!error.issues().is_empty(), "{body}");
    }
    assert_eq!(refusal(get(), 200, b"{\"id\":42,\"x\":\"\xe9\"}").kind(), ErrorKind::InvalidJson);

    for (call, body, pointer) in [
        (get(), "null", ""),
        (get(), "[]", ""),
        (get(), "\"x\"", ""),
        (get(), "{}", "/id"),
        (get(), r#"{"id":null}"#, "/id"),
        (get(), r#"{"id":"42"}"#, "/id"),
        (get(), r#"{"id":0}"#, "/id"),
        (get(), r#"{"id":42.5}"#, "/id"),
        (get(), r#"{"id":9007199254740993}"#, "/id"),
        (get(), r#"{"id":42,"signin":1590000000}"#, "/signin"),
        (list(), "[]", ""),
        (list(), "{}", "/users"),
        (list(), r#"{"users":null}"#, "/users"),
        (list(), r#"{"users":{}}"#, "/users"),
        (list(), r#"{"users":[{"id":1},{"id":-1}]}"#, "/users/1/id"),
        (list(), r#"{"users":[null]}"#, "/users/0"),
    ] {
        let error = refusal(call, 200, body);
        assert_eq!((error.kind(), error.pointer()), (ErrorKind::InvalidShape, Some(pointer)), "{body}");
    }
    // The shape comes before the user: what is no user is nobody else either.
    assert_eq!(refusal(get(), 200, r#"{"id":43,"signin":1}"#).kind(), ErrorKind::InvalidShape);
}

#[test]
fn at_most_a_hundred_issues_are_reported() {
    let body = format!("{{\"users\":[{}]}}", vec!["1"; 150].join(","));
    assert_eq!(refusal(list(), 200, body).issues().len(), 100);
}

#[test]
fn more_keys_than_are_remembered_are_no_json() {
    let keys: Vec<String> = (0..10_001).map(|number| format!("\"k{number}\":1")).collect();
    let body = format!("{{\"id\":42,\"x\":{{{}}}}}", keys.join(","));
    let error = refusal(get(), 200, body);
    assert_eq!((error.kind(), error.issues()[0].code.as_str()), (ErrorKind::InvalidJson, "too_many_keys"));
}

#[test]
fn the_content_type_only_explains() {
    let declared = |declared, body: &str| Outcome::Answer(Head { declared, ..Head::new(200) }, body.into());
    for (kind, words) in [(Declared::Html, "HTML"), (Declared::Json, "as JSON"), (Declared::Other, "not declared")] {
        let error = rejected(get(), 0, &[declared(kind, "<html>")]);
        assert!(error.to_string().contains(words), "{error}");
        assert_eq!(tell(&mut begun(get(), 0), &declared(kind, USER), IN_TIME), Decision::Accept);
    }
}

#[test]
fn a_redirect_is_never_a_success() {
    let redirected = [300, 301, 302, 303, 305, 307, 308, 399].map(Head::new);
    let hidden = Head { redirect: Redirect::Hidden, ..Head::new(0) };
    let followed = [200, 204, 404].map(|status| Head { redirect: Redirect::Followed, ..Head::new(status) });
    for head in redirected.into_iter().chain([hidden]).chain(followed) {
        for call in [get(), list(), delete()] {
            assert_eq!(begun(call, 0).answered(head.clone()), Plan::Discard, "{head:?}");
            let error = rejected(call, 2, &[Outcome::Answer(head.clone(), USER.into())]);
            assert_eq!(error.kind(), ErrorKind::Redirect, "{head:?}");
            assert_eq!(error.status(), Some(head.status).filter(|status| *status != 0));
        }
    }
}

#[test]
fn a_plan_says_how_much_of_a_body_is_read() {
    let sized = |status, length| Head { content_length: Some(length), ..Head::new(status) };
    for (call, head, plan) in [
        (list(), Head::new(200), Plan::Check(MAX_RESPONSE_BYTES)),
        (get(), Head::new(200), Plan::Check(MAX_RESPONSE_BYTES)),
        (get(), sized(200, MAX_RESPONSE_BYTES), Plan::Check(MAX_RESPONSE_BYTES)),
        (get(), sized(200, MAX_RESPONSE_BYTES + 1), Plan::TooLarge),
        (delete(), Head::new(200), Plan::Collect(65_536)),
        (delete(), sized(200, 65_536), Plan::Collect(65_536)),
        (delete(), sized(200, 65_537), Plan::TooLarge),
        (delete(), Head::new(204), Plan::Discard),
        (delete(), sized(204, u64::MAX), Plan::Discard),
        (get(), Head::new(204), Plan::Discard),
        (get(), Head::new(500), Plan::Collect(65_536)),
        (list(), sized(404, 65_537), Plan::TooLarge),
    ] {
        assert_eq!(head.plan(&call, MAX_RESPONSE_BYTES), plan, "{call:?} {head:?}");
    }
    assert_eq!(Head::new(500).plan(&get(), 10), Plan::Collect(10));
}

#[test]
fn an_answer_that_is_larger_than_allowed_is_no_answer() {
    let sized = Head { content_length: Some(MAX_RESPONSE_BYTES + 1), request_id: Some("r".into()), ..Head::new(200) };
    let body = vec![b' '; usize::try_from(MAX_RESPONSE_BYTES).unwrap() + 1];
    let unsized_head = Head { content_length: None, ..sized.clone() };
    for call in [get(), list()] {
        for outcome in [Outcome::Answer(sized.clone(), Vec::new()), Outcome::Answer(unsized_head.clone(), body.clone())]
        {
            let error = rejected(call, 2, &[outcome]);
            let known = (error.kind(), error.status(), error.request_id());
            assert_eq!(known, (ErrorKind::TooLarge, Some(200), Some("r")));
            assert!(error.to_string().contains("1048576"), "{error}");
        }
    }
}

#[test]
fn what_fails_at_the_host_after_the_check_is_not_tried_again() {
    for (failure, code) in [(Failure::Unparsable, ErrorKind::InvalidJson), (Failure::OutOfMemory, ErrorKind::TooLarge)]
    {
        let mut exchange = begun(get(), 2);
        assert_eq!(tell(&mut exchange, &answer(200, USER), IN_TIME), Decision::Accept);
        let Decision::Reject(error) = exchange.decide_failure(&failure, None, IN_TIME) else { panic!("retried") };
        assert_eq!((error.kind(), error.status(), error.attempts()), (code, Some(200), 1));
    }
}

#[test]
fn a_decision_without_an_answer_is_no_success() {
    for call in [get(), delete()] {
        let mut exchange = begun(call, 0);
        let Decision::Reject(error) = exchange.decide_collected(Collected::Bytes(b"{}"), IN_TIME) else { panic!() };
        assert_eq!(error.kind(), ErrorKind::Network);
        let Decision::Reject(error) = exchange.decide_checked(0, IN_TIME) else { panic!() };
        assert_eq!(error.kind(), ErrorKind::Network);
    }
}

#[test]
fn no_error_repeats_the_body() {
    for (call, status, body) in [
        (get(), 200, "<html>s3cr3t"),
        (get(), 200, "{\"id\":\"s3cr3t\"}"),
        (get(), 200, "{\"id\":42,\"s3cr3t"),
        (get(), 500, "s3cr3t"),
        (get(), 500, "{\"x\":\"s3cr3t\"}"),
        (delete(), 200, "s3cr3t"),
        (delete(), 200, "{\"id\":\"s3cr3t\"}"),
    ] {
        let error = refusal(call, status, body);
        assert!(!format!("{error:?}{error}").contains("s3cr3t"), "{error:?}");
    }
}

proptest! {
    #[test]
    fn a_body_is_the_same_in_whatever_pieces_it_comes(
        body in "(\u{feff}){0,2}\\{\"id\":(42|43|\"x\"),\"k\":\"[é€a]{0,9}\"\\}? ?",
        steps in proptest::collection::vec(1..9_usize, 1..20),
    ) {
        let mut whole = begun(get(), 0);
        let expected = tell(&mut whole, &answer(200, &body), IN_TIME);

        let mut exchange = begun(get(), 0);
        exchange.answered(Head::new(200));
        let (mut start, mut end, mut step) = (0, 0, steps.iter().cycle());
        while !exchange.is_settled() {
            let is_last = end == body.len();
            start += exchange.feed(&body.as_bytes()[start..end], is_last);
            if is_last {
                break;
            }
            end = (end + step.next().unwrap()).min(body.len());
        }
        prop_assert_eq!(exchange.decide_checked(body.len() as u64, IN_TIME), expected);
        prop_assert_eq!((exchange.has_bom(), exchange.is_ascii()), (whole.has_bom(), whole.is_ascii()));
    }
}
