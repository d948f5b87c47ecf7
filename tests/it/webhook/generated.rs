//! `js/errors/webhook-reasons.ts` is what src/webhook declares: the numbers by which reasons, events and settings cross over to
//! TypeScript, which has words of its own for them.

use std::fmt::{Debug, Write as _};
use std::time::Duration;

use powens_users::webhook::{
    BearerFault, DiagnosisCause, Header, MAX_AGE_SECONDS, MAX_BODY_BYTES, MAX_BYTES, MAX_ISSUES, OtherEvent,
    SecretFault, SignatureForm, SignedAt, Switch, TOLERANCE_SECONDS, TargetFault, WebhookError, WebhookErrorKind,
    WebhookReason, WebhookType,
};
use powens_users::{OutOfBounds, Setting};

use crate::generated_file::assert_generated;

const FILE: &str = "js/errors/webhook-reasons.ts";

/// A union of numbers with names.
fn enumeration(name: &str, members: &[String]) -> String {
    let mut text = format!("export const enum {name} {{\n");
    for member in members {
        writeln!(text, "\t{member},").unwrap();
    }
    text + "}\n\n"
}

fn names<T: Debug>(values: &[T]) -> Vec<String> {
    values.iter().map(|value| format!("{value:?}")).collect()
}

/// A list of texts, whose places are their numbers.
fn list<'a>(about: &str, name: &str, texts: impl Iterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.map(|item| format!("\"{item}\"")).collect();
    let line = format!("export const {name} = [{}] as const;", texts.join(", "));
    // As the formatter breaks lines.
    let code = if line.len() <= 130 {
        line
    } else {
        format!("export const {name} = [\n\t{},\n] as const;", texts.join(",\n\t"))
    };
    format!("/** {about} */\n{code}\n\n")
}

