//! JSON rewritten in ASCII says the same.

use powens_users::internals::to_ascii;
use proptest::prelude::*;

#[test]
fn each_character_beyond_ascii_is_escaped() {
    for (json, ascii) in [
        ("{}", "{}"),
        ("\"abcdefgh é ijklmnop €\"", "\"abcdefgh \\u00e9 ijklmnop \\u20ac\""),
        ("\"\u{7f}\u{80}\u{ffff} 12345678 12345678\"", "\"\u{7f}\\u0080\\uffff 12345678 12345678\""),
        ("\"😀 and so on, and so on\"", "\"\\ud83d\\ude00 and so on, and so on\""),
    ] {
        assert_eq!(to_ascii(json).unwrap(), ascii.as_bytes());
    }
}

proptest! {
    #[test]
    fn a_parser_reads_the_same(text in "([ -~]{0,40}\\PC?){0,8}") {
        let json = serde_json::to_string(&text).unwrap();
        if let Some(ascii) = to_ascii(&json) {
            prop_assert!(ascii.is_ascii());
            prop_assert_eq!(serde_json::from_slice::<String>(&ascii).unwrap(), text);
        } else {
            prop_assert!(!json.is_ascii());
        }
    }
}
