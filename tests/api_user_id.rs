//! Exactly a positive safe integer or `me` names a user. Everything else is refused before a request exists.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs)]

use powens_users::api::{BaseUrl, Call, ErrorCode, UserId};
use proptest::prelude::*;

#[test]
fn a_positive_safe_integer_or_me_is_a_user() {
    for (number, text) in [(1.0, "1"), (42.0, "42"), (9_007_199_254_740_991.0, "9007199254740991")] {
        assert_eq!(UserId::from_number(number).unwrap().to_string(), text);
    }
    assert_eq!(UserId::from_text("me").unwrap(), UserId::ME);
}

#[test]
fn no_other_number_is_a_user() {
    let refused = [
        0.0,
        -0.0,
        -1.0,
        1.5,
        0.999_999,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MIN_POSITIVE,
        9_007_199_254_740_992.0,
        1e300,
    ];
    for number in refused {
        let error = UserId::from_number(number).unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidArgument, "{number}");
        assert!(error.message.contains("9007199254740991, or \"me\""), "{}", error.message);
    }
}

#[test]
fn no_other_text_is_a_user() {
    let refused = [
        "all", "ALL", "All", "", " ", "ME", "Me", " me", "me ", "me\0", "me/", "../users", "1/../all", "..", "1e3",
        "0x1", "+1", "-1", " 1", "1 ", "*", "%61ll", "all?x", "\u{ff11}",
    ];
    for text in refused {
        let error = UserId::from_text(text).unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidArgument, "{text:?}");
        assert!(error.message.contains("positive integer"), "{}", error.message);
    }
}

#[test]
fn a_number_in_text_is_told_to_become_a_number() {
    for text in ["42", "1", "0", "9007199254740993"] {
        assert!(UserId::from_text(text).unwrap_err().message.contains("Number(id)"), "{text}");
    }
    assert!(UserId::refuse_type("bigint").message.contains("Number(id)"));
}

proptest! {
    #[test]
    fn every_url_of_a_user_ends_in_digits_or_me(number in any::<f64>(), text in any::<String>()) {
        let base = BaseUrl::from_domain("acme").unwrap();
        for user_id in [UserId::from_number(number), UserId::from_text(&text)].into_iter().flatten() {
            let url = Call::Delete(user_id).url(&base);
            let last = url.strip_prefix("https://acme.biapi.pro/2.0/users/").unwrap();
            prop_assert!(last == "me" || (last.parse::<u64>().unwrap() > 0 && !last.starts_with('0')));
        }
    }

    #[test]
    fn every_text_but_me_is_refused(text in "\\PC*") {
        prop_assert_eq!(UserId::from_text(&text).is_ok(), text == "me");
    }
}
