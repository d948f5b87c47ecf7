//! What the tests of the check share; each takes what it needs.

use powens_users::check::{ObjectShape, check};

/// Code and pointer of every issue, as `code pointer`.
pub fn issues_of(body: impl AsRef<[u8]>, shape: &'static ObjectShape) -> Vec<String> {
    match check(body.as_ref(), shape, 1000) {
        Ok(()) => Vec::new(),
        Err(refusal) => {
            let malformed = refusal.issues.iter().any(|issue| issue.code.is_malformation());
            assert_eq!(refusal.malformed, malformed);
            assert!(!refusal.issues.is_empty());
            refusal.issues.iter().map(|issue| format!("{} {}", issue.code.as_str(), issue.pointer)).collect()
        }
    }
}

/// Asserts the issues of each body.
pub fn assert_table(shape: &'static ObjectShape, table: &[(&str, &[&str])]) {
    for (body, issues) in table {
        assert_eq!(issues_of(body, shape), *issues, "of {body:?}");
    }
}
