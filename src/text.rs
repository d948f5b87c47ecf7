//! Searching text for text.
//!
//! The standard library does it by an algorithm that is linear for every text, and several times the code. All that is
//! searched here is short, as is what it is searched for.

/// What stands before and behind the first `separator`.
pub(crate) fn split_once<'a>(text: &'a str, separator: &str) -> Option<(&'a str, &'a str)> {
    text.char_indices().find_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        Some((before, rest.strip_prefix(separator)?))
    })
}

/// The text with every `old` replaced; `old` is not empty.
pub(crate) fn replace(text: &str, old: &str, new: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = split_once(rest, old) {
        replaced.push_str(before);
        replaced.push_str(new);
        rest = behind;
    }
    replaced.push_str(rest);
    replaced
}
