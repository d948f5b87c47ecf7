//! What a check captures of a body, and the ids that it compares.

use super::support::{assert_table, issues_of};
use powens_users::check::{ObjectShape, strip_bom};
use powens_users::internals::slot;
use powens_users::internals::{Options, Report, Scan};
use powens_users::model::{
    ConnectionDeletedPayload, ConnectionSyncedPayload, User, UserPayload, UserSyncedPayload, UsersList,
};

fn scan(body: &[u8], shape: &'static ObjectShape, size: usize) -> Report {
    let mut scan = Scan::default();
    scan.begin(shape, Options { max_issues: 9, ..Options::default() });
    let (mut start, mut end) = (0, 0);
    while end < body.len() && !scan.is_stopped() {
        end = body.len().min(end + size);
        start += scan.feed(&body[start..end], end == body.len());
    }
    scan.finish()
}

/// The user's id, the text of the user, `id_webhook_data`, `id_user`; the same for every size of windows.
fn captured<'a>(
    body: &'a str,
    shape: &'static ObjectShape,
) -> (Option<i64>, Option<&'a str>, Option<i64>, Option<i64>) {
    let report = scan(body.as_bytes(), shape, body.len());
    for size in 1..body.len() {
        assert_eq!(scan(body.as_bytes(), shape, size), report, "in windows of {size}: {body}");
    }
    let captured = report.captured;
    (
        captured.integer(slot::USER),
        captured.range(slot::USER).map(|range| &body[range]),
        captured.integer(slot::ID_WEBHOOK_DATA),
        captured.integer(slot::ID_USER),
    )
}

#[test]
fn a_body_about_one_user_is_that_user() {
    for shape in [User::SHAPE, UserPayload::SHAPE] {
        let id = (!std::ptr::eq(shape, User::SHAPE)).then_some(7);
        for body in [r#"{"id":42,"id_webhook_data":7}"#, r#"{ "\u0069d_webhook_data" : 7.0e0 , "\u0069d":42e0}"#] {
            assert_eq!(captured(body, shape), (Some(42), Some(body), id, None), "of {body}");
        }
    }
    let padded = " \n{\"id\":42,\"x\":\"é\"}\t ";
    assert_eq!(captured(padded, User::SHAPE), (Some(42), Some(padded.trim()), None, None));
}

#[test]
fn a_range_counts_from_the_first_byte_that_was_fed() {
    let body = "\u{FEFF}{\"id\":42}".as_bytes();
    assert_eq!(scan(strip_bom(body), User::SHAPE, 99).captured.range(slot::USER), Some(0..9));
}

