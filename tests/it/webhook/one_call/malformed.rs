//! Headers that are not two texts in their one spelling.

use http::{HeaderMap, HeaderValue};

use super::sent::{BODY, DATE, PATH, Sent, later, now, receiver, sent, verdict};
use powens_users::webhook::DiagnosisCause;

const MALFORMED: &str = "signature_malformed, not proven, 401";

#[test]
fn every_other_spelling_is_malformed() {
    let webhooks = receiver();
    let good = sent(BODY);
    let right = good.headers["bi-signature"].to_str().unwrap().to_owned();
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let tail = digits.chars().nth(digits.find(&right[42..43]).unwrap() + 1).unwrap();
    let hexadecimal: String = right[..32].bytes().map(|byte| format!("{byte:02x}")).collect();
    let forms = [
        format!(" {right}"),
        format!("{right}\t"),
        format!("{} {}", &right[..9], &right[9..]),
        format!("{right}, {right}"),
        format!("{right},{right}"),
        format!("-{}", &right[1..]),
        format!("_{}", &right[1..]),
        right[..43].to_owned(),
        format!("{right}AAAA"),
        format!("{right}="),
        "QUJD".to_owned(),
        format!("AAAA{right}"),
        String::new(),
        format!("!{}", &right[1..]),
        format!("{}{tail}=", &right[..42]),
        hexadecimal,
    ];
    let mut messages = std::collections::BTreeSet::new();
    for text in &forms {
        let request = good.with_headers([("bi-signature", text.as_str()), ("bi-signature-date", DATE)]);
        assert_eq!(request.verdict(&webhooks), MALFORMED, "{text:?}");
        let error = webhooks.verify_signature(PATH, &request.headers, BODY, now()).unwrap_err();
        let message = error.to_string();
        assert!(message.contains("BI-Signature"), "{message}");
        assert!(text.len() <= 12 || !message.contains(&text[4..12]), "{message}");
        messages.insert(message);
        let diagnosis = webhooks.diagnose(PATH, None, &request.headers, BODY, now()).unwrap();
        assert_eq!(diagnosis.causes, [DiagnosisCause::Headers], "{text:?}");
    }
    assert!(messages.len() >= 7, "{messages:?}");
}

#[test]
fn a_header_that_is_not_one_text_has_its_own_code() {
    let webhooks = receiver();
    let good = sent(BODY);
    let right = good.headers["bi-signature"].to_str().unwrap();
    let (signature, date) = (("bi-signature", right), ("bi-signature-date", DATE));
    let table = [
        (vec![signature, signature, date], "signature_duplicate"),
        (vec![signature, date, date], "signature_duplicate"),
        (vec![("bi-signature", "é"), date], "signature_not_text"),
        (vec![signature, ("bi-signature-date", "😀")], "signature_not_text"),
        (vec![date], "signature_missing"),
        (vec![signature], "signature_date_missing"),
        (vec![("authorization", "Bearer x")], "signature_mechanism"),
        (vec![("authorization", "Basic x")], "signature_missing"),
        (vec![("authorization", "Bearer x"), ("authorization", "Bearer x")], "signature_missing"),
        (vec![], "signature_missing"),
        (vec![signature, ("bi-signature-date", "2023-01-01")], "signature_date_invalid"),
        (vec![signature, ("bi-signature-date", "")], "signature_date_invalid"),
    ];
    for (headers, expected) in table {
        assert_eq!(
            good.with_headers(headers.clone()).verdict(&webhooks),
            format!("{expected}, not proven, 401"),
            "{headers:?}"
        );
    }
}

#[test]
fn names_of_headers_have_no_case() {
    let good = sent(BODY);
    let mut headers = HeaderMap::new();
    for (name, value) in
        [("BI-Signature", &good.headers["bi-signature"]), ("Bi-SIGNATURE-date", &HeaderValue::from_static(DATE))]
    {
        headers.insert(http::HeaderName::from_bytes(name.as_bytes()).unwrap(), value.clone());
    }
    assert_eq!(Sent { headers, ..good }.verdict(&receiver()), "");
}

#[test]
fn nothing_is_taken_for_a_signature_in_any_path() {
    let webhooks = receiver();
    for path in ["/hooks", "/é", "/😀"] {
        for text in ["", "="] {
            let request = sent("").with_headers([("bi-signature", text), ("bi-signature-date", DATE)]);
            assert_eq!(verdict(webhooks.verify_signature(path, &request.headers, b"", later(0))), MALFORMED, "{path}");
        }
    }
}
