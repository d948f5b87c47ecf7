//! Bodies: as large as they may be, cut anywhere, and broken.

use std::fmt::Write as _;
use std::time::Duration;

use powens_users::api::{Effect, ErrorKind, Reason, Unconfirming, UserId};

use super::script::{Answer, Piece, Scripted, answer, status, texts};

/// The users 1 to `count`, with text that is longer than one window at times.
fn users(count: u64) -> String {
    let mut body = String::from(r#"{"users":["#);
    for id in 1..=count {
        let comma = if id == 1 { "" } else { "," };
        let note = "\u{e9}".repeat(if id % 100 == 0 { 50_000 } else { 20 });
        write!(body, r#"{comma}{{"id":{id},"signin":"2020-06-01 12:34:56","note":"{note}"}}"#).unwrap();
    }
    body + "]}"
}

#[tokio::test(start_paused = true)]
async fn a_body_is_the_same_however_it_is_cut() {
    let body = users(300);
    for size in [1, 7, 4_096, 65_536, 65_537, usize::MAX] {
        // What is cut small is many pieces: less of it is enough.
        let body = if size < 100 { users(20) } else { body.clone() };
        let mut cut = status(200).header("content-length", body.len().to_string());
        for piece in body.as_bytes().chunks(size) {
            cut = cut.piece(Piece::Bytes(piece.to_vec().into())).piece(Piece::Bytes("".into()));
        }
        let transport = Scripted::new([cut]);
        let list = transport.api().list().await.unwrap();
        assert_eq!(list, serde_json::from_str(&body).unwrap(), "{size}");
        assert_eq!(transport.seen().dropped, 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_long_number_is_not_looked_through_again_with_every_piece() {
    let body = format!(r#"{{"id":42,"note":1.{}}}"#, "0".repeat((1 << 20) - 20));
    let mut took = Vec::new();
    for size in [usize::MAX, 256] {
        let cut = |answer: Answer, piece: &[u8]| answer.piece(Piece::Bytes(piece.to_vec().into()));
        let transport = Scripted::new([body.as_bytes().chunks(size).fold(status(200), cut)]);
        let started = std::time::Instant::now();
        assert_eq!(transport.api().get(UserId::ME).await.unwrap().id.get(), 42);
        took.push(started.elapsed());
    }
    // Four thousand pieces, each of which would cost as much as all before it.
    assert!(took[1] < took[0] * 20 + Duration::from_millis(500), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn a_length_that_is_told_counts_before_the_body_does() {
    for told in ["11", "99999999999999999999999999"] {
        let transport = Scripted::new([status(200).header("content-length", told).piece(Piece::Never)]);
        let api = transport.builder().max_response_bytes(10).build(transport.clone()).unwrap();
        let error = api.get(UserId::ME).await.unwrap_err();
        assert_eq!((*error.reason(), error.kind()), (Reason::TooLarge(10), ErrorKind::TooLarge), "{told}");
        assert_eq!(transport.read_and_dropped(), (0, 1));
    }
    // 64 MiB, unless another limit is set.
    for (told, reason) in [("67108864", None), ("67108865", Some(Reason::TooLarge(64 << 20)))] {
        let transport = Scripted::new([answer(200, r#"{"id":42}"#).header("content-length", told)]);
        let ended = transport.api().get(UserId::ME).await;
        assert_eq!(ended.err().map(|error| *error.reason()), reason, "{told}");
    }
    // A delete is not confirmed by what nobody reads.
    let transport = Scripted::new([status(200).header("content-length", "65537").piece(Piece::Never)]);
    let error = transport.api().delete(UserId::ME).await.unwrap_err();
    assert_eq!(*error.reason(), Reason::Unconfirmed(Unconfirming::TooLarge));
    assert_eq!((error.effect(), transport.read_and_dropped()), (Some(Effect::Unknown), (0, 1)));
    // One that lies makes no difference, nor does one that is none.
    for told in ["1", "9", "x", "-1", "9, 9"] {
        let transport = Scripted::new([answer(200, r#"{"id":42}"#).header("content-length", told)]);
        let api = transport.builder().max_response_bytes(9).build(transport.clone()).unwrap();
        assert_eq!(api.get(UserId::ME).await.unwrap().id.get(), 42, "{told}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_larger_than_allowed_is_refused_while_it_comes() {
    let endless = || status(200).piece(Piece::Always(b"        ", Duration::ZERO));
    let transport = Scripted::new([endless()]);
    let api = transport.builder().max_response_bytes(1_000).build(transport.clone()).unwrap();
    let error = api.get(UserId::ME).await.unwrap_err();
    assert_eq!((*error.reason(), error.attempts()), (Reason::TooLarge(1_000), 1));
    assert_eq!(transport.read_and_dropped(), (126, 1));

    // Of a delete, and of an error, at most 64 KiB are read.
    let transport = Scripted::new([endless()]);
    let error = transport.api().delete(UserId::ME).await.unwrap_err();
    assert_eq!((error.kind(), error.effect()), (ErrorKind::DeleteUnconfirmed, Some(Effect::Unknown)));
    assert_eq!(transport.seen().bodies_read, 65_536 / 8 + 1);
    let transport = Scripted::new([status(403).piece(Piece::Always(b"        ", Duration::ZERO))]);
    let error = transport.api().delete(UserId::ME).await.unwrap_err();
    assert_eq!((error.status(), error.effect()), (Some(403), Some(Effect::None)));
    assert_eq!(transport.seen().bodies_read, 65_536 / 8 + 1);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_breaks_off_is_a_failure_of_the_network_unless_the_status_says_more() {
    let broken = |code| -> Answer { answer(code, r#"{"id""#).piece(Piece::Break("reset by user-t0k3n")) };
    let transport = Scripted::new([broken(200)]);
    let once = |transport: &Scripted| transport.builder().max_retries(0).build(transport.clone()).unwrap();
    let error = once(&transport).get(UserId::ME).await.unwrap_err();
    assert_eq!((*error.reason(), error.status()), (Reason::BrokenOff(200), Some(200)));
    assert_eq!(texts(error.cause()), ["reset by [redacted]"]);

    let transport = Scripted::new([broken(200)]);
    let error = once(&transport).delete(UserId::ME).await.unwrap_err();
    assert_eq!((error.kind(), error.effect()), (ErrorKind::DeleteUnconfirmed, Some(Effect::Unknown)));
    let transport = Scripted::new([broken(404)]);
    let error = once(&transport).delete(UserId::ME).await.unwrap_err();
    assert_eq!((error.kind(), error.effect(), error.status()), (ErrorKind::HttpStatus, Some(Effect::None), Some(404)));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_nobody_needs_is_not_read() {
    let transport = Scripted::new([status(204).piece(Piece::Never)]);
    transport.api().delete(UserId::ME).await.unwrap();
    assert_eq!(transport.read_and_dropped(), (0, 1));
    // What is no JSON for sure is not read to its end.
    let long = answer(200, format!("<html>{}", " ".repeat(100_000))).piece(Piece::Never);
    let transport = Scripted::new([long]);
    let error = transport.api().list().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidJson);
    assert_eq!(transport.read_and_dropped(), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_body_of_another_shape_tells_where() {
    let transport = Scripted::new([answer(200, r#"{"users":[{"id":1},{"id":"2"}]}"#)]);
    let error = transport.api().list().await.unwrap_err();
    assert_eq!((error.kind(), error.pointer()), (ErrorKind::InvalidShape, Some("/users/1/id")));
    let transport = Scripted::new([answer(200, r#"{"id":42,"id":42}"#)]);
    assert_eq!(transport.api().get(UserId::ME).await.unwrap_err().kind(), ErrorKind::InvalidJson);
    let transport = Scripted::new([status(200)]);
    assert_eq!(transport.api().get(UserId::ME).await.unwrap_err().kind(), ErrorKind::InvalidJson);
}
