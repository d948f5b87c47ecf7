//! The transport by the `fetch` of the host: what it sends, gives back and ends, in Node and in browsers.
#![cfg(all(target_arch = "wasm32", feature = "sandbox-tests"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs
)]

mod wasm_host;

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use js_sys::Array;
use powens_users::api::Redirect;
use powens_users::client::{Body, GlooNet, Transport, TransportError, TransportErrorKind};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use wasm_host::sandboxes::{ALLOWING, REFUSING, SILENT};
use wasm_host::{Replaced, get, is_page, javascript, javascript_of};

fn request(url: &str) -> http::Request<()> {
    http::Request::get(url).header("Authorization", "Bearer sandbox-users-token").body(()).unwrap()
}

/// Status and body of what a `fetch` of a test's gives.
async fn read(fetch: &str) -> Result<(u16, Vec<u8>), TransportError> {
    let _fetch = Replaced::by("fetch", fetch);
    let response = GlooNet::new().send(request("https://acme.biapi.pro/2.0/users")).await?;
    let status = response.status().as_u16();
    Ok((status, whole(response.into_body()).await?))
}

async fn whole(mut body: impl Body) -> Result<Vec<u8>, TransportError> {
    let mut whole = Vec::new();
    while let Some(piece) = body.chunk().await? {
        assert!(piece.len() <= 3 * 131_072, "a piece of {} bytes", piece.len());
        whole.extend_from_slice(&piece);
    }
    Ok(whole)
}

/// Lets a future begin, and no more.
fn begin(future: impl Future<Output = impl Sized>) {
    assert!(matches!(pin!(future).poll(&mut Context::from_waker(Waker::noop())), Poll::Pending));
}

#[wasm_bindgen_test]
async fn an_answer_has_its_status_its_headers_and_its_body() {
    let response = GlooNet::new().send(request(&format!("{ALLOWING}/2.0/users?limit=3"))).await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.extensions().get(), Some(&Redirect::None));
    assert!(response.headers()["content-type"].to_str().unwrap().starts_with("application/json"));
    let list: serde_json::Value = serde_json::from_slice(&whole(response.into_body()).await.unwrap()).unwrap();
    assert_eq!(list["users"].as_array().unwrap().len(), 3);
}

#[wasm_bindgen_test]
async fn a_request_is_what_was_asked_for_and_nothing_beside() {
    let seen = Array::new();
    let record = "(seen) => async (...given) => { seen.push(...given); return new Response(null, { status: 204 }); }";
    let fetch = javascript_of(record, &seen);
    let _fetch = Replaced::with("fetch", &fetch);
    let request = http::Request::delete("https://acme.biapi.pro/2.0/users/42?a=b")
        .header("Authorization", "Bearer t0ken")
        .header("Accept", "application/json")
        .header("X-Latin", http::HeaderValue::from_bytes(b"caf\xe9").unwrap());
    GlooNet::new().send(request.body(()).unwrap()).await.unwrap();
    let sent = seen.get(0);
    for (name, value) in [
        ("method", "DELETE"),
        ("url", "https://acme.biapi.pro/2.0/users/42?a=b"),
        ("redirect", "manual"),
        ("cache", "no-store"),
        ("credentials", "same-origin"),
    ] {
        assert_eq!(get(&sent, name).as_string().as_deref(), Some(value), "{name}");
    }
    let headers: Array = Array::from(&get(&sent, "headers"));
    let headers: Vec<String> = headers.iter().map(|pair| Array::from(&pair).join(": ").into()).collect();
    assert_eq!(headers, ["accept: application/json", "authorization: Bearer t0ken", "x-latin: café"]);
    assert_eq!(seen.length(), 2);
}

