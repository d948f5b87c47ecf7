//! Which path is signed: text is taken as it is, and never through a parser of URLs.

use super::support::code;
use powens_users::webhook::Endpoint;
use proptest::prelude::*;

const REFUSED: Option<&str> = None;

#[test]
fn a_path_is_taken_as_it_is() {
    for path in [
        "/",
        "//",
        "/hooks",
        "/hooks/",
        "/%2e/%2E/..",
        "/a/../b",
        "/\\",
        "/é/😀",
        "/a b",
        "/a;b=c",
        "/:@!$&'()*+,=",
        "/\n",
    ] {
        assert_eq!(Endpoint::path(path).unwrap().as_str(), path);
    }
    for path in
        ["", "hooks", " /hooks", "/hooks?", "/hooks?a=b", "/hooks#", "/hooks#a", "https://example.com/hooks", "*"]
    {
        assert_eq!(code(Endpoint::path(path)), "invalid_argument", "of {path:?}");
    }
}

#[test]
fn a_url_gives_its_path_and_its_query_where_that_is_signed() {
    let table = [
        ("/hooks", Some("/hooks"), Some("/hooks")),
        ("/hooks/", Some("/hooks/"), Some("/hooks/")),
        ("/hooks?", Some("/hooks"), Some("/hooks?")),
        ("/hooks?a=b?c#d?e", Some("/hooks"), Some("/hooks?a=b?c")),
        ("/hooks#?a", Some("/hooks"), Some("/hooks")),
        ("/a/https://b/c", Some("/a/https://b/c"), Some("/a/https://b/c")),
        ("/hooks?to=https://b/c", Some("/hooks"), Some("/hooks?to=https://b/c")),
        ("//hooks/x", Some("//hooks/x"), Some("//hooks/x")),
        ("https://example.com", Some("/"), Some("/")),
        ("https://example.com/", Some("/"), Some("/")),
        ("https://example.com#/a", Some("/"), Some("/")),
        ("https://example.com/hooks?a=b#c", Some("/hooks"), Some("/hooks?a=b")),
        ("HTTP://user:pass@é.example:8080/é/%2e?ß", Some("/é/%2e"), Some("/é/%2e?ß")),
        ("https://example.com?a=/b", Some("/"), REFUSED),
        ("https://[::1]:80/x", Some("/x"), Some("/x")),
        ("", REFUSED, REFUSED),
        ("hooks", REFUSED, REFUSED),
        ("?a=b", REFUSED, REFUSED),
        ("#a", REFUSED, REFUSED),
        ("example.com/hooks", REFUSED, REFUSED),
        ("://example.com/hooks", REFUSED, REFUSED),
        (" https://example.com/hooks", REFUSED, REFUSED),
        ("ht tp://example.com/hooks", REFUSED, REFUSED),
        ("hooks?to=https://b/c", REFUSED, REFUSED),
    ];
    for (url, path, with_query) in table {
        for (sign_query, expected) in [(false, path), (true, with_query)] {
            match (Endpoint::url(url, sign_query), expected) {
                (Ok(endpoint), Some(expected)) => assert_eq!(endpoint.as_str(), expected, "of {url:?}, {sign_query}"),
                (Err(error), None) => assert_eq!(error.kind().as_str(), "invalid_argument", "of {url:?}"),
                (given, expected) => panic!("{url:?}, {sign_query}: {given:?} is not {expected:?}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_path_of_a_request_line_is_what_stands_before_its_query(path in "/[^?#]{0,20}", query in "(\\?[^#]{0,10})?", fragment in "(#.{0,10})?") {
        let url = format!("{path}{query}{fragment}");
        prop_assert_eq!(Endpoint::path(&path).unwrap().as_str(), &path);
        prop_assert_eq!(Endpoint::url(&url, false).unwrap().as_str(), &path);
        prop_assert_eq!(Endpoint::url(&url, true).unwrap().as_str(), format!("{path}{query}"));
    }

    #[test]
    fn whatever_is_given_what_is_signed_is_a_part_of_it_that_begins_with_a_slash(url in "(https?://)?.{0,20}", sign_query in any::<bool>()) {
        if let Ok(endpoint) = Endpoint::url(&url, sign_query) {
            prop_assert!(endpoint.as_str().starts_with('/'));
            prop_assert!(endpoint.as_str() == "/" || url.contains(endpoint.as_str()));
            prop_assert!(sign_query || !endpoint.as_str().contains('?'));
        }
    }
}
