//! A request that was made wrong in one way, or in two, is diagnosed as that.

use super::support::{BODY, DATE, KEY, PATH, later, no_older_than, now, secret, within};
use powens_users::internals::{Search, Symptoms, Trial};
use powens_users::webhook::{
    Diagnosis, DiagnosisCause as Cause, Freshness, Secret, Secrets, SignatureHeaders, SignedAt, Values,
};

/// What a sender signs, and with which key.
struct Sender<'a> {
    key: &'a [u8],
    method: &'a str,
    path: &'a str,
    body: &'a [u8],
}

const RIGHT: Sender<'static> = Sender { key: KEY.as_bytes(), method: "POST", path: PATH, body: BODY };

impl Sender<'_> {
    fn signature(&self) -> String {
        let mut trial = Trial::new(self.key);
        trial.update(format!("{}.{}.{DATE}.", self.method, self.path).as_bytes());
        trial.update(self.body);
        trial.finish().to_base64()
    }
}

/// What the receiver knows, but for the headers.
#[derive(Clone, Default)]
struct Received<'a> {
    target: Option<&'a str>,
    signs_query: bool,
    host: Option<&'a str>,
    method: Option<&'a str>,
    says_gzip: bool,
    variants: Vec<(Cause, &'a [u8])>,
    given: Option<&'a [u8]>,
}

impl Received<'_> {
    fn diagnose(&self, sender: &Sender<'_>) -> Diagnosis {
        self.diagnose_with(sender, &Secrets::single(secret()))
    }

    fn diagnose_with(&self, sender: &Sender<'_>, secrets: &Secrets) -> Diagnosis {
        let given = (None, self.given.unwrap_or(BODY));
        let variants = self.variants.iter().map(|(cause, bytes)| (Some(*cause), *bytes));
        let bodies: Vec<_> = std::iter::once(given).chain(variants).collect();
        let signature = sender.signature();
        let symptoms = Symptoms {
            target: self.target.unwrap_or(PATH),
            signs_query: self.signs_query,
            host: self.host,
            method: self.method,
            says_gzip: self.says_gzip,
            ..symptoms(SignatureHeaders::new(&signature, DATE))
        };
        let diagnosis = diagnose(secrets, &symptoms, &bodies, now(), within(300));
        assert_harmless(&diagnosis);
        diagnosis
    }

    fn causes(&self, sender: &Sender<'_>) -> Vec<Cause> {
        let diagnosis = self.diagnose(sender);
        assert_eq!(diagnosis.verifies, diagnosis.causes.is_empty());
        diagnosis.causes
    }
}

/// Searches as the one call does. `bodies` begins with the body as it was given.
fn diagnose(
    secrets: &Secrets,
    symptoms: &Symptoms<'_>,
    bodies: &[(Option<Cause>, &[u8])],
    now: SignedAt,
    freshness: Freshness,
) -> Diagnosis {
    let mut search = match Search::begin(secrets, symptoms, now, freshness) {
        Ok(search) => search,
        Err(diagnosis) => return diagnosis,
    };
    bodies.iter().any(|(cause, bytes)| search.try_body(secrets, *cause, bytes));
    search.finish()
}

