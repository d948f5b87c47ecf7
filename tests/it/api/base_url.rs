//! Where a request may go.

use std::net::{Ipv4Addr, Ipv6Addr};

use powens_users::api::{ApiError, BaseUrl, BaseUrlProblem, Call, ErrorKind, Reason, UserId};
use proptest::prelude::*;

const ORIGIN: Option<&str> = Some("https://admin.example");

#[test]
fn a_domain_is_the_vendors_pattern() {
    let longest = "a".repeat(63);
    for domain in ["a", "acme", "acme-sandbox", "4cme", "a-b-c-1", "0", &longest] {
        let base = BaseUrl::from_domain(domain).unwrap();
        assert_eq!(base.to_string(), format!("https://{domain}.biapi.pro/2.0"));
        assert!(base.is_private());
    }
    let long = "a".repeat(64);
    for domain in
        ["", "Acme", "-acme", "acme-", "ac--me", "ac me", "acme\n", "a@b", "acmé", "a_b", "evil:80", "a#", &long]
    {
        assert_eq!(BaseUrl::from_domain(domain), Err(BaseUrlProblem::Domain), "{domain:?}");
    }
    for domain in ["acme.biapi.pro", "https://acme.biapi.pro", "acme/", "acme/../x", "evil.com#", "evil.com/?", "."] {
        assert_eq!(BaseUrl::from_domain(domain), Err(BaseUrlProblem::DomainAddress), "{domain:?}");
    }
}

#[test]
fn a_base_url_is_kept_without_its_trailing_slash() {
    for (given, kept) in [
        ("https://proxy.example/2.0", "https://proxy.example/2.0"),
        ("https://proxy.example/2.0/", "https://proxy.example/2.0"),
        ("https://proxy.example", "https://proxy.example"),
        ("https://proxy.example/", "https://proxy.example"),
        ("HTTPS://Proxy.Example:8443/a/b", "https://Proxy.Example:8443/a/b"),
        ("https://a_b.example/a%20b/...", "https://a_b.example/a%20b/..."),
        ("http://localhost:8787/2.0", "http://localhost:8787/2.0"),
        ("http://127.0.0.1:8787/2.0/", "http://127.0.0.1:8787/2.0"),
        ("http://127.255.0.9/2.0", "http://127.255.0.9/2.0"),
        ("http://[::1]:8787/2.0", "http://[::1]:8787/2.0"),
        ("/powens/2.0", "https://admin.example/powens/2.0"),
        ("/powens/2.0/", "https://admin.example/powens/2.0"),
        ("/", "https://admin.example"),
    ] {
        let base = BaseUrl::parse(given, ORIGIN).unwrap();
        assert_eq!((base.as_str(), base.is_private()), (kept, true));
        assert_eq!(Call::Get(UserId::ME).url(&base), format!("{kept}/users/me"));
    }
}

#[test]
fn a_path_belongs_to_the_origin_of_a_page() {
    assert_eq!(BaseUrl::parse("/powens/2.0", None), Err(BaseUrlProblem::NoOrigin));
    for origin in ["https://admin.example", "http://localhost:3000", "http://[::1]", "https://10.0.0.1:8443"] {
        let base = BaseUrl::parse("/powens/2.0", Some(origin)).unwrap();
        assert_eq!(base.as_str(), format!("{origin}/powens/2.0"));
    }
    for origin in [
        "ftp://evil?#",
        "null",
        "",
        "https://admin.example/",
        "https://admin.example/path",
        "https://admin.example/a/..",
        "https://admin.example?x",
        "https://admin.example#",
        "https://admin.example:",
        "https://user@admin.example",
        "https://admin.example\\",
        "https://",
        "admin.example",
        "file://",
        "file:///home",
        "ftp://admin.example",
        "chrome-extension://abcdef",
        "blob:https://admin.example",
        "//admin.example",
        "/",
        " https://admin.example",
    ] {
        assert_eq!(BaseUrl::parse("/powens/2.0", Some(origin)), Err(BaseUrlProblem::Origin), "{origin:?}");
        // A whole address has nothing to do with the page.
        assert!(BaseUrl::parse("https://proxy.example", Some(origin)).is_ok(), "{origin:?}");
    }
}