#[test]
fn the_user_of_a_synchronisation_is_where_it_stands() {
    let user = r#"{"signin":"é€😀\n\u00e9}","id":42,"x":{"id":8,"y":[{}]}}"#;
    for (body, shape) in [
        (format!(r#"{{"user":{user},"connections":[],"id_webhook_data":7}}"#), UserSyncedPayload::SHAPE),
        (format!(r#"{{"id_webhook_data":7,"é":"\u00e9","connections":[],"user":{user}}}"#), UserSyncedPayload::SHAPE),
        (format!(r#"{{"user":{user},"connection":{{"id":9}},"id_webhook_data":7}}"#), ConnectionSyncedPayload::SHAPE),
        (
            format!(r#"{{"connection":{{"id":9}}, "id_webhook_data":7 , "user": {user} }}"#),
            ConnectionSyncedPayload::SHAPE,
        ),
    ] {
        assert_eq!(captured(&body, shape), (Some(42), Some(user), Some(7), None), "of {body}");
    }
}

#[test]
fn the_user_of_a_connection_is_captured() {
    let body = r#"{"id":9,"id_user":42,"id_webhook_data":-7}"#;
    assert_eq!(captured(body, ConnectionDeletedPayload::SHAPE), (None, None, Some(-7), Some(42)));
    let body = r#"{"connection":{"id_user":42,"id":9},"user":{"id":42}}"#;
    assert_eq!(captured(body, ConnectionSyncedPayload::SHAPE), (Some(42), Some(r#"{"id":42}"#), None, Some(42)));
}

#[test]
fn what_is_absent_null_or_of_another_type_is_not_captured() {
    let table = [
        (r#"{"user":null,"connections":[]}"#, None, None, None),
        (r#"{"connections":[]}"#, None, None, None),
        (r#"{"user":[{"id":42}],"id_webhook_data":"7"}"#, None, None, None),
        (r#"{"user":42,"id_webhook_data":null}"#, None, None, None),
        (r#"{"user":{"id":"42"},"id_webhook_data":7.5}"#, None, Some(r#"{"id":"42"}"#), None),
        (r#"{"user":{"id":0},"id_webhook_data":9007199254740993}"#, None, Some(r#"{"id":0}"#), None),
        (
            r#"{"user":{"id":null},"id_webhook_data":9007199254740991}"#,
            None,
            Some(r#"{"id":null}"#),
            Some(9_007_199_254_740_991),
        ),
        (r#"{"x":{"user":{"id":42},"id_webhook_data":7}}"#, None, None, None),
        (r#"{"x":[{"id_webhook_data":7}],"id":42}"#, None, None, None),
        // Broken off within the user.
        (r#"{"user":{"id":42"#, Some(42), None, None),
        ("7", None, None, None),
        ("", None, None, None),
    ];
    for (body, id, user, id_webhook_data) in table {
        assert_eq!(captured(body, UserSyncedPayload::SHAPE), (id, user, id_webhook_data, None), "of {body}");
    }
    assert_eq!(captured("[7]", User::SHAPE), (None, None, None, None));
}

#[test]
fn nothing_is_left_for_the_next_body() {
    let mut scan = Scan::default();
    scan.begin(UserPayload::SHAPE, Options::default());
    scan.feed(br#"{"id":42,"id_webhook_data":7,"#, false);
    scan.begin(UserPayload::SHAPE, Options::default());
    scan.feed(br#"{"x":1}"#, true);
    let captured = scan.finish().captured;
    assert_eq!((captured.integer(slot::USER), captured.integer(slot::ID_WEBHOOK_DATA)), (None, None));
}

#[test]
fn of_several_users_the_last_is_captured() {
    let body = r#"{"users":[{"id":1},{"id":2}]}"#;
    assert_eq!(captured(body, UsersList::SHAPE), (Some(2), None, None, None));
}

#[test]
fn a_synchronised_connection_belongs_to_its_user() {
    assert_table(
        ConnectionSyncedPayload::SHAPE,
        &[
            (r#"{"user":{"id":42},"connection":{"id":7}}"#, &[]),
            (r#"{"user":{"id":42},"connection":{"id":7,"id_user":null}}"#, &[]),
            (r#"{"user":{"id":42},"connection":{"id":7,"id_user":42}}"#, &[]),
            (r#"{"user":{"id":42},"connection":{"id":7,"id_user":4.2e1}}"#, &[]),
            (r#"{"connection":{"id_user":42,"id":7},"user":{"id":42}}"#, &[]),
            (r#"{"user":{"id":42},"connection":{"id":7,"id_user":43}}"#, &["id_mismatch /connection/id_user"]),
            (r#"{"connection":{"id_user":43,"id":7},"user":{"id":42}}"#, &["id_mismatch /connection/id_user"]),
            (r#"{"user":{"id":42},"connection":{"id":7,"\u0069d_user":0}}"#, &["id_mismatch /connection/id_user"]),
            (r#"{"user":{"id":42},"connection":{"id":7,"id_user":"42"}}"#, &["wrong_type /connection/id_user"]),
            (
                r#"{"user":{"id":42},"connection":{"id":0,"id_user":43}}"#,
                &["out_of_range /connection/id", "id_mismatch /connection/id_user"],
            ),
            // Of no user, of no connection.
            (r#"{"connection":{"id":7,"id_user":43}}"#, &["required /user"]),
            (r#"{"user":{"id":"42"},"connection":{"id":7,"id_user":43}}"#, &["wrong_type /user/id"]),
            (r#"{"user":{"id":42},"id_user":43}"#, &["required /connection"]),
            (r#"{"user":{"id":42},"connection":null}"#, &["wrong_type /connection"]),
            // Accounts have an id_user too, which nobody compares.
            (r#"{"user":{"id":42},"connection":{"id":7,"accounts":[{"id":1,"id_user":43}]}}"#, &[]),
        ],
    );
    let body = r#"{"user":{"id":42},"connections":[{"id":7,"id_user":43}]}"#;
    assert_eq!(issues_of(body, UserSyncedPayload::SHAPE), [""; 0]);
    assert_eq!(issues_of(r#"{"id":7,"id_user":43}"#, ConnectionDeletedPayload::SHAPE), [""; 0]);
    assert_eq!(issues_of(r#"{"id_user":43}"#, ConnectionDeletedPayload::SHAPE), ["required /id"]);
}

#[test]
fn an_id_of_another_user_is_no_malformation() {
    let body = br#"{"user":{"id":42},"connection":{"id":7,"id_user":43}}"#;
    let refusal = powens_users::check::check(body, ConnectionSyncedPayload::SHAPE, 9).unwrap_err();
    assert!(!refusal.malformed);
    let text = "\"/connection/id_user\" must be the id of the user, but is another number";
    assert_eq!(refusal.to_string(), text);
}
