//! What must not be seen in an error, in whatever form others wrote it.

use powens_users::ForeignError;
use powens_users::internals::Redactor;
use proptest::prelude::*;

const HIDDEN: &str = "[redacted]";

fn redactor(secrets: &[&str]) -> Redactor {
    let mut redactor = Redactor::default();
    for secret in secrets {
        redactor.add(secret);
    }
    redactor
}

/// Base64, as others write it.
fn base64(bytes: &[u8], url_safe: bool) -> String {
    let digits: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').collect();
    let digit = |value: u32| match value {
        62 => {
            if url_safe {
                '-'
            } else {
                '+'
            }
        }
        63 => {
            if url_safe {
                '_'
            } else {
                '/'
            }
        }
        value => digits[value as usize],
    };
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            text.push(if at > chunk.len() { '=' } else { digit(bits >> (18 - 6 * at) & 63) });
        }
    }
    text
}

#[test]
fn our_own_base64_is_that_of_the_world() {
    for (bytes, text) in [(&b""[..], ""), (b"f", "Zg=="), (b"fo", "Zm8="), (b"foo", "Zm9v"), (b"\xfb\xff", "+/8=")] {
        assert_eq!(base64(bytes, false), text);
    }
}

#[test]
fn a_secret_is_hidden_wherever_it_stands() {
    let redactor = redactor(&["eyJ0/s3cr3t+long=", "", "other-secret"]);
    for (text, redacted) in [
        ("eyJ0/s3cr3t+long=", "[redacted]"),
        ("token=eyJ0/s3cr3t+long=&x", "token=[redacted]&x"),
        ("xeyJ0/s3cr3t+long=xeyJ0/s3cr3t+long=", "x[redacted]x[redacted]"),
        ("https://x/?t=eyJ0%2Fs3cr3t%2Blong%3D&y", "https://x/?t=[redacted]&y"),
        ("https://x/?t=eyJ0%2fs3cr3t%2blong%3d&y", "https://x/?t=[redacted]&y"),
        ("/eyJ0~1s3cr3t+long=/id", "/[redacted]/id"),
        ("é other-secret é", "é [redacted] é"),
        ("nothing of it", "nothing of it"),
        ("eyJ0/s3cr3t+lon", "eyJ0/s3cr3t+lon"),
        ("", ""),
    ] {
        assert_eq!(redactor.redact(text), redacted);
    }
}

#[test]
fn a_secret_is_hidden_in_base64_at_every_place_in_it() {
    let secret = "s3cr3t~t0k3n?>ÿ";
    let redactor = redactor(&[secret]);
    for before in ["", "u", "us", "usr", "user:"] {
        for behind in ["", "x", "xy", "xyz"] {
            for url_safe in [false, true] {
                let encoded = base64([before, secret, behind].concat().as_bytes(), url_safe);
                let redacted = redactor.redact(&format!("Basic {encoded}."));
                assert!(redacted.contains(HIDDEN), "{encoded} {redacted}");
                // What is left says what stands around it, and at most four bits of the secret's ends.
                let around = before.len().div_ceil(3) * 4 + behind.len().div_ceil(3) * 4;
                assert!(redacted.len() <= "Basic .".len() + HIDDEN.len() + around + 8, "{encoded} {redacted}");
            }
        }
    }
}

