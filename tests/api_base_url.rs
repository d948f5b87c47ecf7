//! Where a request may go.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, missing_docs)]

use std::net::{Ipv4Addr, Ipv6Addr};

use powens_users::api::{BaseUrl, Call, ErrorCode, UserId};
use proptest::prelude::*;

const ORIGIN: Option<&str> = Some("https://admin.example");

#[test]
fn a_domain_is_the_vendors_pattern() {
    for domain in ["a", "acme", "acme-sandbox", "4cme", "a-b-c-1", "0"] {
        assert_eq!(BaseUrl::from_domain(domain).unwrap().to_string(), format!("https://{domain}.biapi.pro/2.0"));
    }
    let long = "a".repeat(64);
    let refused = [
        "",
        "Acme",
        "-acme",
        "acme-",
        "ac--me",
        "acme.biapi.pro",
        "https://acme.biapi.pro",
        "acme/",
        "acme/../x",
        "ac me",
        "acme\n",
        "evil.com#",
        "evil.com/?",
        "a@b",
        "acmé",
        "a_b",
        &long,
    ];
    for domain in refused {
        assert_eq!(BaseUrl::from_domain(domain).unwrap_err().code, ErrorCode::InvalidArgument, "{domain:?}");
    }
    assert!(BaseUrl::from_domain("acme.biapi.pro").unwrap_err().message.contains("first label"));
}

#[test]
fn a_base_url_is_kept_without_its_trailing_slash() {
    for (given, kept) in [
        ("https://proxy.example/2.0", "https://proxy.example/2.0"),
        ("https://proxy.example/2.0/", "https://proxy.example/2.0"),
        ("https://proxy.example", "https://proxy.example"),
        ("https://proxy.example/", "https://proxy.example"),
        ("HTTPS://Proxy.Example:8443/a/b", "https://Proxy.Example:8443/a/b"),
        ("http://localhost:8787/2.0", "http://localhost:8787/2.0"),
        ("http://127.0.0.1:8787/2.0/", "http://127.0.0.1:8787/2.0"),
        ("http://127.255.0.9/2.0", "http://127.255.0.9/2.0"),
        ("http://[::1]:8787/2.0", "http://[::1]:8787/2.0"),
        ("/powens/2.0", "https://admin.example/powens/2.0"),
        ("/powens/2.0/", "https://admin.example/powens/2.0"),
        ("/", "https://admin.example"),
    ] {
        let base = BaseUrl::parse(given, false, ORIGIN).unwrap();
        assert_eq!(base.to_string(), kept);
        assert_eq!(Call::Get(UserId::ME).url(&base), format!("{kept}/users/me"));
    }
}

#[test]
fn a_path_needs_an_origin() {
    let error = BaseUrl::parse("/powens/2.0", false, None).unwrap_err();
    assert!(error.message.contains("origin"), "{}", error.message);
}

#[test]
fn plain_http_leaves_loopback_only_on_demand() {
    for url in [
        "http://proxy.example/2.0",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://128.0.0.1",
        "http://10.0.0.1",
        "http://evil-localhost",
        "http://evil.localhost",
        "http://[::2]",
    ] {
        let error = BaseUrl::parse(url, false, ORIGIN).unwrap_err();
        assert!(error.message.contains("allowInsecureHttp"), "{url}: {}", error.message);
        assert!(BaseUrl::parse(url, true, ORIGIN).is_ok(), "{url}");
    }
}

