//! Which secrets are taken, and that nothing shows them.

use super::support::{code, later, now};
use powens_users::internals::Trial;
use powens_users::webhook::{Secret, Secrets};

#[test]
fn a_secret_is_text_without_white_space_around_it() {
    for taken in ["s", "a b", "c2VjcmV0LWtleQ==", "é😀", "0", "null", &"k".repeat(10_000)] {
        assert!(Secret::new(taken).is_ok(), "{taken}");
    }
    for (refused, hint) in [
        ("", "empty"),
        (" ", "blank"),
        ("\u{A0}\t\r\n", "blank"),
        (" s3cr3t", "white space"),
        ("s3cr3t\n", "white space"),
        ("s3cr3t\r\n", "white space"),
        ("s3cr3t\u{2028}", "white space"),
        ("\u{3000}s3cr3t", "white space"),
        // What a file begins with.
        ("\u{FEFF}s3cr3t", "white space"),
        ("\u{FEFF}", "blank"),
    ] {
        let error = Secret::new(refused).unwrap_err();
        let text = error.to_string();
        assert!(text.contains(hint) && !text.contains("s3cr3t"), "{refused:?}: {text}");
        assert_eq!((error.kind().as_str(), error.kind().http_status()), ("invalid_argument", 500));
    }
}

#[test]
fn a_key_longer_than_a_block_is_hashed_first_and_another_is_not() {
    let mac = |key: &[u8]| Trial::new(key).finish().to_base64();
    let long = [7_u8; 65];
    let hashed = {
        use sha2::Digest;
        sha2::Sha256::digest(long)
    };
    assert_eq!(mac(&long), mac(&hashed));
    // Zeros fill a block: a key that ends with some is the same key.
    assert_eq!(mac(b"key"), mac(b"key\0\0"));
    assert_ne!(mac(&[7; 64]), mac(&[7; 63]));
    let by_secret = Secret::new("key").unwrap().begin().finish();
    assert!(by_secret.is(&Trial::new(b"key").finish()));
}

#[test]
fn a_list_has_secrets_with_names_that_differ() {
    let named = |name: &str| Secret::new("s3cr3t").unwrap().named(name, None, None);
    assert!(Secrets::named(vec![named("a")]).is_ok());
    assert!(Secrets::named(vec![named("a").named("a", Some(now()), Some(now()))]).is_ok());
    assert!(Secrets::named((0..100).map(|number| named(&number.to_string())).collect()).is_ok());
    assert!(Secrets::named(vec![named("a"), named("A"), named(" a")]).is_ok());
    for list in [
        vec![],
        vec![Secret::new("s3cr3t").unwrap()],
        vec![named("")],
        vec![named(" \t")],
        vec![named("a"), named("b"), named("a")],
        vec![named("a").named("a", Some(later(1.0)), Some(now()))],
        (0..101).map(|number| named(&number.to_string())).collect(),
    ] {
        assert_eq!(code(Secrets::named(list.clone())), "invalid_argument", "{list:?}");
    }
}

#[test]
fn a_secret_is_found_by_its_name_and_the_first_without_one() {
    let named = |key: &str, name: &str| Secret::new(key).unwrap().named(name, None, None);
    let list = Secrets::named(vec![named("k1", "old"), named("k2", "new")]).unwrap();
    let indices = [Some("old"), Some("new"), Some("other"), Some(""), None].map(|name| list.index_of(name));
    assert_eq!(indices, [Some(0), Some(1), None, None, Some(0)]);
    assert_eq!(list.get(1).and_then(Secret::name), Some("new"));
    assert!(list.get(2).is_none());
    assert_eq!(list.order(now()).collect::<Vec<_>>(), [0, 1]);

    let single = Secrets::single(Secret::new("k").unwrap());
    assert_eq!((single.index_of(None), single.index_of(Some("k"))), (Some(0), None));
    assert_eq!(single.get(0).unwrap().name(), None);
}

#[test]
fn debug_shows_no_secret() {
    let secret = Secret::new("s3cr3t").unwrap();
    let named = secret.clone().named("2024", Some(now()), None);
    for shown in [
        format!("{secret:?} {secret:#?}"),
        format!("{named:?} {named:#?}"),
        format!("{:?}", Secrets::single(secret)),
        format!("{:#?}", Secrets::named(vec![named.clone()]).unwrap()),
    ] {
        assert!(shown.contains("redacted") && !shown.contains("s3cr3t"), "{shown}");
        // Nor its bytes.
        assert!(!shown.contains("115, 51"), "{shown}");
    }
    assert!(format!("{named:?}").contains("2024"));
}
