//! Of each signature there is one spelling, and each other one has a reason of its own.

use super::support::{DATE, code_of_headers};
use powens_users::internals::Mac;
use powens_users::webhook::{Values, WebhookReason};
use proptest::prelude::*;

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const TEXT: &str = "mUs6KmQU26Ng7eu5vqm64PHWRy5WN+e6p05QwwVODLo=";

/// The form that is named where a text is refused; empty where it is accepted.
fn refused(text: &str) -> String {
    let error = Mac::parse(text).err();
    let code = if error.is_some() { "signature_malformed" } else { "" };
    assert_eq!(code_of_headers(Values::One(text), Values::One(DATE), false), code, "of {text:?}");
    error.map_or(String::new(), |error| match error.reason() {
        WebhookReason::Malformed(form) => format!("{form:?}"),
        other => format!("{other:?}"),
    })
}

/// The text with another character, or several, at this place.
fn with(at: usize, other: &str) -> String {
    format!("{}{other}{}", &TEXT[..at], &TEXT[at + 1..])
}

/// The text with more at this place.
fn with_more(at: usize, more: &str) -> String {
    format!("{}{more}{}", &TEXT[..at], &TEXT[at..])
}

#[test]
fn each_malformation_has_a_reason_of_its_own() {
    let digits = TEXT.trim_end_matches('=');
    let table = [
        (TEXT.to_owned(), ""),
        (String::new(), "Length"),
        ("=".to_owned(), "Length"),
        ("====".to_owned(), "Length"),
        (digits.to_owned(), "Unpadded"),
        (format!("{TEXT}="), "Length"),
        (format!("{TEXT}A"), "Trailing"),
        (format!("{TEXT}{TEXT}"), "Trailing"),
        (format!("{digits}=A="), "Trailing"),
        (with(5, "="), "Trailing"),
        (format!("{digits}A"), "Length"),
        (format!("{digits}A="), "Length"),
        (digits[..42].to_owned(), "Length"),
        (format!("{}=", &digits[..42]), "Length"),
        (format!("{}==", &digits[..42]), "Length"),
        ("A".repeat(10_000), "Length"),
        (TEXT.replace('+', "-"), "UrlSafe"),
        (digits.replace('+', "_"), "UrlSafe"),
        (format!("{TEXT},{TEXT}"), "Merged"),
        (format!("{TEXT}, {TEXT}"), "Merged"),
        (",".to_owned(), "Merged"),
        (" ".to_owned(), "WhiteSpace"),
        (format!("sha256={TEXT}"), "Trailing"),
        // Hexadecimal.
        ("994b3a2a6414dba360edebb9beA9bae0f1d6472e5637e7baa74e50c3054e0cba".to_owned(), "Length"),
    ];
    for (text, form) in table {
        assert_eq!(refused(&text), form, "of {text:?}");
    }
}

#[test]
fn each_signature_has_three_other_spellings_which_are_refused() {
    for (value, _) in ALPHABET.char_indices().step_by(4) {
        let digit = &ALPHABET[value..=value];
        assert_eq!(refused(&with(42, digit)), "", "of {digit}");
        for other in ALPHABET[value + 1..value + 4].chars() {
            assert_eq!(refused(&with(42, &other.to_string())), "TailBits", "of {other}");
        }
    }
}

#[test]
fn no_character_can_be_another() {
    for at in 0..43 {
        for digit in ALPHABET.chars().filter(|_| at < 42) {
            assert_eq!(refused(&with(at, &digit.to_string())), "", "{digit} at {at}");
        }
        for other in "!\"#$%&'()*.:;<>?@[\\]^`{|}~\0\x01\x0B\x7F\u{80}\u{A0}éß€\u{2028}\u{FEFF}😀".chars() {
            assert_eq!(refused(&with(at, &other.to_string())), "NotBase64", "{other:?} at {at}");
        }
        for other in ["-", "_"] {
            assert_eq!(refused(&with(at, other)), "UrlSafe", "{other} at {at}");
        }
        assert_eq!(refused(&with(at, "")), "Length", "without {at}");
    }
}

#[test]
fn nothing_can_be_added_anywhere() {
    for at in 0..=TEXT.len() {
        for space in [" ", "\t", "\n", "\r", "\x0C", "\r\n"] {
            assert_eq!(refused(&with_more(at, space)), "WhiteSpace", "{space:?} at {at}");
        }
        assert_eq!(refused(&with_more(at, ",")), "Merged", "at {at}");
        assert_eq!(refused(&with_more(at, "\0")), if at == TEXT.len() { "Trailing" } else { "NotBase64" }, "at {at}");
        assert_ne!(refused(&with_more(at, "A")), "", "at {at}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn any_bytes_have_a_spelling_that_is_read_back(bytes in any::<[u8; 32]>()) {
        let text = Mac::from_bytes(bytes).to_base64();
        prop_assert_eq!(text.len(), 44);
        prop_assert!(Mac::parse(&text).unwrap().is(&Mac::from_bytes(bytes)));
    }

    #[test]
    fn a_text_that_is_accepted_is_the_one_spelling(text in "[A-Za-z0-9+/]{42}[A-Za-z0-9+/=]{1,2}=?") {
        if let Ok(mac) = Mac::parse(&text) {
            prop_assert_eq!(mac.to_base64(), text);
        }
    }

    #[test]
    fn a_mutated_text_is_accepted_only_as_the_one_spelling(
        mac in any::<[u8; 32]>(), at in 0..45_usize, take in 0..3_usize, put in "(\\PC|[A-Za-z0-9+/=,\\-_ ]){0,3}",
    ) {
        let text = Mac::from_bytes(mac).to_base64();
        let (start, end) = (at.min(text.len()), (at + take).min(text.len()));
        let mutated = format!("{}{put}{}", &text[..start], &text[end..]);
        if let Ok(read) = Mac::parse(&mutated) {
            prop_assert_eq!(read.to_base64(), mutated);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,60}") {
        if let Ok(read) = Mac::parse(&text) {
            prop_assert_eq!(read.to_base64(), text);
        }
    }
}
