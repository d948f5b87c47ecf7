//! `tests/vectors/issue-messages.json` has every message of an issue, so that a change of words is seen.

use std::collections::BTreeSet;

use powens_users::check::{Detail, Form, Format, Issue, IssueCode, JsonPart, KeyLimit, Kind, NotJson, Wanted};

use crate::generated_file::assert_generated;

/// Every detail that a code has, each word at least once.
fn details(code: IssueCode) -> Vec<Detail> {
    let numbers = [0, 1, 300, 10_000_000_000];
    match code {
        IssueCode::Syntax => {
            let parts = JsonPart::ALL.iter().filter(|part| **part != JsonPart::More);
            let at = |expected: &JsonPart| {
                let expected = *expected;
                numbers.iter().flat_map(move |at| [false, true].map(|ends| Detail::Grammar { expected, at: *at, ends }))
            };
            parts.flat_map(at).chain([Detail::Unfinished]).collect()
        }
        IssueCode::OtherFormat => Format::ALL.iter().map(|format| Detail::Format(*format)).collect(),
        IssueCode::TooLarge | IssueCode::TooDeep => numbers.map(Detail::Limit).to_vec(),
        IssueCode::InvalidUtf8 | IssueCode::TrailingData => numbers.map(Detail::At).to_vec(),
        IssueCode::NotJson => NotJson::ALL.iter().map(|what| Detail::NotJson(*what)).collect(),
        IssueCode::TooManyKeys => KeyLimit::ALL.iter().map(|limit| Detail::Keys(*limit)).collect(),
        IssueCode::OtherForm => Form::ALL.iter().map(|form| Detail::Form(*form)).collect(),
        IssueCode::WrongType => Wanted::ALL
            .iter()
            .flat_map(|wanted| Kind::ALL.iter().map(|found| Detail::Value { wanted: *wanted, found: *found }))
            .collect(),
        IssueCode::Required => {
            Wanted::ALL.iter().map(|wanted| Detail::Value { wanted: *wanted, found: Kind::Absent }).collect()
        }
        IssueCode::NotSafeInteger | IssueCode::OutOfRange | IssueCode::NotFinite | IssueCode::IdMismatch => {
            Wanted::ALL.iter().map(|wanted| Detail::Value { wanted: *wanted, found: Kind::OtherNumber }).collect()
        }
        _ => vec![Detail::None],
    }
}

fn issues() -> Vec<Issue> {
    let issue = |code, detail| Issue { pointer: String::new(), code, detail };
    IssueCode::ALL.iter().flat_map(|code| details(*code).into_iter().map(move |detail| issue(*code, detail))).collect()
}

#[test]
fn the_messages_of_issues_are_up_to_date() {
    let lines: Vec<String> =
        issues().iter().map(|issue| format!("\t[{:?}, {:?}]", issue.code.as_str(), issue.message())).collect();
    assert_generated("tests/vectors/issue-messages.json", &format!("[\n{}\n]\n", lines.join(",\n")));
}

#[test]
fn a_message_has_no_placeholder_left_and_says_all_that_the_detail_has() {
    let messages: Vec<String> = issues().iter().map(Issue::message).collect();
    for message in &messages {
        assert!(!message.is_empty() && !message.contains(['#', '%', '@']), "{message}");
    }
    // No two details of one code read the same.
    let mut seen = BTreeSet::new();
    for (issue, message) in issues().iter().zip(&messages) {
        assert!(seen.insert((issue.code as u8, message.clone())), "{message}");
    }
}
