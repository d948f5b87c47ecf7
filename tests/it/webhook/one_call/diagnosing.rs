//! Each usual mistake is named, and the secret is not blamed for it.

use http::{HeaderMap, HeaderName, HeaderValue, Method};
use powens_users::webhook::{DiagnosisCause as Cause, Target, WebhookErrorKind};
use serde_json::Value;

use super::sent::{KEY, later, now, receiver, sent, sent_by};

const PATH: &str = "/hooks/user-created";
const TEXT: &str = r#"{"id": 7, "signin": "2020-05-15 11:36:14", "label": "Café €", "id_webhook_data": 81}"#;

struct Mistake<'t> {
    causes: &'static [Cause],
    key: &'static str,
    /// The path that was signed.
    path: String,
    signed: Vec<u8>,
    body: Vec<u8>,
    target: Target<'t>,
    header: Option<(&'static str, &'static str)>,
    method: Option<Method>,
}

/// The right request, but for what a mistake says.
fn of(causes: &'static [Cause]) -> Mistake<'static> {
    let (signed, body) = (TEXT.as_bytes().to_vec(), TEXT.as_bytes().to_vec());
    let target = Target::path(PATH);
    Mistake { causes, key: KEY, path: PATH.to_owned(), signed, body, target, header: None, method: None }
}

fn arrived(causes: &'static [Cause], body: impl AsRef<[u8]>) -> Mistake<'static> {
    Mistake { body: body.as_ref().to_vec(), ..of(causes) }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    bytes
        .chunks(3)
        .flat_map(|chunk| {
            let bits = (0..3).fold(0_usize, |bits, at| bits << 8 | usize::from(chunk.get(at).copied().unwrap_or(0)));
            (0..4).map(move |at| if at > chunk.len() { '=' } else { char::from(DIGITS[bits >> (18 - 6 * at) & 63]) })
        })
        .collect()
}

fn json_text(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// With every character beyond ASCII escaped.
fn escaped(text: &str) -> String {
    text.encode_utf16()
        .map(|unit| match u8::try_from(unit) {
            Ok(ascii) if ascii.is_ascii() => char::from(ascii).to_string(),
            _ => format!("\\u{unit:04x}"),
        })
        .collect()
}

fn diagnosed(mistake: &Mistake<'_>) -> (bool, Vec<Cause>, String) {
    let mut request = sent_by(mistake.key, &mistake.path, &mistake.signed);
    if let Some((name, value)) = mistake.header {
        request.headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let webhooks = receiver();
    let diagnosis =
        webhooks.diagnose(mistake.target, mistake.method.as_ref(), &request.headers, &mistake.body, now()).unwrap();
    if !diagnosis.verifies {
        // What is known makes nothing acceptable.
        assert!(webhooks.verify_signature(mistake.target, &request.headers, &mistake.body, now()).is_err());
    }
    (diagnosis.verifies, diagnosis.causes.clone(), diagnosis.to_string())
}

fn assert_named(mistakes: Vec<Mistake<'_>>) {
    for (index, mistake) in mistakes.iter().enumerate() {
        let (verifies, causes, text) = diagnosed(mistake);
        assert_eq!((verifies, &causes[..]), (false, mistake.causes), "{index}: {text}");
        assert!(text.len() > 20, "{text}");
        for part in [KEY, "2020-05-15", "Caf"] {
            assert!(!text.contains(part), "{text}");
        }
    }
}

#[test]
fn what_was_done_to_a_body_is_named() {
    let large = format!(r#"{{"id":7,"a":"{}"}}"#, "é".repeat(60_000));
    let base = base64(TEXT.as_bytes());
    let slash = |causes, body: String| Mistake { path: format!("{PATH}/"), ..arrived(causes, body) };
    assert_named(vec![
        arrived(&[Cause::BodyBase64], &base),
        Mistake { signed: large.clone().into_bytes(), ..arrived(&[Cause::BodyBase64], base64(large.as_bytes())) },
        slash(&[Cause::TrailingSlash, Cause::BodyBase64], base.clone()),
        arrived(&[Cause::BodyEmpty], ""),
        arrived(&[Cause::BodyDecoded], "\u{fffd}x"),
        arrived(&[Cause::BodyJsonText], json_text(TEXT)),
        arrived(&[Cause::BodyJsonText], escaped(&json_text(TEXT))),
        slash(&[Cause::TrailingSlash, Cause::BodyJsonText], json_text(TEXT)),
        arrived(&[Cause::BodyTrimmed], format!("{TEXT}\n")),
        arrived(&[Cause::Bom], format!("\u{feff}{TEXT}")),
        Mistake { header: Some(("content-encoding", "gzip")), key: "nobody-has-this", ..of(&[Cause::Compressed]) },
        Mistake {
            header: Some(("content-encoding", "x-gzip, br")),
            key: "nobody-has-this",
            ..of(&[Cause::Compressed])
        },
        arrived(&[Cause::BodyReserialised], format!("\u{feff}{}", TEXT.replace(": ", ":"))),
    ]);
}

#[test]
fn json_that_was_written_again_is_known_by_the_ways_in_which_libraries_write_it() {
    let value =
        r#"{"b":[1,{"a":[],"é/":{}}],"a":[true,false,null,1.5,1e+21,100000000000000000000,1e-7,"\n\u0001€😀"],"id":7}"#;
    let spaced = r#"{"b": [1, {"a": [], "é/": {}}], "a": [true, false, null, 1.5, 1e+21, 100000000000000000000, 1e-7, "\n\u0001€😀"], "id": 7}"#;
    let lines = "{\n  \"b\": [\n    1,\n    {\n      \"a\": [],\n      \"é/\": {}\n    }\n  ],\n  \"a\": [\n    true,\n    false,\n    null,\n    1.5,\n    1e+21,\n    100000000000000000000,\n    1e-7,\n    \"\\n\\u0001€😀\"\n  ],\n  \"id\": 7\n}";
    let four: String = lines.split_inclusive('\n').map(|line| line.replace("  ", "    ")).collect();
    let forms = [
        value.to_owned(),
        spaced.to_owned(),
        lines.to_owned(),
        four,
        escaped(value),
        escaped(spaced),
        value.replace('/', "\\/"),
    ];
    // As a program writes it whose floats have a point.
    let others =
        [value.replace("1.5", "1.50").replace('7', "7.0").replace("1e-7.0", "0.0000001"), spaced.replace(": ", " :\t")];
    for signed in &forms {
        for arrives in forms.iter().chain(&others).filter(|arrives| *arrives != signed) {
            let mistake =
                Mistake { signed: signed.clone().into_bytes(), ..arrived(&[Cause::BodyReserialised], arrives) };
            assert_named(vec![mistake]);
        }
    }
}

#[test]
fn another_path_or_method_is_named() {
    let path = |causes, path: &str| Mistake { path: path.to_owned(), ..of(causes) };
    let given = |mistake, target| Mistake { target, ..mistake };
    let mut all = vec![
        given(path(&[Cause::ProxyPrefix], "/hooks"), Target::url("https://example.org/hooks/user-created?a=b")),
        path(&[Cause::TrailingSlash], "/hooks/user-created/"),
        given(path(&[Cause::Query], "/hooks/user-created?a=b"), Target::url("/hooks/user-created?a=b")),
        path(&[Cause::Unknown], "/quite/another"),
        Mistake { key: "nobody-has-this", ..of(&[Cause::Unknown]) },
        arrived(&[Cause::Unknown], r#"{"id":8}"#),
        Mistake { key: "nobody-has-this", ..arrived(&[Cause::Unknown], base64(br#"{"id":8}"#)) },
    ];
    for part in ["/a", "/a/b", "/a/b/c", "/b/c/d", "/c/d", "/d"] {
        all.push(given(path(&[Cause::ProxyPrefix], part), Target::path("/a/b/c/d")));
    }
    assert_named(all);
    let (_, _, text) = diagnosed(&Mistake { key: "nobody-has-this", ..of(&[Cause::Unknown]) });
    assert!(text.contains("path") && text.contains("secret"), "{text}");
    // A method of its own that was signed, and the URL by its host.
    let host = Mistake { header: Some(("host", "example.org")), ..of(&[]) };
    assert!(diagnosed(&host).0);
}

#[test]
fn a_path_with_a_query_verifies_no_more_than_it_does_in_earnest() {
    let secret = powens_users::webhook::Secret::new(KEY).unwrap();
    let webhooks = powens_users::Webhooks::builder().secret(secret).sign_query(true).build().unwrap();
    let path = format!("{PATH}?a=b");
    let request = sent_by(KEY, &path, TEXT.as_bytes());
    let verifies = |target: Target<'_>| {
        let proven = webhooks.verify_signature(target, &request.headers, &request.body, now()).is_ok();
        let diagnosis = webhooks.diagnose(target, None, &request.headers, &request.body, now()).unwrap();
        assert_eq!(diagnosis.verifies, proven, "{diagnosis}");
        proven
    };
    assert!(verifies(Target::url(&path)) && !verifies(Target::path(&path)));
}

#[cfg(feature = "gzip")]
#[test]
fn gzip_is_looked_into_as_verifying_does() {
    use std::io::Write as _;

    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(TEXT.as_bytes()).unwrap();
    let zipped = encoder.finish().unwrap();
    let header = Some(("content-encoding", "gzip"));
    let decoded = String::from_utf8_lossy(&zipped).into_owned();
    let signed = |mistake| Mistake { signed: zipped.clone(), ..mistake };
    assert_named(vec![
        signed(Mistake { header, ..arrived(&[Cause::BodyBase64], base64(&zipped)) }),
        signed(arrived(&[Cause::BodyBase64], base64(&zipped))),
        arrived(&[Cause::BodyBase64], base64(&zipped)),
        signed(Mistake { header, ..arrived(&[Cause::BodyDecoded], &decoded) }),
        arrived(&[Cause::BodyDecoded], &decoded),
        signed(Mistake { header, ..arrived(&[Cause::BodyEmpty], "") }),
    ]);
    assert!(diagnosed(&signed(arrived(&[], &zipped))).0);
    assert!(diagnosed(&arrived(&[], &zipped)).0);
}

#[test]
fn what_verifies_has_no_cause_and_what_is_late_only_that() {
    for body in ["", "{}", "{\"id\":7,\"label\":\"\u{fffd}\"}", &json_text(TEXT), &base64(TEXT.as_bytes())] {
        let mistake = Mistake { signed: body.as_bytes().to_vec(), ..arrived(&[], body) };
        assert_eq!(diagnosed(&mistake), (true, vec![], "The request verifies.".to_owned()), "{body}");
    }
    let request = sent(TEXT);
    let late = receiver().diagnose(super::sent::PATH, None, &request.headers, &request.body, later(301_000)).unwrap();
    assert_eq!(late.causes, [Cause::ClockSkew]);
    let headless = receiver().diagnose(super::sent::PATH, None, &HeaderMap::new(), &request.body, now()).unwrap();
    assert_eq!((headless.causes, headless.headers.is_some()), (vec![Cause::Headers], true));
}

#[test]
fn a_body_that_is_too_large_is_not_looked_at() {
    let webhooks = powens_users::Webhooks::builder()
        .secret(powens_users::webhook::Secret::new(KEY).unwrap())
        .max_body_bytes(8)
        .build()
        .unwrap();
    let request = sent(TEXT);
    let error = webhooks.diagnose(super::sent::PATH, None, &request.headers, &request.body, now()).unwrap_err();
    assert_eq!(error.kind(), WebhookErrorKind::TooLarge);
}