#[test]
fn what_is_wrong_with_a_path_is_told_before_what_is_wrong_with_the_page() {
    for origin in [None, Some("null"), ORIGIN] {
        assert_eq!(BaseUrl::parse("/a?b", origin), Err(BaseUrlProblem::Query));
    }
}

#[test]
fn plain_http_is_private_on_this_machine_alone() {
    for (url, is_private) in [
        ("http://proxy.example/2.0", false),
        ("http://127.0.0.1.evil.example", false),
        ("http://localhost.evil.example", false),
        ("http://128.0.0.1", false),
        ("http://10.0.0.1", false),
        ("http://0.0.0.0", false),
        ("http://evil-localhost", false),
        ("http://evil.localhost", false),
        ("http://[::2]", false),
        ("http://[::]", false),
        ("http://[::ffff:127.0.0.1]", false),
        ("HTTP://proxy.example", false),
        ("HTTP://LOCALHOST:1", true),
        ("http://127.1.2.3", true),
        ("http://[0:0::1]", true),
        ("https://proxy.example", true),
    ] {
        assert_eq!(BaseUrl::parse(url, ORIGIN).unwrap().is_private(), is_private, "{url}");
    }
    assert!(!BaseUrl::parse("/x", Some("http://admin.example")).unwrap().is_private());
}

