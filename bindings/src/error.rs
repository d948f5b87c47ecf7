//! Errors as records. js/errors reads them, and has the words.

use powens_users::ForeignError;
use powens_users::check::Issue;

use crate::record::{Reader, Writer};

/// How many errors behind an error are read.
const MAX_DEPTH: u32 = 8;

/// Writes a foreign error, or that there is none.
pub fn write_foreign(writer: &mut Writer, error: Option<&ForeignError>) {
    let Some(error) = error else {
        writer.byte(0);
        return;
    };
    writer.byte(1).text(Some(&error.name)).text(error.code.as_deref()).text(Some(&error.message));
    writer.text(error.digest.as_deref());
    write_foreign(writer, error.source.as_deref());
}

/// Reads a foreign error, if there is one.
pub fn read_foreign(reader: &mut Reader<'_>) -> Option<ForeignError> {
    read_behind(reader, MAX_DEPTH)
}

fn read_behind(reader: &mut Reader<'_>, depth: u32) -> Option<ForeignError> {
    if !reader.flag() || depth == 0 {
        return None;
    }
    let mut text = || reader.text().map(str::to_owned);
    let (name, code, message, digest) = (text(), text(), text(), text());
    let source = read_behind(reader, depth.saturating_sub(1)).map(Box::new);
    Some(ForeignError { name: name.unwrap_or_default(), code, message: message.unwrap_or_default(), digest, source })
}

/// Writes issues: how many, and the code, the words and the pointer of each.
pub fn write_issues(writer: &mut Writer, issues: &[Issue]) {
    #[allow(clippy::cast_precision_loss)] // At most ten thousand.
    writer.number(issues.len() as f64);
    for issue in issues {
        writer.text(Some(issue.code.as_str())).text(Some(&issue.message())).text(Some(&issue.pointer));
    }
}
