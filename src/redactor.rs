//! What must not be seen in an error.

use std::fmt;

use crate::text::{encode_base64, percent_encode, replace, split_once};

const REDACTED: &str = "[redacted]";

/// Stands in a pointer for what was cut off.
const CUT: &str = "…";

/// A shorter secret may be a part of any word, so it is replaced only where it is a word of its own.
const SHORTEST_PART: usize = 8;

/// Texts that no error may repeat: tokens, and the values of extra headers. Nor may it repeat them percent-encoded, as base64
/// (alone or within a longer text, such as a user name and a password), or as a JSON pointer writes them.
#[derive(Clone, Default)]
pub struct Redactor {
    /// As they are, the longest first, so that none leaves its tail behind where another is a part of it.
    forms: Vec<String>,
}

impl Redactor {
    /// Adds a secret; an empty one is ignored.
    pub fn add(&mut self, secret: &str) {
        self.add_form(secret.to_owned());
        // As others write it, for a key may be a pointer itself.
        self.add_form(pointer_form(secret));
        // As `{:?}` and JSON quote it.
        self.add_form(replace(&replace(secret, "\\", "\\\\"), "\"", "\\\""));
        self.add_form(percent_encode(secret, b'A'));
        self.add_form(percent_encode(secret, b'a'));
        for shift in 0..3 {
            let encoded = encode_base64(secret.as_bytes(), shift);
            if encoded.len() >= SHORTEST_PART {
                self.add_form(replace(&replace(&encoded, "+", "-"), "/", "_"));
                self.add_form(encoded);
            }
        }
    }

    /// Adds a form, as it is and as a JSON pointer writes it: base64 may hold a slash.
    #[inline(never)]
    fn add_form(&mut self, form: String) {
        self.insert(pointer_form(&form));
        self.insert(form);
    }

    fn insert(&mut self, form: String) {
        if form.is_empty() || self.forms.contains(&form) {
            return;
        }
        let (mut next, mut is_placed) = (form, false);
        for known in &mut self.forms {
            is_placed |= known.len() < next.len();
            if is_placed {
                std::mem::swap(known, &mut next);
            }
        }
        self.forms.push(next);
    }

    /// The text with every secret replaced by `[redacted]`.
    ///
    /// ```
    /// # #[cfg(feature = "internals")] {
    /// let mut redactor = powens_users::internals::Redactor::default();
    /// redactor.add("s3cr3t-token");
    /// redactor.add("t");
    /// assert_eq!(redactor.redact("title: s3cr3t-token is no t"), "title: [redacted] is no [redacted]");
    /// # }
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn redact(&self, text: &str) -> String {
        let mut redacted = text.to_owned();
        for form in &self.forms {
            redacted = if form.len() >= SHORTEST_PART {
                replace(&redacted, form, REDACTED)
            } else {
                replace_words(&redacted, form)
            };
        }
        redacted
    }

    /// A word such as a code: replaced as a whole where it holds a secret, and never in a part.
    #[must_use]
    pub fn redact_word(&self, word: &str) -> String {
        if self.redact(word) == word { word.to_owned() } else { REDACTED.to_owned() }
    }

    /// A JSON pointer with every secret replaced, also one of which only the beginning is there, before a `…`.
    #[must_use]
    pub fn redact_pointer(&self, pointer: &str) -> String {
        let pointer = self.redact(pointer);
        let mut redacted = String::with_capacity(pointer.len());
        let mut rest = pointer.as_str();
        while let Some((before, behind)) = split_once(rest, CUT) {
            let kept = before.len().saturating_sub(self.beginning_at_end_of(before));
            redacted.push_str(before.get(..kept).unwrap_or_default());
            redacted.push_str(if kept < before.len() { REDACTED } else { "" });
            redacted.push_str(CUT);
            rest = behind;
        }
        redacted.push_str(rest);
        redacted
    }

    /// The length of the longest beginning of a secret that a text ends with.
    fn beginning_at_end_of(&self, text: &str) -> usize {
        let mut longest = 0;
        for form in &self.forms {
            let mut length = form.len();
            while length > longest {
                if form.get(..length).is_some_and(|beginning| text.ends_with(beginning)) {
                    longest = length;
                }
                length = length.saturating_sub(1);
            }
        }
        longest
    }
}

/// As a JSON pointer writes a key.
fn pointer_form(key: &str) -> String {
    replace(&replace(key, "~", "~0"), "/", "~1")
}

/// The text with every `word` replaced that stands at the borders of words: no letter or digit of it has one beside it.
fn replace_words(text: &str, word: &str) -> String {
    let (opens, closes) = (begins_word(word), ends_word(word));
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = split_once(rest, word) {
        replaced.push_str(before);
        let touches = opens && ends_word(&replaced) || closes && begins_word(behind);
        if touches {
            // Behind its first character it may begin once more: `a-a` in `xa-a-a`.
            let mut behind_first = rest.get(before.len()..).unwrap_or_default().chars();
            replaced.extend(behind_first.next());
            rest = behind_first.as_str();
        } else {
            replaced.push_str(REDACTED);
            rest = behind;
        }
    }
    replaced.push_str(rest);
    replaced
}

fn begins_word(text: &str) -> bool {
    text.as_bytes().first().is_some_and(|byte| is_of_word(*byte))
}

fn ends_word(text: &str) -> bool {
    text.as_bytes().last().is_some_and(|byte| is_of_word(*byte))
}

/// Every character beyond ASCII counts as a letter.
const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redactor({} forms)", self.forms.len())
    }
}