#[test]
fn what_a_url_parser_would_rewrite_is_refused() {
    use BaseUrlProblem::{Character, Host, Ipv6, Port, Query, Scheme, Segment, Start, UserInfo};
    for (url, problem) in [
        ("", Start),
        ("proxy.example", Start),
        ("//proxy.example/2.0", Start),
        ("https:/proxy.example", Start),
        ("https:proxy.example", Start),
        ("\\\\proxy.example", Start),
        ("ftp://proxy.example", Scheme),
        ("javascript://x", Scheme),
        (" https://proxy.example", Scheme),
        ("https://", Host),
        ("https:///2.0", Host),
        ("https://user@proxy.example", UserInfo),
        ("https://user:pass@proxy.example/2.0", UserInfo),
        ("https://proxy.example\\@evil.example", UserInfo),
        ("https://proxy.example/2.0?x=1", Query),
        ("https://proxy.example/2.0#x", Query),
        ("https://proxy.example?x", Host),
        ("https://proxy.example#x", Host),
        ("https://proxy.example/a/../b", Segment),
        ("https://proxy.example/./b", Segment),
        ("https://proxy.example/%2e%2E/b", Segment),
        ("https://proxy.example/.%2e", Segment),
        ("https://proxy.example/a//b", Segment),
        ("https://proxy.example//", Segment),
        ("https://proxy.example/a\\b", Character),
        ("https://proxy.example/a b", Character),
        ("https://proxy.example/é", Character),
        ("https://proxy.example/a\nb", Character),
        ("https://proxy.example/\"", Character),
        ("https://proxy.example\n", Host),
        ("https://pröxy.example", Host),
        ("https://proxy..example", Host),
        ("https://.example", Host),
        ("https://proxy.example.", Host),
        ("https://pro%78y.example", Host),
        ("https://2130706433", Host),
        ("https://127.1", Host),
        ("https://0177.0.0.1", Host),
        ("https://0x7f.1", Host),
        ("https://0X7F.1", Host),
        ("https://1.2.3", Host),
        ("https://999.1.1.1", Host),
        ("https://a.08", Host),
        ("https://proxy.example:", Port),
        ("https://proxy.example:x", Port),
        ("https://proxy.example:99999", Port),
        ("https://proxy.example:+80", Port),
        ("https://proxy.example:80:80", Port),
        ("https://[::1]x", Port),
        ("https://[::1]:", Port),
        ("https://[::1", Host),
        ("https://[]", Ipv6),
        ("https://[zz]", Ipv6),
        ("https://[::1::2]", Ipv6),
        ("https://[1:2]", Ipv6),
        ("https://[::1%25eth0]", Ipv6),
        ("/powens?x", Query),
        ("/powens#x", Query),
        ("/a/../b", Segment),
        ("/a//b", Segment),
        ("/\\evil.example", Character),
        ("/\t/evil.example", Character),
    ] {
        let error = BaseUrl::parse(url, ORIGIN).unwrap_err();
        assert_eq!(error, problem, "{url:?}");
        assert!(error.to_string().starts_with("the base URL must be"), "{error}");
        let error = ApiError::from(error);
        assert_eq!((error.kind(), error.reason()), (ErrorKind::InvalidArgument, &Reason::BaseUrl(problem)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn addresses_are_read_as_the_standard_library_reads_them(
        nearly_v4 in "(127|[0-9]{1,3})(\\.[0-9]{1,3}){1,4}",
        nearly_v6 in "([0-9a-fA-F]{0,5}:|::){0,9}([0-9a-fg]{0,4}|[0-9]{1,3}(\\.[0-9]{1,3}){3})",
        bits: u128,
        zeros in 0..128_u32,
    ) {
        let [v4, v6] = [Ipv4Addr::from(bits as u32).to_string(), Ipv6Addr::from(bits >> zeros).to_string()];
        for host in [v4, nearly_v4] {
            let address = host.parse::<Ipv4Addr>().ok();
            prop_assert_eq!(BaseUrl::parse(&format!("https://{host}"), None).is_ok(), address.is_some(), "{}", host);
            let loopback = address.is_some_and(|address| address.is_loopback());
            prop_assert_eq!(is_private(&format!("http://{host}")), loopback, "{}", host);
        }
        for host in [v6, nearly_v6] {
            let address = host.parse::<Ipv6Addr>().ok();
            prop_assert_eq!(BaseUrl::parse(&format!("https://[{host}]"), None).is_ok(), address.is_some(), "{}", host);
            let loopback = address.is_some_and(|address| address.is_loopback());
            prop_assert_eq!(is_private(&format!("http://[{host}]")), loopback, "{}", host);
        }
    }

    #[test]
    fn whatever_is_taken_stays_where_it_was_meant_to_go(
        text in prop_oneof![
            any::<String>(),
            "(https?|ftp|HTTPS)?:?/{0,3}[a-z0-9.:@\\[\\]%\\\\?#é-]{0,12}(/[a-z.%2eE?#\\\\ ~+é-]{0,5}){0,4}",
            "[/.\\\\a%2e?#]{0,9}",
        ],
        origin in prop_oneof![Just("https://admin.example".to_owned()), "(https?|ftp)://[a-z:/?#@0-9.]{0,9}", any::<String>()],
        domain in prop_oneof![any::<String>(), "[a-z0-9-]{0,9}"],
    ) {
        for origin in [None, Some(origin.as_str())] {
            let Ok(base) = BaseUrl::parse(&text, origin) else { continue };
            let url = base.as_str();
            let (scheme, rest) = url.split_once("://").unwrap();
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            prop_assert!(["http", "https"].contains(&scheme), "{}", url);
            prop_assert!(base.is_private() || scheme == "http", "{}", url);
            prop_assert!(!authority.is_empty() && !url.contains(['?', '#', '\\', ' ']), "{}", url);
            prop_assert!(!authority.contains('@') && url.is_ascii() && !url.ends_with('/'), "{}", url);
            prop_assert!(path.split('/').skip(1).all(|segment| !["", ".", ".."].contains(&segment)), "{}", url);
            let from = if text.starts_with('/') { origin.unwrap() } else { text.as_str() };
            prop_assert!(from.to_lowercase().starts_with(&format!("{scheme}://{authority}").to_lowercase()), "{}", url);
            // Taken once, it is taken again as it is.
            prop_assert_eq!(BaseUrl::parse(url, None).unwrap(), base);
        }
        if let Ok(base) = BaseUrl::from_domain(&domain) {
            prop_assert_eq!(base.as_str(), format!("https://{domain}.biapi.pro/2.0"));
            prop_assert_eq!(BaseUrl::parse(base.as_str(), None).unwrap(), base);
        }
    }
}

fn is_private(url: &str) -> bool {
    BaseUrl::parse(url, None).is_ok_and(|base| base.is_private())
}
