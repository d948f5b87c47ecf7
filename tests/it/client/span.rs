//! What is told to tracing.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::future::IntoFuture;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use powens_users::api::UserId;
use powens_users::client::UsersApi;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::script::{Scripted, USER_TOKEN, answer, failure, never, status};

/// The fields of a span or of an event, as text.
#[derive(Clone, Default, Debug)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

impl Fields {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

#[derive(Default)]
struct Told {
    spans: BTreeMap<u64, (&'static str, Fields)>,
    events: Vec<(&'static str, Option<u64>, Fields)>,
    entered: Vec<u64>,
}

/// Keeps what is told of the crate.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Told>>, Arc<AtomicU64>);

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("powens_users")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let id = self.1.fetch_add(1, Ordering::SeqCst) + 1;
        self.0.lock().unwrap().spans.insert(id, (attributes.metadata().name(), fields));
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        values.record(&mut self.0.lock().unwrap().spans.get_mut(&span.into_u64()).unwrap().1);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let parent = event.parent().map(Id::into_u64);
        self.0.lock().unwrap().events.push((event.metadata().name(), parent, fields));
    }

    fn enter(&self, span: &Id) {
        self.0.lock().unwrap().entered.push(span.into_u64());
    }

    fn exit(&self, _: &Id) {}
}

impl Listener {
    fn told(&self) -> String {
        let told = self.0.lock().unwrap();
        let mut text = String::new();
        for (name, fields) in told.spans.values() {
            writeln!(text, "{name} {fields:?}").unwrap();
        }
        for (name, _, fields) in &told.events {
            writeln!(text, "{name} {fields:?}").unwrap();
        }
        text
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span_and_an_attempt_an_event() {
    let listener = Listener::default();
    let _guard = tracing::subscriber::set_default(listener.clone());
    let late = status(503).header("retry-after", "1").after(Duration::from_millis(20));
    let transport = Scripted::new([late, failure("reset"), status(404)]);
    transport.api().delete(UserId::new(4242).unwrap()).await.unwrap_err();

    let told = listener.0.lock().unwrap();
    let (span, (name, fields)) = told.spans.iter().next().unwrap();
    assert_eq!(*name, "powens_users.call");
    assert_eq!(fields.get("route"), Some("DELETE /users/{userId}"));
    assert_eq!((fields.get("attempts"), fields.get("status")), (Some("3"), Some("404")));
    assert_eq!((fields.get("outcome"), fields.get("effect")), (Some("delete_unconfirmed"), Some("unknown")));
    assert_eq!(fields.0.len(), 5);

    let names = ["attempt", "status", "outcome", "duration_ms", "retry_in_ms"];
    let events: Vec<_> = told.events.iter().map(|(_, _, fields)| names.map(|name| fields.get(name))).collect();
    assert_eq!(
        events,
        [
            [Some("1"), Some("503"), Some("http_status"), Some("20"), Some("1000")],
            [Some("2"), None, Some("network"), Some("0"), Some("500")],
            [Some("3"), Some("404"), Some("delete_unconfirmed"), Some("0"), None],
        ]
    );
    for (name, parent, _) in &told.events {
        assert_eq!((*name, parent), ("powens_users.attempt", &Some(*span)));
    }
    // What the transport tells is told within.
    assert!(told.entered.contains(span));
}

#[tokio::test(start_paused = true)]
async fn a_success_a_refusal_and_a_dropped_call_are_told_as_such() {
    let listener = Listener::default();
    let _guard = tracing::subscriber::set_default(listener.clone());
    let transport = Scripted::new([status(204), never(), answer(200, r#"{"id":42,"a":1e400}"#)]);
    let api = transport.api();
    api.delete(UserId::ME).await.unwrap();
    let under_way = api.delete(UserId::ME).into_future();
    assert!(tokio::time::timeout(Duration::from_millis(5), under_way).await.is_err());
    api.get(UserId::ME).await.unwrap_err();
    api.get(UserId::ME).timeout(Duration::ZERO).await.unwrap_err();
    // Never polled: no call.
    drop(api.list().into_future());

    let told = listener.0.lock().unwrap();
    let ends: Vec<_> = told.spans.values().map(|(_, fields)| (fields.get("outcome"), fields.get("attempts"))).collect();
    assert_eq!(
        ends,
        [
            (Some("ok"), Some("1")),
            (Some("dropped"), Some("1")),
            (Some("unrepresentable"), Some("1")),
            (Some("invalid_argument"), Some("0")),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn nothing_secret_is_told_and_no_id() {
    let listener = Listener::default();
    let _guard = tracing::subscriber::set_default(listener.clone());
    let quoting = answer(403, format!(r#"{{"code":"{USER_TOKEN}","description":"of 424242: s3cr3t-value"}}"#));
    let transport = Scripted::new([failure("no route for user-t0k3n"), quoting]);
    let api =
        UsersApi::builder("acme").user_token(USER_TOKEN).header("X-Key", "s3cr3t-value").build(transport).unwrap();
    api.get(UserId::new(424_242).unwrap()).await.unwrap_err();
    let told = listener.told();
    assert_eq!(told.lines().count(), 3);
    for text in [USER_TOKEN, "s3cr3t-value", "424242", "no route", "acme"] {
        assert!(!told.contains(text), "{told}");
    }
}