/// Those of a request of which nothing else is known.
fn symptoms(headers: SignatureHeaders<'_>) -> Symptoms<'_> {
    Symptoms { target: PATH, signs_query: false, host: None, method: None, headers, says_gzip: false }
}

/// It shows no secret, and says something of each cause.
fn assert_harmless(diagnosis: &Diagnosis) {
    assert!(!format!("{diagnosis:?}").contains(KEY), "{diagnosis:?}");
    assert!(!diagnosis.to_string().is_empty());
}

#[test]
fn a_right_request_verifies() {
    for received in [
        Received::default(),
        Received { host: Some("example.com"), method: Some("POST"), says_gzip: true, ..Received::default() },
        Received { target: Some("https://example.com/hooks/user-created?a=b"), ..Received::default() },
        Received { variants: vec![(Cause::Bom, b"x")], ..Received::default() },
    ] {
        let diagnosis = received.diagnose(&RIGHT);
        assert_eq!((diagnosis.verifies, &diagnosis.causes), (true, &vec![]), "{diagnosis:?}");
    }
}

#[test]
fn each_way_to_take_the_path_wrongly_is_found() {
    let with_query = Received { target: Some("/hooks/user-created?tenant=1"), ..Received::default() };
    let with_url = Received { target: Some("https://example.com/hooks/user-created"), ..Received::default() };
    let with_host = Received { host: Some("example.com"), ..Received::default() };
    let with_slash = Received { target: Some("/hooks/user-created/"), ..Received::default() };
    let deep = Received { target: Some("/public/v2/hooks/user-created"), ..Received::default() };
    let plain = Received::default();
    let table = [
        (&plain, "/hooks/user-created/", Cause::TrailingSlash),
        (&with_slash, "/hooks/user-created", Cause::TrailingSlash),
        (&with_query, "/hooks/user-created?tenant=1", Cause::Query),
        (&with_url, "https://example.com/hooks/user-created", Cause::FullUrl),
        (&with_host, "https://example.com/hooks/user-created", Cause::FullUrl),
        (&with_host, "http://example.com/hooks/user-created", Cause::FullUrl),
        (&plain, "/user-created", Cause::ProxyPrefix),
        (&deep, "/v2/hooks/user-created", Cause::ProxyPrefix),
        (&deep, "/hooks/user-created", Cause::ProxyPrefix),
        (&deep, "/user-created", Cause::ProxyPrefix),
        (&plain, "/api/hooks/user-created", Cause::ProxyPrefix),
        (&plain, "/v1/hooks/user-created", Cause::ProxyPrefix),
        (&plain, "/hooks", Cause::ProxyPrefix),
        (&deep, "/public", Cause::ProxyPrefix),
        (&deep, "/public/v2", Cause::ProxyPrefix),
        (&deep, "/public/v2/hooks", Cause::ProxyPrefix),
        (&plain, "/hooks/user-deleted", Cause::Unknown),
        (&plain, "https://example.com/hooks/user-created", Cause::Unknown),
    ];
    for (received, path, cause) in table {
        assert_eq!(received.causes(&Sender { path, ..RIGHT }), [cause], "{path}");
    }
    let with_both = Received { host: Some("example.com"), ..with_query };
    let whole = Sender { path: "https://example.com/hooks/user-created?tenant=1", ..RIGHT };
    assert_eq!(with_both.causes(&whole), [Cause::FullUrl]);
}

#[test]
fn each_way_to_take_the_secret_wrongly_is_found() {
    let encoded = "czNjcjN0LWtleQ==";
    for (key, text, cause) in [
        (&b"s3cr3t-key\n"[..], KEY, Cause::SecretNewline),
        (b"s3cr3t-key\r\n", KEY, Cause::SecretNewline),
        (b"s3cr3t-key", encoded, Cause::SecretBase64),
        (b"s3cr3t-key", "czNjcjN0LWtleQ", Cause::SecretBase64),
        (b"\xFB\xEF\xBE", "--++", Cause::SecretBase64),
        (b"\xFF\xFF\xFF", "__//", Cause::SecretBase64),
        (b"s3cr3t-key ", KEY, Cause::Unknown),
        (b"other", KEY, Cause::Unknown),
    ] {
        let secrets = Secrets::single(Secret::new(text).unwrap());
        let diagnosis = Received::default().diagnose_with(&Sender { key, ..RIGHT }, &secrets);
        assert_eq!((diagnosis.verifies, diagnosis.causes), (false, vec![cause]), "{text}");
    }
}

#[test]
fn another_method_is_found() {
    for (signed, known) in [("GET", None), ("PUT", None), ("post", None), ("PROPFIND", Some("PROPFIND"))] {
        let received = Received { method: known, ..Received::default() };
        assert_eq!(received.causes(&Sender { method: signed, ..RIGHT }), [Cause::Method], "{signed}");
    }
    assert_eq!(Received::default().causes(&Sender { method: "PROPFIND", ..RIGHT }), [Cause::Unknown]);
}

#[test]
fn a_body_that_was_altered_is_found_among_what_it_may_have_been() {
    for cause in [Cause::BodyReserialised, Cause::BodyTrimmed, Cause::Bom, Cause::BodyEncoding] {
        let other = if cause == Cause::Bom { Cause::BodyTrimmed } else { Cause::Bom };
        let variants: Vec<(Cause, &[u8])> = vec![(other, b"neither"), (cause, BODY)];
        let received = Received { given: Some(b"altered"), variants, ..Received::default() };
        assert_eq!(received.causes(&RIGHT), [cause]);
    }
    let inflated = Received { given: Some(b"{}"), says_gzip: true, ..Received::default() };
    assert_eq!(inflated.causes(&RIGHT), [Cause::Compressed]);
    // It is compressed as it says: that tells nothing.
    let compressed = Received { given: Some(&[0x1F, 0x8B, 8]), says_gzip: true, ..Received::default() };
    assert_eq!(compressed.causes(&RIGHT), [Cause::Unknown]);
}

#[test]
fn two_mistakes_at_once_are_found_and_three_are_not() {
    let received = Received {
        target: Some("/hooks/user-created?tenant=1"),
        given: Some(b"altered"),
        variants: vec![(Cause::BodyTrimmed, BODY)],
        ..Received::default()
    };
    let table = [
        (Sender { path: "/hooks/user-created/", ..RIGHT }, vec![Cause::TrailingSlash, Cause::BodyTrimmed]),
        (Sender { path: "/hooks/user-created?tenant=1", ..RIGHT }, vec![Cause::Query, Cause::BodyTrimmed]),
        (Sender { key: b"s3cr3t-key\n", ..RIGHT }, vec![Cause::SecretNewline, Cause::BodyTrimmed]),
        (Sender { method: "GET", ..RIGHT }, vec![Cause::Method, Cause::BodyTrimmed]),
        (
            Sender { key: b"s3cr3t-key\n", path: "/hooks/user-created/", body: b"altered", ..RIGHT },
            vec![Cause::SecretNewline, Cause::TrailingSlash],
        ),
        (Sender { key: b"s3cr3t-key\n", path: "/hooks/user-created/", ..RIGHT }, vec![Cause::Unknown]),
    ];
    for (sender, causes) in table {
        let diagnosis = received.diagnose(&sender);
        assert_eq!(diagnosis.causes, causes);
        let message = causes.iter().map(|cause| cause.message()).collect::<Vec<_>>().join(" ");
        assert_eq!((diagnosis.verifies, diagnosis.to_string()), (false, message));
    }
}

#[test]
fn what_a_platform_made_of_the_bytes_is_found() {
    let text = r#"{"id":7,"label":"Café"}"#;
    let gzip: &[u8] = &[0x1F, 0x8B, 8, 0, 0xC3, 0x28, 0xFF, 0xE9, 1, 2, 3];
    let lossy = String::from_utf8_lossy(gzip).into_owned();
    let latin1: Vec<u8> = text.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect();
    let as_latin1: String = text.bytes().map(char::from).collect();
    let table: [(&str, &[u8], &[u8], Cause); 19] = [
        ("a BOM is gone", b"\xEF\xBB\xBF{}", b"{}", Cause::Bom),
        ("a BOM was added", b"{}", b"\xEF\xBB\xBF{}", Cause::Bom),
        ("a line break is gone", b"{}\n", b"{}", Cause::BodyTrimmed),
        ("a line break of Windows is gone", b"{}\r\n", b"{}", Cause::BodyTrimmed),
        ("white space was added", b"{}", b" \t{}\r\n", Cause::BodyTrimmed),
        ("UTF-8 was read as Latin-1", text.as_bytes(), as_latin1.as_bytes(), Cause::BodyEncoding),
        ("Latin-1 was written as UTF-8", &latin1, text.as_bytes(), Cause::BodyEncoding),
        ("UTF-8 was written as Latin-1 once more", as_latin1.as_bytes(), text.as_bytes(), Cause::BodyEncoding),
        ("base64", b"{\"id\":7}", b"eyJpZCI6N30=", Cause::BodyBase64),
        ("base64 without padding", b"{\"id\":7}", b"eyJpZCI6N30", Cause::BodyBase64),
        ("base64 in lines", b"{\"id\":7}", b"eyJp\r\nZCI6\nN30=\n", Cause::BodyBase64),
        ("base64 of gzip", gzip, b"H4sIAMMo/+kBAgM=", Cause::BodyBase64),
        ("base64 of URLs of gzip", gzip, b"H4sIAMMo_-kBAgM", Cause::BodyBase64),
        ("gzip that was decoded as text", gzip, lossy.as_bytes(), Cause::BodyDecoded),
        (
            "text of another encoding that was decoded",
            &latin1,
            "{\"label\":\"Caf\u{FFFD}\"}".as_bytes(),
            Cause::BodyDecoded,
        ),
        ("nothing is left", b"{}", b"", Cause::BodyEmpty),
        ("another body", b"{}", b"[]", Cause::Unknown),
        ("base64 of another body", b"{}", b"eyJpZCI6N30=", Cause::Unknown),
        ("no base64", b"{}", b"eyJp ZCI6N30=", Cause::Unknown),
    ];
    for (name, signed, given, cause) in table {
        let received = Received { given: Some(given), says_gzip: cause == Cause::BodyDecoded, ..Received::default() };
        assert_eq!(received.causes(&Sender { body: signed, ..RIGHT }), [cause], "{name}");
    }
    // An empty body that was signed verifies, and what stands for bytes that were lost may have been sent.
    let empty = Received { given: Some(b""), ..Received::default() };
    assert_eq!(empty.causes(&Sender { body: b"", ..RIGHT }), []);
    let sent = Received { given: Some("\u{FFFD}".as_bytes()), ..Received::default() };
    assert_eq!(
        sent.causes(&Sender { body: "\u{FFFD}".as_bytes(), path: "/hooks/user-created/", ..RIGHT }),
        [Cause::TrailingSlash]
    );
}

#[test]
fn a_mistake_of_a_platform_is_found_beside_another_one() {
    let base64 =
        Received { given: Some(b"eyJpZCI6N30="), target: Some("/stage/hooks/user-created"), ..Received::default() };
    assert_eq!(base64.causes(&RIGHT), [Cause::ProxyPrefix, Cause::BodyBase64]);
}

#[test]
fn no_path_is_tried_in_more_ways_than_can_be_afforded() {
    // As many slashes as a header may hold: each way to cut it hashes the body.
    let target = format!("{}x", "/".repeat(8000));
    let received = Received { target: Some(&target), given: Some(&[b' '; 60_000]), ..Received::default() };
    let start = std::time::Instant::now();
    assert_eq!(received.causes(&RIGHT), [Cause::Unknown]);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn unknown_names_the_path_and_the_secret_alike() {
    let message = Cause::Unknown.message();
    assert!(message.contains("the path or the secret"), "{message}");
}

#[test]
fn of_a_large_body_one_mistake_is_looked_for() {
    let large = vec![b' '; 100_000];
    let received = Received { given: Some(&large), variants: vec![(Cause::Bom, BODY)], ..Received::default() };
    assert_eq!(received.causes(&RIGHT), [Cause::Bom]);
    assert_eq!(received.causes(&Sender { path: "/hooks/user-created/", ..RIGHT }), [Cause::Unknown]);
}

#[test]
fn a_genuine_request_of_another_time_is_one_of_a_clock() {
    let bodies = [(None, BODY)];
    let signature = RIGHT.signature();
    let symptoms = symptoms(SignatureHeaders::new(&signature, DATE));
    for (seconds, freshness, causes) in [
        (301.0, within(300), vec![Cause::ClockSkew]),
        (-301.0, within(300), vec![Cause::ClockSkew]),
        (300.0, within(300), vec![]),
        (3600.0, no_older_than(3600, 300), vec![]),
        (3600.001, no_older_than(3600, 300), vec![Cause::ClockSkew]),
        (-300.001, no_older_than(3600, 300), vec![Cause::ClockSkew]),
        (1e9, Freshness::AnyAge, vec![]),
    ] {
        let diagnosis = diagnose(&Secrets::single(secret()), &symptoms, &bodies, later(seconds), freshness);
        assert_eq!((diagnosis.verifies, &diagnosis.causes), (causes.is_empty(), &causes), "{seconds}");
    }
    // A wrong signature of another time is a wrong signature.
    let bodies = [(None, &b"other"[..])];
    let diagnosis = diagnose(&Secrets::single(secret()), &symptoms, &bodies, later(1e6), within(300));
    assert_eq!(diagnosis.causes, [Cause::Unknown]);
}

#[test]
fn a_secret_that_is_not_in_use_is_found() {
    let old = secret().named("old", None, Some(later(-1.0)));
    let new = Secret::new("new-key").unwrap().named("new", None, None);
    let secrets = Secrets::named(vec![old, new]).unwrap();
    assert_eq!(Received::default().diagnose_with(&RIGHT, &secrets).causes, [Cause::OtherSecret]);
    let by_new = Sender { key: b"new-key", ..RIGHT };
    assert!(Received::default().diagnose_with(&by_new, &secrets).verifies);
    // Each secret is tried in each way.
    let by_newline = Sender { key: b"new-key\n", ..RIGHT };
    assert_eq!(Received::default().diagnose_with(&by_newline, &secrets).causes, [Cause::SecretNewline]);
}

#[test]
fn headers_that_cannot_be_read_are_the_cause_with_the_words_of_the_refusal() {
    let signature = RIGHT.signature();
    for (signature, date, named) in [
        (Values::None, Values::One(DATE), "no header BI-Signature:"),
        (Values::Many, Values::One(DATE), "more than once"),
        (Values::One("x"), Values::One(DATE), "44 characters"),
        (Values::One(&signature), Values::None, "BI-Signature-Date"),
        (Values::One(&signature), Values::One("x"), "ISO 8601"),
    ] {
        let symptoms = symptoms(SignatureHeaders { signature, date, has_bearer: false });
        let diagnosis = diagnose(&Secrets::single(secret()), &symptoms, &[], now(), within(300));
        assert_eq!((diagnosis.verifies, &diagnosis.causes), (false, &vec![Cause::Headers]));
        assert!(diagnosis.to_string().contains(named), "{diagnosis}");
        assert_harmless(&diagnosis);
    }
}

#[test]
fn what_makes_no_sense_is_unknown_and_no_more() {
    for target in ["", "hooks", "https://", "://", "?", "\u{FEFF}/hooks"] {
        let received = Received { target: Some(target), host: Some(""), method: Some(""), ..Received::default() };
        let diagnosis = received.diagnose(&RIGHT);
        assert!(!diagnosis.verifies, "{target}");
    }
    // No body at all is none that verify would accept.
    let signature = Sender { body: b"", ..RIGHT }.signature();
    let symptoms = symptoms(SignatureHeaders::new(&signature, DATE));
    let diagnosis = diagnose(&Secrets::single(secret()), &symptoms, &[], now(), within(300));
    assert_eq!((diagnosis.verifies, diagnosis.causes), (false, vec![Cause::Unknown]));
}

#[test]
fn each_cause_has_a_text_and_words_of_its_own() {
    let texts: Vec<&str> = Cause::ALL.iter().map(|cause| cause.as_str()).collect();
    assert_eq!(
        texts,
        [
            "headers",
            "body_reserialised",
            "body_trimmed",
            "bom",
            "body_encoding",
            "body_base64",
            "body_decoded",
            "body_empty",
            "body_json_text",
            "compressed",
            "trailing_slash",
            "query",
            "full_url",
            "proxy_prefix",
            "method",
            "secret_base64",
            "secret_newline",
            "other_secret",
            "clock_skew",
            "unknown",
        ]
    );
    for (index, cause) in Cause::ALL.iter().enumerate() {
        assert!(Cause::ALL[..index].iter().all(|other| other.message() != cause.message()), "{cause:?}");
    }
}
