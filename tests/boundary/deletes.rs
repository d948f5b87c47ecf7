//! A delete never claims what is not known.

use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{NONE, api_with_fetch, code, js, number, rejection, resolved, text};

/// A `fetch` that plays responses in turn.
fn play(responses: &str) -> String {
    format!(
        "(() => {{ const r = [{responses}]; globalThis.played = 0; return async () => {{ globalThis.played++; const next = r.shift(); if (next === undefined) throw new TypeError('lost'); return next; }}; }})()"
    )
}

#[wasm_bindgen_test]
async fn each_course_of_a_delete_ends_as_it_should() {
    for (responses, expected) in [
        ("{ status: 204 }", "done 1"),
        ("undefined, { status: 204 }", "done 2"),
        ("{ status: 503 }, { status: 500 }, { status: 200 }", "done 3"),
        ("{ status: 404 }", "http_status none 1"),
        ("{ status: 403 }", "http_status none 1"),
        ("{ status: 429 }, { status: 404 }", "http_status none 2"),
        ("undefined, { status: 404 }", "delete_unconfirmed unknown 2"),
        ("{ status: 502 }, { status: 401 }", "delete_unconfirmed unknown 2"),
        ("{ status: 408 }, { status: 403 }", "delete_unconfirmed unknown 2"),
        ("undefined, { status: 429 }, { status: 404 }", "delete_unconfirmed unknown 3"),
        ("undefined, { status: 409 }", "http_status unknown 2"),
        ("undefined, undefined, undefined", "network unknown 3"),
        ("{ status: 500 }, { status: 500 }, { status: 500 }", "http_status unknown 3"),
        ("{ status: 202 }", "http_status unknown 1"),
        ("{ status: 205 }", "http_status unknown 1"),
        ("{ status: 307 }", "redirect none 1"),
        ("{ type: 'opaqueredirect', status: 0 }", "redirect unknown 1"),
        ("{ status: 303 }", "redirect unknown 1"),
        ("{ status: 304 }", "http_status none 1"),
        ("{ status: 204, redirected: true }", "redirect unknown 1"),
        ("{ status: 200, text: async () => '{\"id\":43}' }", "id_mismatch unknown 1"),
        ("{ status: 200, text: async () => { throw 1 } }", "done 1"),
        ("{ status: 200, text: async () => '<html>' }", "done 1"),
        ("{}", "invalid_response unknown 1"),
        ("7", "invalid_response unknown 1"),
        ("undefined, {}", "invalid_response unknown 2"),
    ] {
        let call = api_with_fetch(&play(responses)).delete(&42.into(), &NONE);
        let seen = if expected.starts_with("done") {
            resolved(call).await;
            format!("done {}", js("globalThis.played").as_f64().unwrap())
        } else {
            let error = rejection(call).await;
            assert_eq!(js("globalThis.played").as_f64().unwrap(), number(&error, "attempts"));
            format!("{} {} {}", code(&error), text(&error, "effect"), number(&error, "attempts"))
        };
        assert_eq!(seen, expected, "{responses}");
    }
}
