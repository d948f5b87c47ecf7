//! The lists of texts, and the bounds, that TypeScript declares are those of Rust.

use std::collections::BTreeSet;

use powens_users::api::ErrorKind;
use powens_users::check::IssueCode;
use powens_users::internals::safe_bytes;
use powens_users::webhook::{DiagnosisCause, WebhookErrorKind};

const ERRORS: &str = include_str!("../../js/errors/powens-error.ts");
const DIAGNOSIS: &str = include_str!("../../js/webhooks/diagnosis.ts");
const INFLATING: &str = include_str!("../../js/core/compressed.ts");

/// The members of a union of texts, in the order of the file.
fn union<'a>(source: &'a str, name: &str) -> Vec<&'a str> {
    let start = source.split(&format!("export type {name} =")).nth(1).unwrap();
    start.split(';').next().unwrap().split('"').skip(1).step_by(2).collect()
}

/// The first cells of the tables in front of a type, each text in backquotes.
fn documented<'a>(source: &'a str, name: &str) -> BTreeSet<&'a str> {
    let comment = source.split(&format!("export type {name} =")).next().unwrap().rsplit("/**").next().unwrap();
    let rows = comment.lines().filter_map(|line| line.strip_prefix(" * | `")?.split(" | ").next());
    rows.flat_map(|cell| cell.split('`').step_by(2)).filter(|text| !text.is_empty() && *text != ", ").collect()
}

/// JavaScript holds every body that is accepted.
const OF_RUST_ALONE: &str = "unrepresentable";

#[test]
fn the_codes_of_errors_are_those_of_calls_and_of_webhooks() {
    let calls = ErrorKind::ALL.iter().map(|code| code.as_str());
    let mut rust: Vec<&str> = calls.collect();
    for code in WebhookErrorKind::ALL.iter().map(|code| code.as_str()) {
        // Some are of both. What Rust has no value for is none of JavaScript's cares.
        if !rust.contains(&code) && code != "unrepresentable" {
            rust.push(code);
        }
    }
    assert!(rust.contains(&OF_RUST_ALONE));
    rust.retain(|code| *code != OF_RUST_ALONE);
    // Before there is a core, TypeScript is alone.
    rust.push("not_initialized");
    let typescript = union(ERRORS, "PowensErrorCode");
    assert_eq!(typescript, rust);
    assert_eq!(documented(ERRORS, "PowensErrorCode"), typescript.into_iter().collect());
}

#[test]
fn the_codes_of_issues_are_those_of_the_check() {
    let rust: Vec<&str> = IssueCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(union(ERRORS, "IssueCode"), rust);
}

#[test]
fn the_causes_of_a_diagnosis_are_those_that_are_tried() {
    let rust: BTreeSet<&str> = DiagnosisCause::ALL.iter().map(|cause| cause.as_str()).collect();
    let typescript = union(DIAGNOSIS, "DiagnosisCause");
    assert_eq!(typescript.len(), rust.len());
    assert_eq!(typescript.into_iter().collect::<BTreeSet<_>>(), rust);
    assert_eq!(documented(DIAGNOSIS, "DiagnosisCause"), rust);
}

#[test]
fn a_strangers_body_is_inflated_as_far_by_both() {
    let number = |name: &str| -> u64 {
        let start = INFLATING.split(&format!("const {name} = ")).nth(1).unwrap();
        start.split(';').next().unwrap().replace('_', "").parse().unwrap()
    };
    let (bytes, ratio) = (number("SAFE_BYTES"), number("SAFE_RATIO"));
    for length in [0, 60, 32_768, 32_769, 1 << 20] {
        let body = vec![0; length];
        assert_eq!(safe_bytes(&body), bytes.max(ratio * length as u64), "{length}");
    }
}
