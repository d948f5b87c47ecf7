//! Exactly a positive safe integer or `me` names a user. Everything else is refused before a request exists.

use powens_users::api::{ApiError, BaseUrl, Call, ErrorKind, MAX_SAFE_INTEGER, Reason, UserId, UserIdProblem};
use powens_users::model::OwnId;
use proptest::prelude::*;

fn assert_refused(given: Result<UserId, ApiError>, problem: UserIdProblem) {
    let error = given.unwrap_err();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::InvalidArgument, &Reason::UserId(problem)));
    assert!(error.to_string().contains("positive integer up to 9007199254740991, or \"me\""), "{error}");
}

#[test]
fn a_positive_safe_integer_or_me_is_a_user() {
    for (number, text) in [(1, "1"), (42, "42"), (MAX_SAFE_INTEGER, "9007199254740991")] {
        let user = UserId::new(number).unwrap();
        assert_eq!((user.to_string().as_str(), user.number()), (text, Some(number)));
        assert_eq!(UserId::try_from(number).unwrap(), user);
        assert_eq!(UserId::try_from(i64::try_from(number).unwrap()).unwrap(), user);
        assert_eq!(text.parse::<UserId>().unwrap(), user);
        assert_eq!(UserId::from(OwnId::try_from(number).unwrap()), user);
    }
    assert_eq!("me".parse::<UserId>().unwrap(), UserId::ME);
    assert_eq!((UserId::ME.to_string().as_str(), UserId::ME.number()), ("me", None));
}

#[test]
fn no_other_number_is_a_user() {
    for number in [0, MAX_SAFE_INTEGER + 1, u64::MAX] {
        assert_refused(UserId::new(number), UserIdProblem::Number);
        assert_refused(UserId::try_from(number), UserIdProblem::Number);
        assert_refused(number.to_string().parse(), UserIdProblem::Number);
    }
    for number in [0, -1, i64::MIN, i64::MAX] {
        assert_refused(UserId::try_from(number), UserIdProblem::Number);
    }
    assert_refused("18446744073709551616".parse(), UserIdProblem::Number);
    assert_refused("9".repeat(400).parse(), UserIdProblem::Number);
}

#[test]
fn no_other_text_is_a_user() {
    for text in [
        "all", "ALL", "All", "", " ", "ME", "Me", " me", "me ", "me\0", "me/", "../users", "1/../all", "..", "1e3",
        "0x1", "+1", "-1", " 1", "1 ", "1\n", "*", "%61ll", "all?x", "\u{ff11}", "m\u{435}", "00", "007", "1.0", "1_0",
        "4\u{662}",
    ] {
        assert_refused(text.parse(), UserIdProblem::Text);
    }
}

#[test]
fn text_of_javascript_is_me_alone() {
    assert_eq!(UserId::me("me").unwrap(), UserId::ME);
    for text in ["42", "1", "0", "9007199254740993", "007"] {
        assert_refused(UserId::me(text), UserIdProblem::Digits);
    }
    for text in ["", "all", "ME", "-1", "1e3"] {
        assert_refused(UserId::me(text), UserIdProblem::Text);
    }
}

#[test]
fn no_text_is_repeated() {
    let error = "s3cr3t".parse::<UserId>().unwrap_err();
    assert!(!format!("{error} {error:?}").contains("s3cr3t"), "{error:?}");
}

proptest! {
    #[test]
    fn every_url_of_a_user_ends_in_digits_or_me(number in any::<u64>(), small in 0..1_000_u64, text in any::<String>()) {
        let base = BaseUrl::from_domain("acme").unwrap();
        for user in [UserId::new(number), UserId::new(small), text.parse()].into_iter().flatten() {
            let url = Call::Delete(user).url(&base);
            let last = url.strip_prefix("https://acme.biapi.pro/2.0/users/").unwrap();
            prop_assert_eq!(last, user.to_string());
            prop_assert!(last == "me" || (last.parse::<u64>().unwrap() > 0 && !last.starts_with('0')));
        }
    }

    #[test]
    fn a_text_is_the_user_that_is_written_so(text in "\\PC*|[0-9]{0,20}|0*[1-9]{1,3}") {
        let of_number = text.parse().ok().and_then(|number: u64| UserId::new(number).ok());
        let written = of_number.into_iter().chain([UserId::ME]).find(|user| user.to_string() == text);
        prop_assert_eq!(text.parse::<UserId>().ok(), written);
    }
}
