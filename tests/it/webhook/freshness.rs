//! When a signature counts: the age of the request, and the secrets that are in use.

use super::support::{code, genuine, later, no_older_than, now, secret, signed_by, within};
use powens_users::internals::Trial;
use powens_users::webhook::{
    Endpoint, Freshness, Secret, Secrets, SignatureHeaders, SignedAt, SignedRequest, WebhookErrorKind,
};

#[test]
fn a_request_counts_within_its_tolerance_in_both_directions() {
    let secrets = Secrets::single(secret());
    let table = [
        (300, 0.0, ""),
        (300, 299.999, ""),
        (300, 300.0, ""),
        (300, -300.0, ""),
        (300, 300.001, "stale"),
        (300, -300.001, "stale"),
        (1, 1.0, ""),
        (1, 1.001, "stale"),
        (604_800, 604_800.0, ""),
        (604_800, -604_800.001, "stale"),
        (300, 1e300, "stale"),
        (300, -1e300, "stale"),
        (u64::MAX, 1e300, ""),
    ];
    for (tolerance, seconds, expected) in table {
        let verdict = genuine().prove(&secrets, later(seconds), within(tolerance));
        assert_eq!(code(verdict), expected, "{seconds} s later, within {tolerance} s");
        let at_any_age = genuine().prove(&secrets, later(seconds), Freshness::AnyAge);
        assert_eq!(code(at_any_age), "", "{seconds} s later, of any age");
    }
}

#[test]
fn a_greatest_age_takes_the_place_of_the_tolerance_into_the_past_only() {
    let secrets = Secrets::single(secret());
    let table = [
        (300, 2_592_000, 2_592_000.0, ""),
        (300, 2_592_000, 2_592_000.001, "stale"),
        (300, 2_592_000, 301.0, ""),
        (300, 2_592_000, -300.0, ""),
        (300, 2_592_000, -300.001, "stale"),
        // It may be the shorter one.
        (300, 1, 1.0, ""),
        (300, 1, 1.001, "stale"),
        (300, 1, 0.0, ""),
        (300, 1, -300.0, ""),
        (1, 300, -1.001, "stale"),
        (300, u64::MAX, 1e300, ""),
        (u64::MAX, 1, -1e300, ""),
    ];
    for (tolerance, max_age, seconds, expected) in table {
        let verdict = genuine().prove(&secrets, later(seconds), no_older_than(max_age, tolerance));
        assert_eq!(code(verdict), expected, "{seconds} s later, {max_age} s old at most, within {tolerance} s");
    }
}

#[test]
fn stale_means_genuine_and_names_the_limit() {
    for (seconds, freshness, told) in [
        (3600.0, within(300), "3600 s ago, beyond the tolerance of 300 s"),
        (-301.0, within(300), "301 s in the future, beyond the tolerance of 300 s"),
        (3601.0, no_older_than(3600, 300), "3601 s ago, beyond the greatest age of 3600 s"),
        (-301.0, no_older_than(3600, 300), "301 s in the future, beyond the tolerance of 300 s"),
    ] {
        let verdict = genuine().prove(&Secrets::single(secret()), later(seconds), freshness);
        let error = verdict.unwrap_err();
        assert_eq!(
            (error.kind(), error.is_authentic(), error.kind().http_status()),
            (WebhookErrorKind::Stale, true, 401)
        );
        let text = error.to_string();
        assert!(text.contains(told) && text.contains("genuine"), "{text}");
    }
}

#[test]
fn milliseconds_are_all_that_counts_of_a_date() {
    // A date of 577831 µs is one of 577 ms: rounded down.
    let moment = SignedAt::parse("2022-06-27T11:08:52.577831Z").unwrap();
    assert_eq!(moment.epoch_ms() % 1000, 577);
}

const OLD: &str = "old-s3cr3t-key";
const NEW: &str = "new-s3cr3t-key";

/// A named secret that is in use between so many seconds after now.
fn named(key: &str, name: &str, from: Option<f64>, until: Option<f64>) -> Secret {
    Secret::new(key).unwrap().named(name, from.map(later), until.map(later))
}

#[test]
fn a_secret_is_in_use_between_its_moments_and_at_them() {
    let table = [
        (None, None, true),
        (Some(0.0), None, true),
        (Some(0.001), None, false),
        (Some(-0.001), None, true),
        (None, Some(0.0), true),
        (None, Some(-0.001), false),
        (None, Some(0.001), true),
        (Some(0.0), Some(0.0), true),
        (Some(1.0), Some(2.0), false),
        (Some(-2.0), Some(-1.0), false),
    ];
    for (from, until, is_active) in table {
        let secret = named(OLD, "old", from, until);
        assert_eq!(secret.is_active(now()), is_active, "from {from:?} until {until:?}");
        let sent = signed_by(&Secret::new(OLD).unwrap());
        let secrets = Secrets::named(vec![secret.clone()]).unwrap();
        let expected = if is_active { "" } else { "secret_inactive" };
        assert_eq!(code(sent.prove(&secrets, now(), within(300))), expected, "from {from:?} until {until:?}");
    }
}

