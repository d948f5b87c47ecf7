//! The sources of the crate as text, for the tests that look at them; each takes what it needs.

use std::fs;
use std::path::{Path, PathBuf};

/// Every file of src/, with its text.
pub fn sources() -> Vec<(PathBuf, String)> {
    let (mut folders, mut files) = (vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path, text));
            }
        }
    }
    files
}

/// A source without its comments.
pub fn code_of(source: &str) -> String {
    pieces(source).into_iter().filter(|(kind, _)| *kind != Kind::Comment).map(|(_, text)| text).collect()
}

/// The string literals of a source, as they are written between their quotes.
pub fn literals_of(source: &str) -> Vec<&str> {
    let literals = pieces(source).into_iter().filter(|(kind, _)| *kind == Kind::Literal);
    literals
        .map(|(_, text)| text.trim_start_matches(['b', 'c', 'r', '#']).trim_end_matches('#').trim_matches('"'))
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Code,
    Comment,
    Literal,
}

/// A source in pieces, as far as it matters here: comments of lines, string literals, and what is between them.
fn pieces(source: &str) -> Vec<(Kind, &str)> {
    let mut pieces = Vec::new();
    let mut rest = source;
    while !rest.is_empty() {
        let (kind, length) = piece_at(rest);
        let (piece, behind) = rest.split_at(length);
        pieces.push((kind, piece));
        rest = behind;
    }
    pieces
}

/// What a text begins with, and how long that is.
fn piece_at(text: &str) -> (Kind, usize) {
    if text.starts_with("//") {
        return (Kind::Comment, text.find('\n').unwrap_or(text.len()));
    }
    let marks = text.strip_prefix(['b', 'c']).unwrap_or(text);
    if let Some(raw) = marks.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if let Some(inside) = raw.get(hashes..).and_then(|quoted| quoted.strip_prefix('"')) {
            let end = ["\"", &"#".repeat(hashes)].concat();
            return (Kind::Literal, text.len() - inside.len() + inside.find(&end).unwrap() + end.len());
        }
    }
    if let Some(inside) = marks.strip_prefix('"') {
        let mut is_escaped = false;
        let end = inside.find(|character| {
            let ends = character == '"' && !is_escaped;
            is_escaped = character == '\\' && !is_escaped;
            ends
        });
        return (Kind::Literal, text.len() - inside.len() + end.unwrap() + 1);
    }
    if let Some(length) =
        ["'\"'", "'\\\"'", "'\\''", "'/'"].iter().find(|quote| text.starts_with(**quote)).map(|quote| quote.len())
    {
        return (Kind::Code, length);
    }
    // A whole word at once, so that its last letter is no mark of a literal.
    let word = text.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(text.len());
    (Kind::Code, word.max(text.chars().next().map_or(0, char::len_utf8)))
}
