//! What a receiver may be set to, and what it may not.

use std::time::Duration;

use powens_users::webhook::{Secret, SignedAt, WebhookError, Webhooks, WebhooksBuilder};

use super::sent::{BODY, KEY, later, sent, verdict};

const REFUSED: &str = "invalid_argument, not proven, 500";
const MISMATCH: &str = "signature_mismatch, not proven, 401";

fn secret(key: &str) -> Secret {
    Secret::new(key).unwrap()
}

fn named(key: &str, name: &str) -> Secret {
    secret(key).named(name, None, None)
}

fn with(set: impl FnOnce(WebhooksBuilder) -> WebhooksBuilder) -> Result<Webhooks, WebhookError> {
    set(Webhooks::builder().secret(secret(KEY))).build()
}

const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

#[test]
fn settings_that_are_not_allowed_are_refused_when_it_is_built() {
    let period = secret(KEY).named("a", Some(SignedAt::from_epoch_ms(1)), Some(SignedAt::from_epoch_ms(0)));
    let many = (0..101).fold(Webhooks::builder(), |builder, n| builder.secret(named(KEY, &n.to_string())));
    let table: Vec<(Result<Webhooks, WebhookError>, &str)> = vec![
        (Webhooks::new(""), "empty"),
        (Webhooks::new(" \t"), "blank"),
        (Webhooks::new(&format!("{KEY}\n")), "white space"),
        (Webhooks::new(&format!("\u{feff}{KEY}")), "white space"),
        (Webhooks::builder().build(), "empty"),
        (Webhooks::builder().secret(secret("a")).secret(secret("b")).build(), "blank name"),
        (Webhooks::builder().secret(secret("a")).secret(named("b", "b")).build(), "blank name"),
        (Webhooks::builder().secret(named("a", "a")).secret(secret("b")).build(), "blank name"),
        (Webhooks::builder().secret(named("a", " ")).build(), "blank name"),
        (Webhooks::builder().secret(named("a", "a")).secret(named("b", "a")).build(), "same name"),
        (Webhooks::builder().secret(period).build(), "only after"),
        (many.build(), "longer than 100"),
        (with(|set| set.tolerance(seconds(0))), "the tolerance must be"),
        (with(|set| set.tolerance(Duration::from_millis(1500))), "the tolerance must be"),
        (with(|set| set.tolerance(seconds(604_801))), "the tolerance must be"),
        (with(|set| set.tolerance(Duration::MAX)), "the tolerance must be"),
        (with(|set| set.max_age(seconds(0))), "the greatest age must be a whole number from 1 to 34560000"),
        (with(|set| set.max_age(seconds(34_560_001))), "the greatest age must be"),
        (with(|set| set.max_age(Duration::from_nanos(1_000_000_001))), "the greatest age must be"),
        (with(|set| set.max_age(seconds(0)).dangerously_accept_any_age()), "the greatest age must be"),
        (with(|set| set.max_body_bytes(0)), "the largest body must be"),
        (with(|set| set.max_body_bytes(268_435_457)), "the largest body must be"),
    ];
    for (index, (built, hint)) in table.into_iter().enumerate() {
        let error = built.unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(error.to_string().contains(hint), "{index}: {text}");
        assert!(!text.contains("s3cr3t"), "{text}");
        assert_eq!(verdict::<()>(Err(error)), REFUSED, "{index}");
    }
}

#[test]
fn settings_at_their_bounds_are_taken() {
    let all = [
        Webhooks::new("c2VjcmV0"),
        Webhooks::new("é😀"),
        Webhooks::new("a b"),
        with(|set| set.max_age(seconds(1))),
        with(|set| set.max_age(seconds(34_560_000)).dangerously_accept_any_age()),
        with(|set| set.tolerance(seconds(1)).max_body_bytes(268_435_456)),
        with(|set| set.tolerance(seconds(604_800)).max_body_bytes(1)),
        Webhooks::builder().secret(named("k", "a")).build(),
        (0..100).fold(Webhooks::builder(), |builder, n| builder.secret(named(KEY, &n.to_string()))).build(),
        Webhooks::builder().secret(named("k", "a")).secret(named("k", "b")).build(),
    ];
    for (index, built) in all.into_iter().enumerate() {
        assert!(built.is_ok(), "{index}: {built:?}");
    }
}

#[test]
fn the_window_is_what_it_was_set_to() {
    let stale = "stale, genuine, 401";
    let any = with(WebhooksBuilder::dangerously_accept_any_age).unwrap();
    let wide = with(|set| set.tolerance(seconds(600))).unwrap();
    let remembering = with(|set| set.max_age(seconds(86_400))).unwrap();
    let year = 31_536_000_000;
    for (webhooks, ms, expected) in [
        (&any, year, ""),
        (&any, -year, ""),
        (&wide, 600_000, ""),
        (&wide, 600_001, stale),
        (&wide, -600_001, stale),
        (&remembering, 86_400_000, ""),
        (&remembering, 86_400_001, stale),
        (&remembering, -300_000, ""),
        (&remembering, -300_001, stale),
    ] {
        assert_eq!(sent(BODY).verdict_at(webhooks, later(ms)), expected, "{ms} ms");
    }
}

#[test]
fn a_receiver_can_be_shared_and_shows_no_secret() {
    fn shared<T: Clone + Send + Sync + 'static>(value: &T) -> T {
        value.clone()
    }
    let webhooks = Webhooks::builder().secret(named(KEY, "june")).build().unwrap();
    let text = format!("{:?} {:?}", shared(&webhooks), Webhooks::builder().secret(named(KEY, "june")));
    assert!(text.contains("june") && !text.contains("s3cr3t"), "{text}");

    fn sent_away<T: Send + Sync>() {}
    sent_away::<powens_users::Event<'static>>();
    sent_away::<powens_users::webhook::Signed<'static>>();
    sent_away::<WebhookError>();
}

#[test]
fn a_body_has_32_mib_at_most_unless_another_limit_is_set() {
    let webhooks = Webhooks::new(KEY).unwrap();
    for (length, expected) in [(32 << 20, MISMATCH), ((32 << 20) + 1, "too_large, not proven, 413")] {
        let request = sent(BODY).with_body(vec![b' '; length]);
        assert_eq!(request.verdict(&webhooks), expected, "{length}");
    }
}