#[wasm_bindgen_test]
async fn what_has_no_answer_may_be_cors_in_a_page_of_another_origin_alone() {
    let error = GlooNet::new().send(request(SILENT)).await.unwrap_err();
    assert_eq!((error.kind, error.may_be_cors), (TransportErrorKind::NoAnswer, is_page()), "{error}");
    assert!(!error.cause.as_ref().unwrap().name.is_empty() && !error.to_string().is_empty(), "{error:?}");

    let refused = GlooNet::new().send(request(&format!("{REFUSING}/2.0/users"))).await;
    assert_eq!(refused.is_err_and(|error| error.may_be_cors), is_page());

    let Some(origin) = GlooNet::new().origin() else {
        assert!(!is_page());
        return;
    };
    let _fetch = Replaced::by("fetch", "() => Promise.reject(new TypeError('lost'))");
    for (url, may_be_cors) in
        [(format!("{origin}/powens/users"), false), (format!("{}/users", origin.replace("://", "://0")), true)]
    {
        let error = GlooNet::new().send(request(&url)).await.unwrap_err();
        assert_eq!(
            (error.may_be_cors, error.cause.unwrap().to_string()),
            (may_be_cors, "TypeError: lost".to_owned()),
            "{url}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_path_is_of_the_page() {
    let transport = GlooNet::new();
    assert_eq!(transport.origin().is_some(), is_page());
    let sent = transport.send(request("/2.0/users")).await;
    // The server of the test runner has no such page; Node has none at all.
    assert_eq!(sent.map(|response| response.status().as_u16()).ok(), is_page().then_some(404));
    for (url, can_be) in [("https://acme.biapi.pro/2.0", true), ("https://[/2.0", false), ("/2.0", is_page())] {
        assert_eq!(transport.can_send_to(url), can_be, "{url}");
    }
}

#[wasm_bindgen_test]
async fn no_redirect_is_followed() {
    let redirecting = format!("{ALLOWING}/2.0/users/9000018");
    let request = http::Request::get(redirecting).header("Authorization", "Bearer sandbox-user-token-9000018");
    match GlooNet::new().send(request.body(()).unwrap()).await {
        Ok(response) => assert!(!is_page() && response.status() == 307, "{}", response.status()),
        // From another origin, a redirect without headers of CORS is refused before anybody knows that it is one.
        Err(error) => assert!(is_page() && error.may_be_cors, "{error}"),
    }
    for (answer, redirect) in [
        ("{ status: 200, redirected: true }", Redirect::Followed),
        ("{ status: 0, type: 'opaqueredirect' }", Redirect::Hidden),
        ("{ status: 302 }", Redirect::None),
    ] {
        let _fetch = Replaced::by("fetch", &format!("async () => ({answer})"));
        let response = GlooNet::new().send(self::request(ALLOWING)).await.unwrap();
        assert_eq!(response.extensions().get(), Some(&redirect), "{answer}");
    }
}

#[wasm_bindgen_test]
async fn a_dropped_future_ends_its_request() {
    let signals = Array::new();
    let record = "(signals) => (_, { signal }) => { signals.push(signal); return new Promise(() => {}); }";
    let fetch = javascript_of(record, &signals);
    let _fetch = Replaced::with("fetch", &fetch);
    let transport = GlooNet::new();
    begin(transport.send(request("https://acme.biapi.pro/2.0/users")));
    assert_eq!(get(&signals.get(0), "aborted"), JsValue::TRUE);
}

#[wasm_bindgen_test]
async fn a_body_that_nobody_reads_is_let_go_of() {
    let seen = javascript("{ cancelled: 0, aborted: 0 }");
    let make = "(seen) => async (_, { signal }) => {
        signal.addEventListener('abort', () => (seen.aborted += 1));
        const body = { cancel: () => (seen.cancelled += 1, Promise.reject(new Error('unhandled'))) };
        body.getReader = () => ({ read: async () => ({ value: new Uint8Array(2) }), cancel: body.cancel });
        return { status: 200, body };
    }";
    let fetch = javascript_of(make, &seen);
    let _fetch = Replaced::with("fetch", &fetch);
    for (times, is_read) in [(1.0, false), (2.0, true)] {
        let mut body = GlooNet::new().send(request(ALLOWING)).await.unwrap().into_body();
        if is_read {
            assert_eq!(body.chunk().await.unwrap().unwrap().len(), 2);
        }
        drop(body);
        assert_eq!((get(&seen, "cancelled").as_f64(), get(&seen, "aborted").as_f64()), (Some(times), Some(times)));
    }
}

#[wasm_bindgen_test]
async fn a_body_that_was_read_ends_nothing() {
    let seen = javascript("{ aborted: 0 }");
    let make = "(seen) => async (_, { signal }) => {
        signal.addEventListener('abort', () => (seen.aborted += 1));
        return new Response('read');
    }";
    let fetch = javascript_of(make, &seen);
    let _fetch = Replaced::with("fetch", &fetch);
    let body = GlooNet::new().send(request(ALLOWING)).await.unwrap().into_body();
    assert_eq!(whole(body).await.unwrap(), b"read");
    assert_eq!(get(&seen, "aborted").as_f64(), Some(0.0));
}

