//! What the tests of `CoreWebhooks` share: the window, and requests in it.

use js_sys::{Array, Function, Object, Reflect, Uint8Array, WebAssembly};
use powens_users::Webhooks;
use powens_users::webhook::{Endpoint, Instant, Secret, WebhookType, sign};
use wasm_bindgen::{JsCast, JsValue};

use super::support::{js, message, text};

pub const KEY: &str = "s3cr3t-key";
pub const DATE: &str = "2023-01-01T00:00:00Z";

/// The moment that [`DATE`] means.
pub fn now() -> f64 {
    Instant::parse(DATE).unwrap().epoch_ms()
}

pub fn core(options: &str) -> Webhooks {
    Webhooks::new(&js(options)).unwrap_or_else(|error| panic!("{options}: {}", message(&error)))
}

/// A receiver of the one secret.
pub fn receiver() -> Webhooks {
    core(&format!("({{ secretKey: '{KEY}' }})"))
}

/// Calls a function that the core exports to TypeScript, with numbers alone.
pub fn call(name: &str, arguments: &[f64]) -> f64 {
    let exports = wasm_bindgen::exports();
    let names = Object::keys(exports.unchecked_ref::<Object>());
    // A hash may follow the name.
    let is_it = |full: &String| full == name || full.strip_prefix(name).is_some_and(|rest| rest.starts_with('_'));
    let name = names.iter().filter_map(|name| name.as_string()).find(is_it).expect(name);
    let function: Function = Reflect::get(&exports, &name.into()).unwrap().unchecked_into();
    let arguments: Array = arguments.iter().copied().map(JsValue::from).collect();
    Reflect::apply(&function, &JsValue::NULL, &arguments).unwrap().as_f64().unwrap_or(f64::NAN)
}

/// The number by which the core knows an event.
pub fn event_number(event: WebhookType) -> usize {
    WebhookType::ALL.iter().position(|other| *other == event).unwrap()
}

/// Writes to the window as TypeScript does.
pub fn write(bytes: &[u8]) {
    let at = call("windowAt", &[bytes.len() as f64]) as u32;
    let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    Uint8Array::new_with_byte_offset_and_length(&memory.buffer(), at, bytes.len() as u32).copy_from(bytes);
}

/// A request as it is written to the window.
#[derive(Clone)]
pub struct Sent {
    /// The number of its event.
    pub event: usize,
    pub kind: u32,
    pub signature: String,
    pub target: String,
    pub date: String,
    pub body: Vec<u8>,
}

pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A genuine request to this path, given in this way.
pub fn signed(key: &str, path: &str, kind: u32, target: &str, body: &[u8]) -> Sent {
    let secret = Secret::new(key).unwrap();
    let signature = sign(&secret, Endpoint::url(path, true).unwrap(), DATE, body).unwrap();
    Sent { event: 0, kind, signature, target: target.to_owned(), date: DATE.to_owned(), body: body.to_vec() }
}

/// A genuine request of the one secret.
pub fn genuine(body: &str) -> Sent {
    signed(KEY, "/hooks", 0, "/hooks", body.as_bytes())
}

impl Sent {
    pub fn head(&self) -> String {
        format!("{}{}{}", self.signature, self.target, self.date)
    }

    pub fn verify(&self, core: &Webhooks, now: f64) -> i32 {
        let head = self.head();
        write(&[head.as_bytes(), &self.body].concat());
        let (signature, target, date) = (units(&self.signature), units(&self.target), units(&self.date));
        core.verify(self.event, self.kind, signature, target, date, head.len(), head.len() + self.body.len(), now)
    }

    pub fn begin(&self, core: &Webhooks, now: f64) -> i32 {
        let head = self.head();
        write(head.as_bytes());
        core.begin(self.kind, units(&self.signature), units(&self.target), units(&self.date), head.len(), now)
    }

    /// The code with which it is refused; empty where it is accepted.
    pub fn code(&self, core: &Webhooks) -> String {
        let verdict = self.verify(core, now());
        let error = core.take_error();
        assert_eq!(verdict < 0, !error.is_undefined(), "{verdict}");
        if error.is_undefined() { String::new() } else { text(&error, "code") }
    }
}

/// All that can be seen of an error.
pub fn shown(error: &JsValue) -> String {
    Reflect::set(&js_sys::global(), &"seenError".into(), error).unwrap();
    let shown = js("[String(seenError), seenError.stack, JSON.stringify(seenError),
        JSON.stringify(Object.getOwnPropertyNames(seenError).map((key) => seenError[key]))].join()");
    shown.as_string().unwrap()
}