fn generated() -> String {
    let mut text = String::from(
        "// Generated from src/webhook by `UPDATE=1 cargo test --features internals --test it generated`: the numbers by which reasons, events and\n// settings cross over from the core.\n\n",
    );
    text += "/** Each code of a webhook, with the status to answer with. Their order is that of their numbers. */\n";
    text += "export const WEBHOOK_STATUSES = {\n";
    // The last one is none of JavaScript's: it has a value for all that JSON holds.
    let (last, codes) = WebhookErrorKind::ALL.split_last().unwrap();
    assert_eq!(*last, WebhookErrorKind::Unrepresentable);
    for code in codes {
        writeln!(text, "\t{}: {},", code.as_str(), code.http_status()).unwrap();
    }
    text += "} as const;\n\n";
    text += &enumeration("Reason", &WebhookReason::NAMES.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    text += &enumeration("Header", &names(Header::ALL));
    text += &enumeration("SignatureForm", &names(SignatureForm::ALL));
    text += &enumeration("SecretFault", &names(SecretFault::ALL));
    text += &enumeration("TargetFault", &names(TargetFault::ALL));
    text += &enumeration("BearerFault", &names(BearerFault::ALL));
    text += &enumeration("Switch", &names(Switch::ALL));
    text += &enumeration("Setting", &names(Setting::ALL));
    text += &list("The events that are covered.", "WEBHOOK_TYPES", WebhookType::ALL.iter().map(|event| event.name()));
    text += &list("Other events, as far as they are known.", "OTHER_EVENTS", OtherEvent::NAMES.into_iter());
    text += &enumeration("Cause", &names(DiagnosisCause::ALL));
    text.trim_end().to_owned() + "\n"
}

#[test]
fn the_numbers_of_typescript_are_those_of_rust() {
    assert_generated(FILE, &generated());
}

/// One of each reason, in the order of their numbers.
fn reasons() -> Vec<WebhookReason> {
    use WebhookReason as Reason;
    let not_covered = WebhookType::parse("ACCOUNT_FOUND").unwrap_err();
    vec![
        Reason::OutOfBounds(OutOfBounds(MAX_ISSUES)),
        Reason::NotBoolean(Switch::Strict),
        Reason::Secret(SecretFault::NotAfter),
        Reason::NoSuchSecret,
        Reason::Target(TargetFault::NoPath),
        Reason::DateToSign,
        not_covered.reason().clone(),
        Reason::UnknownEvent,
        Reason::NoSignature,
        Reason::OtherMechanism,
        Reason::NoDate,
        Reason::Duplicate(Header::Date),
        Reason::NotText(Header::Date),
        Reason::Malformed(SignatureForm::TailBits),
        Reason::DateForm,
        Reason::Mismatch,
        Reason::SecretInactive { name: "old".to_owned() },
        Reason::Stale { age_s: -301, limit: Setting::Tolerance, limit_s: 300 },
        Reason::NoBearer,
        Reason::Bearer(BearerFault::NotText),
        Reason::UnknownUser,
        Reason::OtherToken,
        Reason::PayloadInvalid(WebhookType::ConnectionDeleted),
    ]
}

#[test]
fn each_reason_has_the_number_of_its_place() {
    let reasons = reasons();
    assert_eq!(reasons.len(), WebhookReason::NAMES.len());
    for (number, (reason, name)) in reasons.iter().zip(WebhookReason::NAMES).enumerate() {
        assert_eq!(usize::from(reason.parts().reason), number);
        let shown = format!("{reason:?}");
        assert_eq!(shown.split(['(', ' ']).next().unwrap(), *name, "{shown}");
        // And words of its own, which say what it is about.
        let text = WebhookError::new(reason.clone()).to_string();
        assert!(text.ends_with('.') && text.len() > 20, "{text}");
    }
}

#[test]
fn what_a_reason_is_about_crosses_over_with_it() {
    let parts: Vec<(u8, f64, f64)> =
        reasons().iter().map(|reason| (reason.parts().a, reason.parts().n, reason.parts().m)).collect();
    let expected = [
        (Setting::MaxIssues as u8, 1.0, 10_000.0),
        (1, 0.0, 0.0),
        (13, 0.0, 0.0),
        (0, 0.0, 0.0),
        (3, 0.0, 0.0),
        (0, 0.0, 0.0),
        (2, 0.0, 0.0),
        (0, 0.0, 0.0),
        (0, 0.0, 0.0),
        (0, 0.0, 0.0),
        (0, 0.0, 0.0),
        (1, 0.0, 0.0),
        (1, 0.0, 0.0),
        (7, 0.0, 0.0),
        (0, 0.0, 0.0),
        (0, 0.0, 0.0),
        (0, 0.0, 0.0),
        (1, -301.0, 300.0),
        (0, 0.0, 0.0),
        (2, 0.0, 0.0),
        (0, 0.0, 0.0),
        (0, 0.0, 0.0),
        (4, 0.0, 0.0),
    ];
    assert_eq!(parts, expected);
    for (age_s, limit, a) in [(301, Setting::Tolerance, 0), (-301, Setting::Tolerance, 1), (301, Setting::MaxAge, 2)] {
        assert_eq!(WebhookReason::Stale { age_s, limit, limit_s: 300 }.parts().a, a, "{age_s} s, {limit:?}");
    }
    let texts: Vec<_> = reasons().iter().filter_map(|reason| reason.text().map(str::to_owned)).collect();
    assert_eq!(texts, ["old"]);
}

#[test]
fn no_two_faults_of_a_kind_have_the_same_words() {
    fn assert_distinct<T: Copy + Debug>(faults: &[T], reason: impl Fn(T) -> WebhookReason) {
        let texts: Vec<String> = faults.iter().map(|fault| WebhookError::new(reason(*fault)).to_string()).collect();
        for (index, text) in texts.iter().enumerate() {
            assert!(!texts.iter().take(index).any(|other| other == text), "{text}");
        }
    }
    assert_distinct(SecretFault::ALL, WebhookReason::Secret);
    assert_distinct(TargetFault::ALL, WebhookReason::Target);
    assert_distinct(BearerFault::ALL, WebhookReason::Bearer);
    assert_distinct(SignatureForm::ALL, WebhookReason::Malformed);
    assert_distinct(Header::ALL, WebhookReason::Duplicate);
    assert_distinct(Switch::ALL, WebhookReason::NotBoolean);
    assert_distinct(&WebhookType::ALL, WebhookReason::PayloadInvalid);
    assert_distinct(
        &[TOLERANCE_SECONDS, MAX_AGE_SECONDS, MAX_BODY_BYTES, MAX_BYTES, MAX_ISSUES].map(OutOfBounds),
        WebhookReason::OutOfBounds,
    );
    let late = |seconds| SignedAt::from_epoch_ms(seconds).distance(SignedAt::from_epoch_ms(0));
    assert_eq!(late(-5), Duration::from_millis(5));
}
