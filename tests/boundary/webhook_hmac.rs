//! Signatures inside of WebAssembly, against published vectors and the implementations of the runtimes.

use js_sys::{Array, JSON, Uint8Array};
use powens_users::webhook::{Endpoint, Mac, Secret, SignatureHeaders, SignedRequest, Trial, sign};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{get, js, resolved, text};

/// JavaScript that makes an array of `[key, data, hmac(key, data)]`, random in a way that can be had again.
pub fn cases(count: u32, hmac: &str) -> String {
    format!(
        "(() => {{
            let state = 4231;
            const below = (limit) => {{
                state = (state + 0x6d2b79f5) >>> 0;
                let mixed = Math.imul(state ^ (state >>> 15), state | 1);
                mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
                return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
            }};
            const bytes = (length) => Uint8Array.from({{ length }}, () => below(256));
            const hmac = {hmac};
            return Array.from({{ length: {count} }}, (_, index) => {{
                const key = bytes(1 + (index % 150));
                const data = bytes(index % 500 === 0 ? 10_000 : below(300));
                return [key, data, hmac(key, data)];
            }});
        }})()"
    )
}

/// Asserts that each case has the signature that ours is, however its data is cut.
pub fn assert_same(cases: &Array) {
    assert!(cases.length() >= 1000);
    for (index, case) in cases.iter().enumerate() {
        let bytes = |at: u32| Uint8Array::new(&get(&case, &at.to_string())).to_vec();
        let (key, data, theirs) = (bytes(0), bytes(1), bytes(2));
        let mut trial = Trial::new(&key);
        data.chunks(1 + index % 200).for_each(|piece| trial.update(piece));
        assert!(trial.finish().is(&Mac::from_bytes(theirs.try_into().unwrap())), "case {index}");
    }
}

#[wasm_bindgen_test]
async fn web_crypto_gives_the_same_signatures() {
    let subtle = "async (key, data) => crypto.subtle.sign('HMAC',
        await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']), data)";
    let promises = cases(3000, subtle);
    let all = format!("Promise.all({promises}.map(async ([key, data, mac]) => [key, data, await mac]))");
    assert_same(&resolved(js(&all).unchecked_into()).await.unchecked_into());
}

/// Of the documented formula.
pub const VECTORS: &str = include_str!("../vectors/signature-vectors.json");

pub fn vectors(json: &str) -> Array {
    let vectors: Array = get(&JSON::parse(json).unwrap(), "vectors").into();
    assert!(vectors.length() > 0);
    vectors
}

fn from_hex(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

#[wasm_bindgen_test]
fn the_test_cases_of_rfc_4231_hold_in_wasm() {
    for vector in vectors(include_str!("../vectors/rfc4231.json")).iter() {
        let mut trial = Trial::new(&from_hex(&text(&vector, "key")));
        trial.update(&from_hex(&text(&vector, "data")));
        // As the platform writes the bytes.
        let ours = trial.finish().to_base64();
        let hex = js(
            "(base64) => Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('')",
        );
        let hex = hex.unchecked_into::<js_sys::Function>().call1(&JsValue::NULL, &ours.into()).unwrap();
        assert!(hex.as_string().unwrap().starts_with(&text(&vector, "mac")), "{vector:?}");
    }
}

#[wasm_bindgen_test]
fn the_vectors_of_the_documented_formula_hold_in_wasm() {
    for vector in vectors(VECTORS).iter() {
        let (path, date, body) =
            (text(&vector, "endpoint"), text(&vector, "bi_signature_date"), text(&vector, "payload"));
        let (secret, endpoint) = (Secret::new(&text(&vector, "secret_key")).unwrap(), Endpoint::path(&path).unwrap());
        let signature = sign(&secret, endpoint, &date, body.as_bytes()).unwrap();
        assert_eq!(signature, text(&vector, "bi_signature"));
        let request = SignedRequest::new(endpoint, SignatureHeaders::new(&signature, &date)).unwrap();
        assert_eq!(request.prefix() + &body, text(&vector, "string_to_sign"));
    }
}
