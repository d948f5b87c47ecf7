//! `js/errors/issue-words.ts` has the words of the check, and `tests/vectors/issue-messages.json` the messages made of them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::arithmetic_side_effects)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use powens_users::check::{Detail, Form, Format, Issue, IssueCode, JsonPart, KeyLimit, Kind, NotJson, Wanted};

const HEAD: &str = "// Generated from src/check by `UPDATE=1 cargo test --test model_issue_words`: change the words there, not this file.\n";

/// Compares a file with what it should be, or makes it so.
fn assert_generated(path: &str, wanted: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, wanted).unwrap();
    }
    let found = fs::read_to_string(file).unwrap_or_default();
    assert!(
        found == wanted,
        "{path} is not what src/check says. Run `UPDATE=1 cargo test --test model_issue_words` and commit the file."
    );
}

/// The lists of words, by the names that TypeScript has for them.
fn lists() -> Vec<(&'static str, &'static [&'static str])> {
    let endings = IssueCode::Syntax.sentence().2;
    vec![
        ("jsonParts", JsonPart::WORDS),
        ("endings", endings),
        ("formats", Format::WORDS),
        ("notJson", NotJson::WORDS),
        ("keyLimits", KeyLimit::WORDS),
        ("wanted", Wanted::WORDS),
        ("kinds", Kind::WORDS),
        ("forms", Form::WORDS),
    ]
}

fn list_name(words: &[&str]) -> &'static str {
    lists().into_iter().find(|(_, list)| *list == words).map(|(name, _)| name).unwrap()
}

/// As the formatter of the JavaScript has it.
fn declaration(head: &str, entries: &[String]) -> String {
    let line = format!("{head} = [{}] as const;\n", entries.join(", "));
    if line.len() <= 131 { line } else { format!("{head} = [\n\t{},\n] as const;\n", entries.join(",\n\t")) }
}

fn quoted(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| format!("{text:?}")).collect()
}

fn typescript() -> String {
    let mut text = HEAD.to_owned();
    text.push_str("\n/** The codes of issues, by their numbers. */\n");
    text.push_str(&declaration("export const issueCodes", &quoted(IssueCode::WORDS)));
    for (name, words) in lists() {
        text.push('\n');
        text.push_str(&declaration(&format!("const {name}"), &quoted(words)));
    }
    let sentences: Vec<String> = IssueCode::ALL
        .iter()
        .map(|code| {
            let (sentence, first, second) = code.sentence();
            let lists = [first, second].into_iter().filter(|list| !list.is_empty()).map(list_name);
            let parts: Vec<String> = [format!("{sentence:?}")].into_iter().chain(lists.map(str::to_owned)).collect();
            format!("[{}]", parts.join(", "))
        })
        .collect();
    text.push_str(
        "\n/** The words of each code: a sentence, those for its `#`, those for its `%`. `@` is a number. */\n",
    );
    text.push_str(&declaration("export const issueSentences", &sentences));
    text
}

#[test]
fn the_words_of_issues_are_up_to_date() {
    assert_generated("js/errors/issue-words.ts", &typescript());
}

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
    let lines: Vec<String> = issues()
        .iter()
        .map(|issue| {
            let (code, a, b, n) = issue.parts();
            format!("\t[{code}, {a}, {b}, {n}, {:?}]", issue.message())
        })
        .collect();
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

#[test]
fn the_numbers_of_an_issue_are_indices() {
    assert!(IssueCode::ALL.iter().enumerate().all(|(index, code)| *code as usize == index));
    let parts = |code, detail| Issue { pointer: String::new(), code, detail }.parts();
    for (index, (wanted, found)) in Wanted::ALL.iter().zip(Kind::ALL).enumerate() {
        let index = u8::try_from(index).unwrap();
        let detail = Detail::Value { wanted: *wanted, found: *found };
        assert_eq!(parts(IssueCode::Required, detail), (IssueCode::Required as u8, index, index, 0));
    }
    assert_eq!(parts(IssueCode::TooManyKeys, Detail::Keys(KeyLimit::Open)).3, 20_000);
    assert_eq!(parts(IssueCode::Syntax, Detail::Unfinished), (0, 0, 0, 0));
}