#[test]
fn a_secret_is_hidden_as_errors_and_json_quote_it() {
    for secret in [r#"{"session":"s3cr3t\t0k3n"}"#, r#"s3cr3t"t0k3n"#, r"s3cr3t\t0k3n", r#"\"\"\"\""#] {
        let redactor = redactor(&[secret]);
        for text in [format!("no header: {secret:?}"), serde_json::json!({ "no header": secret }).to_string()] {
            let redacted = redactor.redact(&text);
            assert!(redacted.contains(r#""[redacted]""#) && !redacted.contains("s3cr3t"), "{redacted}");
        }
    }
}

#[test]
fn the_longest_secret_is_hidden_first() {
    for order in [["tokenized", "tokenized-long"], ["tokenized-long", "tokenized"]] {
        assert_eq!(redactor(&order).redact("a tokenized-long tokenized b"), "a [redacted] [redacted] b");
    }
}

#[test]
fn a_short_secret_is_hidden_as_a_word_of_its_own_alone() {
    for (secret, text, redacted) in [
        ("t", "not found: t", "not found: [redacted]"),
        ("t", "t", "[redacted]"),
        ("t", "t,t;(t)\"t\"", "[redacted],[redacted];([redacted])\"[redacted]\""),
        ("t", "tt t_ _t t1 ét té", "tt t_ _t t1 ét té"),
        ("id", "the id of /id/x: id=7, idle, grid", "the [redacted] of /[redacted]/x: [redacted]=7, idle, grid"),
        ("seven77", "seven777 seven77 xseven77", "seven777 [redacted] xseven77"),
        ("eight888", "xeight888x", "x[redacted]x"),
        // Where it begins once more within itself.
        ("a-a", "xa-a-a", "xa-[redacted]"),
        ("a-a", "a-a-a", "[redacted]-a"),
        ("a/b", "x?q=a%2Fb&a~1b a/b", "x?q=[redacted]&[redacted] [redacted]"),
        ("--", "a -- b", "a [redacted] b"),
        ("--", "a--b", "a[redacted]b"),
        ("a+", "a+a+: xa+ a+x", "[redacted][redacted]: xa+ [redacted]x"),
    ] {
        assert_eq!(redactor(&[secret]).redact(text), redacted, "{secret} in {text}");
    }
}

#[test]
fn a_word_is_kept_or_hidden_as_a_whole() {
    for (secret, word, redacted) in [
        ("t", "notFound", "notFound"),
        ("n", "notFound", "notFound"),
        ("not", "notFound", "notFound"),
        ("Found", "notFound", "notFound"),
        ("s3cr3t-long", "x_s3cr3t-long_y", HIDDEN),
        ("s3cr3t-long", "s3cr3t-long", HIDDEN),
        ("s3cr3t/long", "s3cr3t%2Flong", HIDDEN),
        ("t0k", "t0k", HIDDEN),
        ("t0k", "bad t0k!", HIDDEN),
        ("t", "", ""),
    ] {
        assert_eq!(redactor(&[secret]).redact_word(word), redacted, "{secret} in {word}");
    }
}

#[test]
fn no_pointer_holds_a_secret_or_its_beginning() {
    let redactor = redactor(&["eyJ0/s3cr3t~long", "??>s3cr3t>??"]);
    for (pointer, redacted) in [
        ("/eyJ0~1s3cr3t~0long/id", "/[redacted]/id"),
        ("/x eyJ0~1s3cr3t~0long", "/x [redacted]"),
        ("/a/eyJ0~1s3…/id", "/a/[redacted]…/id"),
        ("/x eyJ0~1s3cr3t~0lon…", "/x [redacted]…"),
        ("/a/eyJ0%2Fs3cr…", "/a/[redacted]…"),
        ("/eyJ0~01s3cr3t~00long/x~1~0", "/[redacted]/x~1~0"),
        ("/a~1b~0eyJ0~1s3cr3t~0long~1/x", "/a~1b~0[redacted]~1/x"),
        ("/a~1b~0eyJ0~1s3…", "/a~1b~0[redacted]…"),
        // Base64 of ??>s3cr3t>??, which holds a slash.
        ("/Pz8~1/Pz8+czNjcjN0Pj8~1x", "/Pz8~1/[redacted]x"),
        ("/users/1/id", "/users/1/id"),
        ("/plain…/id", "/plain…/id"),
        ("…", "…"),
        ("", ""),
    ] {
        assert_eq!(redactor.redact_pointer(pointer), redacted);
    }
}

#[test]
fn a_foreign_error_is_redacted_to_its_end_and_cut() {
    let redactor = redactor(&["t0k3n-long"]);
    let behind = ForeignError {
        name: "E t0k3n-long".into(),
        code: Some("t0k3n-long".into()),
        message: format!("{}t0k3n-long", "é".repeat(495)),
        digest: Some("NEXT_REDIRECT;/?t0k3n-long".into()),
        source: None,
    };
    let error = ForeignError { message: "x".repeat(600), source: Some(Box::new(behind)), ..ForeignError::default() };
    let redacted = error.redacted(&redactor);
    assert_eq!(redacted.message.chars().count(), 500);
    let behind = redacted.source.unwrap();
    assert_eq!((behind.name.as_str(), behind.code.as_deref()), ("E [redacted]", Some(HIDDEN)));
    assert_eq!(behind.digest.as_deref(), Some("NEXT_REDIRECT;/?[redacted]"));
    // Hidden first, so that no beginning of a secret is left where the text is cut.
    assert_eq!(behind.message, format!("{}[reda", "é".repeat(495)));
}

#[test]
fn a_redactor_does_not_show_what_it_hides() {
    assert!(!format!("{:?}", redactor(&["s3cr3t-token", "t"])).contains("s3cr3t"));
}

fn secrets() -> impl Strategy<Value = String> {
    prop_oneof!["[!-~]{1,7}", "[!-~]{8,40}", "[ab/~+]{1,12}", "[ -~é\u{a0}-\u{ff}]{8,20}"]
}

/// Whether a secret stands in a text where it must not be seen: a short one may be a part of a word.
fn shows(text: &str, secret: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii());
    let is_border = |one, other| !is_part(one) || !is_part(other);
    text.char_indices().any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        rest.strip_prefix(secret).is_some_and(|behind| {
            secret.len() >= 8
                || is_border(before.chars().next_back(), secret.chars().next())
                    && is_border(secret.chars().next_back(), behind.chars().next())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_form_of_a_secret_is_left(
        secret in secrets(), before in "[ -~é]{0,9}", behind in "[ -~é]{0,9}", twice in any::<bool>(),
    ) {
        // What stands for a secret is not held against one that is a part of these words.
        prop_assume!(!shows(HIDDEN, &secret) && !HIDDEN.contains(secret.as_str()));
        let redactor = redactor(&[&secret]);
        let forms = [
            secret.clone(),
            secret.replace('~', "~0").replace('/', "~1"),
            secret.bytes().map(|byte| {
                let is_plain = byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte);
                if is_plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
            }).collect(),
        ];
        for form in forms {
            let middle = if twice { format!("{form}{form}") } else { form.clone() };
            let text = format!("{before}{middle}{behind}");
            let redacted = redactor.redact(&text);
            prop_assert!(!shows(&redacted, &secret) && !shows(&redacted, &form), "{:?} in {:?}", form, redacted);
            let word = redactor.redact_word(&text);
            prop_assert!(word == text || word == HIDDEN);
            prop_assert!(!shows(&word, &secret));
        }
    }

    #[test]
    fn no_base64_of_a_secret_is_left(secret in "[!-~]{8,40}", before in "[ -~]{0,7}", behind in "[ -~]{0,7}") {
        let redactor = redactor(&[&secret]);
        let bytes = [before.as_bytes(), secret.as_bytes(), behind.as_bytes()].concat();
        for url_safe in [false, true] {
            let encoded = base64(&bytes, url_safe);
            let redacted = redactor.redact(&encoded);
            prop_assert!(redacted.contains(HIDDEN), "{} {}", encoded, redacted);
            // At most a character on either side still depends on the secret.
            let kept = redacted.len() - HIDDEN.len();
            prop_assert!(kept <= before.len().div_ceil(3) * 4 + behind.len().div_ceil(3) * 4 + 4, "{} {}", encoded, redacted);
        }
    }

    #[test]
    fn no_cut_pointer_ends_in_the_beginning_of_a_secret(secret in "[a-zA-Z0-9/~]{8,30}", before in "[A-Z #]{0,5}", kept in 1..30_usize) {
        // As the check cuts: characters of the key, never half of an escape.
        let beginning = &secret[..kept.min(secret.len())];
        let pointer = format!("/x/{before}{}…", beginning.replace('~', "~0").replace('/', "~1"));
        let redacted = redactor(&[&secret]).redact_pointer(&pointer);
        prop_assert!(redacted.ends_with("[redacted]…"), "{} {}", pointer, redacted);
        prop_assert!(redacted.len() <= "/x/[redacted]…".len() + before.len());
    }

    #[test]
    fn whatever_a_text_is_nothing_panics(text in any::<String>(), secret in any::<String>(), other in any::<String>()) {
        let redactor = redactor(&[&secret, &other]);
        for text in [&text, &secret, &other] {
            let texts = [redactor.redact(text), redactor.redact_word(text), redactor.redact_pointer(text)];
            let is_secret = !text.is_empty() && [&secret, &other].contains(&text);
            prop_assert!(!is_secret || texts.iter().all(|text| text.contains(HIDDEN)), "{:?}", texts);
        }
    }
}