#[test]
fn what_a_url_parser_would_rewrite_is_refused() {
    for url in [
        "",
        "proxy.example",
        "//proxy.example/2.0",
        "ftp://proxy.example",
        "javascript://x",
        "https:/proxy.example",
        "https:proxy.example",
        "https://",
        "https:///2.0",
        "https://user@proxy.example",
        "https://user:pass@proxy.example/2.0",
        "https://proxy.example/2.0?x=1",
        "https://proxy.example/2.0#x",
        "https://proxy.example?x",
        "https://proxy.example#x",
        "https://proxy.example/a/../b",
        "https://proxy.example/./b",
        "https://proxy.example/%2e%2E/b",
        "https://proxy.example/.%2e",
        "https://proxy.example/a//b",
        "https://proxy.example//",
        "https://proxy.example/a\\b",
        "https://proxy.example\\@evil.example",
        "https://proxy.example/a b",
        " https://proxy.example",
        "https://proxy.example\n",
        "https://proxy.example/é",
        "https://pröxy.example",
        "https://proxy..example",
        "https://.example",
        "https://proxy.example:",
        "https://proxy.example:x",
        "https://proxy.example:99999",
        "https://proxy.example:+80",
        "https://[::1",
        "https://[]",
        "https://[::1]x",
        "https://[zz]",
        "https://[::1::2]",
        "https://[1:2]",
        "https://pro%78y.example",
        "https://2130706433",
        "https://127.1",
        "https://0177.0.0.1",
        "https://0x7f.1",
        "https://1.2.3",
        "https://999.1.1.1",
        "https://a.08",
        "/powens?x",
        "/powens#x",
        "/a/../b",
        "/\\evil.example",
        "/a//b",
    ] {
        let error = BaseUrl::parse(url, true, ORIGIN).unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidArgument, "{url:?}");
        assert!(error.message.contains("baseUrl"), "{}", error.message);
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
            prop_assert_eq!(BaseUrl::parse(&format!("https://{host}"), false, None).is_ok(), address.is_some(), "{}", host);
            let loopback = address.is_some_and(|address| address.is_loopback());
            prop_assert_eq!(BaseUrl::parse(&format!("http://{host}"), false, None).is_ok(), loopback, "{}", host);
        }
        for host in [v6, nearly_v6] {
            let address = host.parse::<Ipv6Addr>().ok();
            prop_assert_eq!(BaseUrl::parse(&format!("https://[{host}]"), false, None).is_ok(), address.is_some(), "{}", host);
            let loopback = address.is_some_and(|address| address.is_loopback());
            prop_assert_eq!(BaseUrl::parse(&format!("http://[{host}]"), false, None).is_ok(), loopback, "{}", host);
        }
    }
}

#[test]
fn the_three_calls_have_the_documented_urls() {
    let base = BaseUrl::from_domain("acme").unwrap();
    let user = UserId::from_number(42.0).unwrap();
    for (call, method, url) in [
        (Call::list(None, None).unwrap(), "GET", "https://acme.biapi.pro/2.0/users"),
        (Call::list(Some(10.0), None).unwrap(), "GET", "https://acme.biapi.pro/2.0/users?limit=10"),
        (Call::list(None, Some(0.0)).unwrap(), "GET", "https://acme.biapi.pro/2.0/users?offset=0"),
        (Call::list(Some(10.0), Some(20.0)).unwrap(), "GET", "https://acme.biapi.pro/2.0/users?limit=10&offset=20"),
        (Call::Get(user), "GET", "https://acme.biapi.pro/2.0/users/42"),
        (Call::Get(UserId::ME), "GET", "https://acme.biapi.pro/2.0/users/me"),
        (Call::Delete(user), "DELETE", "https://acme.biapi.pro/2.0/users/42"),
        (Call::Delete(UserId::ME), "DELETE", "https://acme.biapi.pro/2.0/users/me"),
    ] {
        assert_eq!((call.method().as_str(), call.url(&base).as_str()), (method, url));
    }
}

#[test]
fn a_page_is_asked_for_in_whole_numbers() {
    for (limit, offset) in [
        (Some(0.0), None),
        (Some(-1.0), None),
        (Some(1.5), None),
        (Some(f64::NAN), None),
        (None, Some(-1.0)),
        (None, Some(0.5)),
        (None, Some(f64::INFINITY)),
    ] {
        assert_eq!(Call::list(limit, offset).unwrap_err().code, ErrorCode::InvalidArgument, "{limit:?} {offset:?}");
    }
}
