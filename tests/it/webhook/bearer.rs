//! The mechanism with a Bearer token: which headers are read, and which token is the right one.

use super::support::code;
use powens_users::internals::{BearerToken, compare_tokens, is_bearer};
use powens_users::webhook::Values;
use proptest::prelude::*;

#[test]
fn a_token_is_read_from_exactly_one_bearer_header() {
    let long = format!("Bearer {}", "x".repeat(10_000));
    let table = [
        (Values::One("Bearer abc"), "abc", ""),
        (Values::One("bearer abc"), "abc", ""),
        (Values::One("BEARER abc+/=.-_~"), "abc+/=.-_~", ""),
        (Values::One(&long), &long[7..], ""),
        (Values::None, "", "bearer_missing"),
        (Values::Many, "", "bearer_malformed"),
        (Values::NotText, "", "bearer_malformed"),
        (Values::One(""), "", "bearer_malformed"),
        (Values::One("abc"), "", "bearer_malformed"),
        (Values::One("Bearer"), "", "bearer_malformed"),
        (Values::One("Bearer "), "", "bearer_malformed"),
        (Values::One("Bearer  abc"), "", "bearer_malformed"),
        (Values::One(" Bearer abc"), "", "bearer_malformed"),
        (Values::One("Bearer abc "), "", "bearer_malformed"),
        (Values::One("Bearer a b"), "", "bearer_malformed"),
        (Values::One("Bearer\tabc"), "", "bearer_malformed"),
        (Values::One("Bearer abc\n"), "", "bearer_malformed"),
        (Values::One("Bearer é"), "", "bearer_malformed"),
        (Values::One("Bearer \u{7f}"), "", "bearer_malformed"),
        (Values::One("Basic abc"), "", "bearer_malformed"),
        (Values::One("Bearer: abc"), "", "bearer_malformed"),
        (Values::One("Bearer abc, Bearer abd"), "", "bearer_malformed"),
    ];
    for (values, token, expected) in table {
        let read = BearerToken::read(values);
        assert_eq!(read.as_ref().map_or("", BearerToken::reveal), token, "of {values:?}");
        assert_eq!(code(read), expected, "of {values:?}");
    }
}

#[test]
fn the_scheme_alone_tells_of_the_mechanism() {
    for (text, expected) in [
        ("Bearer abc", true),
        ("bearer ", true),
        ("BEARER a b", true),
        ("Bearer", false),
        ("Basic abc", false),
        ("Bearerabc", false),
        ("", false),
        (" Bearer abc", false),
    ] {
        assert_eq!(is_bearer(text), expected, "of {text:?}");
    }
}

#[test]
fn a_token_is_the_one_on_record_or_refused() {
    let table = [
        ("abc", Some("abc"), ""),
        ("abc", Some("abd"), "bearer_mismatch"),
        ("abc", Some("ABC"), "bearer_mismatch"),
        ("abc", Some("ab"), "bearer_mismatch"),
        ("abc", Some("abc "), "bearer_mismatch"),
        ("abc", Some(""), "bearer_mismatch"),
        ("abc", Some("Bearer abc"), "bearer_mismatch"),
        ("abc", None, "bearer_unknown_user"),
    ];
    for (sent, on_record, expected) in table {
        let verdict = compare_tokens(sent, on_record);
        if let Err(error) = &verdict {
            assert_eq!((error.kind().http_status(), error.is_authentic()), (401, false));
            let text = error.to_string();
            assert!(!text.contains("abc") && !text.contains("abd"), "{text}");
        }
        assert_eq!(code(verdict), expected, "{sent} for {on_record:?}");
    }
}

#[test]
fn no_error_and_no_debug_shows_a_token() {
    let token = BearerToken::read(Values::One("Bearer s3cr3t")).unwrap();
    assert_eq!(format!("{token:?} {token:#?}"), "BearerToken([redacted]) BearerToken([redacted])");
    for header in ["Bearer s3cr3t\n", "Basic s3cr3t", "s3cr3t"] {
        let error = BearerToken::read(Values::One(header)).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("s3cr3t"), "{error:?}");
    }
}

proptest! {
    #[test]
    fn tokens_are_the_same_only_if_their_texts_are(sent in "[!-~]{1,40}", on_record in "[!-~]{1,40}", at in 0..40_usize) {
        prop_assert!(compare_tokens(&sent, Some(&sent)).is_ok());
        prop_assert_eq!(compare_tokens(&sent, Some(&on_record)).is_ok(), sent == on_record);
        let mut flipped = sent.clone().into_bytes();
        let at = at % flipped.len();
        flipped[at] ^= 1;
        prop_assert!(compare_tokens(&sent, Some(&String::from_utf8(flipped).unwrap())).is_err());
    }
}