#[test]
fn both_secrets_of_a_rotation_count_while_both_are_in_use() {
    let (old, new) = (signed_by(&Secret::new(OLD).unwrap()), signed_by(&Secret::new(NEW).unwrap()));
    let secrets =
        Secrets::named(vec![named(OLD, "old", None, Some(10.0)), named(NEW, "new", Some(-10.0), None)]).unwrap();
    let table = [
        (-11.0, Ok(0), Err("secret_inactive")),
        (-10.0, Ok(0), Ok(1)),
        (0.0, Ok(0), Ok(1)),
        (10.0, Ok(0), Ok(1)),
        (11.0, Err("secret_inactive"), Ok(1)),
    ];
    for (seconds, by_old, by_new) in table {
        for (sent, expected) in [(&old, by_old), (&new, by_new)] {
            let verdict = sent.prove(&secrets, later(seconds), within(300));
            let verdict = verdict.map(|proof| proof.secret).map_err(|error| error.kind().as_str());
            assert_eq!(verdict, expected, "{seconds} s later");
        }
    }
    assert_eq!(code(genuine().prove(&secrets, now(), Freshness::AnyAge)), "signature_mismatch");
}

#[test]
fn of_the_same_key_under_two_names_the_one_in_use_counts() {
    let sent = signed_by(&Secret::new(OLD).unwrap());
    let secrets = Secrets::named(vec![named(OLD, "past", None, Some(-1.0)), named(OLD, "now", None, None)]).unwrap();
    assert_eq!(secrets.order(now()).collect::<Vec<_>>(), [1, 0]);
    assert_eq!(sent.prove(&secrets, now(), Freshness::AnyAge).unwrap().secret, 1);
    assert_eq!(secrets.order(later(-1.0)).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(sent.prove(&secrets, later(-1.0), Freshness::AnyAge).unwrap().secret, 0);
}

#[test]
fn a_secret_that_is_not_in_use_is_named_and_not_shown() {
    let sent = signed_by(&Secret::new(OLD).unwrap());
    let secrets = Secrets::named(vec![named(OLD, "of 2022", None, Some(-1.0)), named(NEW, "new", None, None)]).unwrap();
    let error = sent.prove(&secrets, later(1e6), within(300)).unwrap_err();
    assert_eq!((error.kind(), error.is_authentic()), (WebhookErrorKind::SecretInactive, false));
    let text = error.to_string();
    assert!(text.contains("\"of 2022\"") && !text.contains(OLD), "{text}");
}

#[test]
fn nobody_signed_what_no_secret_signs() {
    let secrets = Secrets::single(secret());
    let sent = genuine();
    let headers = SignatureHeaders::new(&sent.signature, &sent.date);
    let endpoint = Endpoint::path(&sent.path).unwrap();
    let request = SignedRequest::new(endpoint, headers).unwrap();
    for signer in [None, Some(1), Some(usize::MAX)] {
        let verdict = request.claim().judge(signer, &secrets, now(), Freshness::AnyAge);
        assert_eq!(code(verdict), "signature_mismatch", "{signer:?}");
    }
    assert_eq!(code(request.claim().judge(Some(0), &secrets, now(), Freshness::AnyAge)), "");
}

#[test]
fn a_signature_that_somebody_else_computed_counts_as_ours() {
    let keys = [OLD, NEW];
    let secrets = Secrets::named(vec![named(OLD, "old", None, Some(-1.0)), named(NEW, "new", None, None)]).unwrap();
    for (signer, key) in keys.iter().enumerate() {
        let sent = signed_by(&Secret::new(key).unwrap());
        let headers = SignatureHeaders::new(&sent.signature, &sent.date);
        let request = SignedRequest::new(Endpoint::path(&sent.path).unwrap(), headers).unwrap();
        let claim = request.claim();
        // In the order that was asked for: those in use first.
        let macs = secrets.order(now()).map(|index| {
            let mut trial = Trial::new(keys[index].as_bytes());
            trial.update(request.prefix().as_bytes());
            trial.update(&sent.body);
            trial.finish()
        });
        let macs: Vec<_> = macs.collect();
        assert_eq!(claim.signer(&secrets, now(), macs.clone()), Some(signer));
        assert_eq!(claim.signer(&secrets, now(), macs.into_iter().rev()), Some(1 - signer), "the order is the core's");
        assert_eq!(claim.signer(&secrets, now(), []), None);
    }
}