#[wasm_bindgen_test]
async fn a_body_comes_in_bounded_pieces_whatever_it_is() {
    let long = "const text = 'aé€𝄞'.repeat(100_000);";
    let expected = "aé€𝄞".repeat(100_000).into_bytes();
    for given in [
        "new Response(text)",
        "{ status: 200, body: text }",
        "{ status: 200, body: new TextEncoder().encode(text) }",
        "{ status: 200, body: new DataView(new TextEncoder().encode(text).buffer) }",
        "{ status: 200, text: async () => text }",
        "{ status: 200, arrayBuffer: () => new TextEncoder().encode(text).buffer }",
        "{ status: 200, body: { getReader: () => ({ read: async () => done++ ? { done } : { value: text } }) } }",
    ] {
        let fetch = format!("async () => {{ {long} let done = 0; return {given}; }}");
        assert_eq!(read(&fetch).await.unwrap(), (200, expected.clone()), "{given}");
    }
    let json = read("async () => ({ status: 200, json: async () => ({ a: [1] }) })").await.unwrap();
    assert_eq!(json.1, br#"{"a":[1]}"#);
    assert_eq!(read("async () => ({ status: 204 })").await.unwrap(), (204, Vec::new()));
}

#[wasm_bindgen_test]
async fn a_body_that_broke_off_never_ends_well() {
    let _fetch = Replaced::by(
        "fetch",
        "async () => ({ status: 200, body: { getReader: () => ({ read: () => Promise.reject(new Error('reset')) }) } })",
    );
    let mut body = GlooNet::new().send(request(ALLOWING)).await.unwrap().into_body();
    for message in ["reset", "the body broke off before"] {
        assert_eq!(body.chunk().await.unwrap_err().to_string(), message);
    }
}

#[wasm_bindgen_test]
async fn a_class_of_somebodys_has_no_say_in_bytes() {
    let fetch = "async () => {
        class Odd extends Uint8Array {
            static get [Symbol.species]() { throw 1; }
            get length() { return 1e9; }
            subarray() { throw 1; }
        }
        return { status: 200, body: new Odd([1, 2, 3]) };
    }";
    assert_eq!(read(fetch).await.unwrap().1, [1, 2, 3]);
    let taken = "async () => {
        const buffer = new ArrayBuffer(8);
        structuredClone(buffer, { transfer: [buffer] });
        return { status: 200, body: buffer };
    }";
    assert!(read(taken).await.map_or_else(|error| !error.to_string().is_empty(), |(_, bytes)| bytes.is_empty()));
}

#[wasm_bindgen_test]
async fn a_wait_lasts_as_long_as_it_is_told() {
    let transport = GlooNet::new();
    for milliseconds in [0, 1, 30] {
        let (wait, start) = (Duration::from_millis(milliseconds), transport.now());
        transport.sleep(wait).await;
        let waited = transport.now() - start;
        // Clocks of browsers are coarse on purpose.
        assert!(waited + Duration::from_millis(2) >= wait, "{waited:?} of {wait:?}");
    }
}

#[wasm_bindgen_test]
async fn a_wait_that_is_dropped_stops_its_timer() {
    let seen = Array::new();
    let of = |source: &str| javascript_of(source, &seen);
    let _set = Replaced::with("setTimeout", &of("(seen) => (_, ms) => (seen.push(ms), 'timer')"));
    let _clear = Replaced::with("clearTimeout", &of("(seen) => (id) => seen.push(id)"));
    let transport = GlooNet::new();
    begin(transport.sleep(Duration::from_micros(1500)));
    // Longer than a timer of JavaScript waits at once.
    begin(transport.sleep(Duration::from_secs(1 << 40)));
    assert_eq!(String::from(seen.join(" ")), "2 timer 2147483647 timer");
}

#[wasm_bindgen_test]
async fn without_timers_that_work_waiting_is_over_at_once() {
    for source in ["undefined", "() => { throw 1; }"] {
        let _timers = Replaced::by("setTimeout", source);
        GlooNet::new().sleep(Duration::from_secs(3600)).await;
    }
}

#[wasm_bindgen_test]
fn the_steady_clock_never_goes_back() {
    let _performance =
        Replaced::by("performance", "{ times: [5, 3, NaN, 'x', 9], now() { return this.times.shift(); } }");
    // It looks once when it is made, and again each time it is asked.
    let transport = GlooNet::new();
    let told: Vec<u128> = (0..4).map(|_| transport.now().as_millis()).collect();
    assert_eq!(told, [3, 3, 3, 9]);
}

#[wasm_bindgen_test]
fn without_a_steady_clock_the_wall_clock_counts() {
    let _performance = Replaced::by("performance", "undefined");
    let transport = GlooNet::new();
    let now = transport.now();
    assert!(
        transport.wall_clock().unwrap().duration_since(SystemTime::UNIX_EPOCH).unwrap().abs_diff(now)
            < Duration::from_secs(10)
    );
}

#[wasm_bindgen_test]
fn the_host_tells_the_time_and_rolls_dice() {
    let transport = GlooNet::new();
    let before = Duration::from_secs_f64(js_sys::Date::now() / 1000.0);
    let now = transport.wall_clock().unwrap().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    assert!(now >= before && now - before < Duration::from_secs(10));
    let _math = Replaced::by("Math", "{ random: () => 0.25 }");
    assert_eq!(transport.random(), 0.25);
    for odd in ["{ random: () => { throw 1; } }", "{ random: () => '1' }", "{}", "undefined"] {
        let _math = Replaced::by("Math", odd);
        assert_eq!(transport.random(), 0.0, "{odd}");
        let _date = Replaced::by("Date", &odd.replace("random", "now"));
        assert_eq!(transport.wall_clock(), None, "{odd}");
    }
}
