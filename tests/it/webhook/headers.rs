//! What the headers of a signature must be, and which reason comes first.

use super::support::{DATE, PATH, code_of_headers, genuine};
use powens_users::webhook::{Endpoint, SignatureHeaders, SignedRequest, Values, WebhookError};

fn refusal(headers: SignatureHeaders<'_>) -> WebhookError {
    SignedRequest::new(Endpoint::path(PATH).unwrap(), headers).err().unwrap()
}

#[test]
fn each_header_is_there_once_as_text() {
    let signature = genuine().signature;
    let (signature, date) = (Values::One(&signature), Values::One(DATE));
    let (malformed, no_date) = (Values::One("x"), Values::One("yesterday"));
    let (none, many, not_text) = (Values::None, Values::Many, Values::NotText);
    let table = [
        (signature, date, ""),
        (none, date, "signature_missing"),
        (many, date, "signature_duplicate"),
        (not_text, date, "signature_not_text"),
        (signature, none, "signature_date_missing"),
        (signature, many, "signature_duplicate"),
        (signature, not_text, "signature_not_text"),
        (signature, no_date, "signature_date_invalid"),
        (signature, Values::One(""), "signature_date_invalid"),
        (Values::One(""), date, "signature_malformed"),
        (malformed, date, "signature_malformed"),
        // Whether both are there comes before what they say; the signature before its date.
        (none, none, "signature_missing"),
        (none, many, "signature_missing"),
        (none, no_date, "signature_missing"),
        (many, none, "signature_duplicate"),
        (not_text, many, "signature_not_text"),
        (malformed, none, "signature_date_missing"),
        (malformed, many, "signature_duplicate"),
        (malformed, no_date, "signature_malformed"),
    ];
    for (signature, date, code) in table {
        assert_eq!(code_of_headers(signature, date, false), code, "of {signature:?}, {date:?}");
        // A Bearer token beside it changes nothing but the word for a signature that is not there.
        let with_bearer = if code == "signature_missing" { "signature_mechanism" } else { code };
        assert_eq!(code_of_headers(signature, date, true), with_bearer, "of {signature:?}, {date:?}");
    }
}

#[test]
fn a_reason_names_its_header() {
    let signature = genuine().signature;
    let endings = [(Values::Many, " "), (Values::NotText, " "), (Values::None, ":"), (Values::One("x"), " ")];
    for (wrong, ending) in endings {
        for (signature, date, name) in
            [(wrong, Values::One(DATE), "BI-Signature"), (Values::One(&signature), wrong, "BI-Signature-Date")]
        {
            let error = refusal(SignatureHeaders { signature, date, has_bearer: false });
            assert!(error.to_string().contains(&format!("{name}{ending}")), "{error}");
            assert_eq!((error.is_authentic(), error.kind().http_status(), error.pointer()), (false, 401, None));
        }
    }
}

#[test]
fn another_mechanism_is_told_apart() {
    let error = refusal(SignatureHeaders { signature: Values::None, date: Values::None, has_bearer: true });
    assert!(error.to_string().contains("another mechanism than HMAC"), "{error}");
}
