//! Checking a payload that JavaScript hands over window by window, and rewriting it for `JSON.parse`.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;

use super::error::{issues_to_js, webhook_to_js};
use super::options::{self, InvalidOption};
use super::{foreign_error, value, window};
use crate::check::{IssueCode, Options, Report, Scan, to_ascii};
use crate::webhook::{MAX_BYTES, MAX_ISSUES, WebhookError, WebhookErrorCode, WebhookType};

thread_local! {
    static SCAN: RefCell<Scan> = RefCell::default();
    static ASCII: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static EVENT: Cell<WebhookType> = const { Cell::new(WebhookType::UserCreated) };
}

/// The number by which the core knows an event; throws for a name that is none of ours.
#[wasm_bindgen(js_name = eventNumber)]
pub fn event_number(name: &JsValue) -> Result<u32, JsValue> {
    let name = name.as_string().unwrap_or_default();
    let event = WebhookType::parse(&name).map_err(|error| webhook_to_js(&error))?;
    let index = WebhookType::ALL.iter().position(|other| *other == event).unwrap_or_default();
    Ok(u32::try_from(index).unwrap_or_default())
}

pub fn event(number: usize) -> WebhookType {
    WebhookType::ALL.get(number).copied().unwrap_or(WebhookType::UserCreated)
}

/// Begins the check of a payload.
#[wasm_bindgen(js_name = scanBegin)]
pub fn scan_begin(event_number: usize, max_issues: usize, strict: bool, from_object: bool) {
    begin(event(event_number), Options { max_issues, strict, from_object });
}

pub fn begin(event: WebhookType, options: Options) {
    EVENT.set(event);
    SCAN.with_borrow_mut(|scan| scan.begin(event.shape(), options));
}

/// Checks the first bytes of the window. What is not done with is moved to the window's start; gives its length.
#[wasm_bindgen(js_name = scanFeed)]
pub fn scan_feed(length: usize, is_last: bool) -> usize {
    let done = window::read(length, |bytes| SCAN.with_borrow_mut(|scan| scan.feed(bytes, is_last)));
    window::move_to_start(done, length);
    length.saturating_sub(done)
}

/// Whether the rest of the body need not be fed.
#[wasm_bindgen(js_name = scanStopped)]
pub fn scan_stopped() -> bool {
    SCAN.with_borrow(Scan::is_settled)
}

/// The verdict on a verified body that is there as a whole.
pub fn check(event: WebhookType, body: &[u8]) -> Result<Report, WebhookError> {
    begin(event, Options { max_issues: MAX_ISSUES.default as usize, ..Options::default() });
    SCAN.with_borrow_mut(|scan| scan.feed(body, true));
    verdict(true)
}

/// The verdict on a body that was fed.
pub fn verdict(authentic: bool) -> Result<Report, WebhookError> {
    let mut report = SCAN.with_borrow_mut(Scan::finish);
    match report.refusal.take() {
        None => Ok(report),
        Some(refusal) => Err(WebhookError::payload_invalid(EVENT.get().name(), refusal.issues, authentic)),
    }
}

/// The error of a body that was fed without a proof of its sender; `undefined` where it is what the event carries.
#[wasm_bindgen(js_name = scanError)]
pub fn scan_error() -> JsValue {
    verdict(false).err().as_ref().map_or(JsValue::UNDEFINED, webhook_to_js)
}

/// The verdict of `checkPayload`, without `value`; of a body that is larger than allowed where `max_bytes` is there.
#[wasm_bindgen(js_name = scanResult)]
pub fn scan_result(max_bytes: Option<u32>) -> JsValue {
    let mut report = SCAN.with_borrow_mut(|scan| {
        if let Some(max_bytes) = max_bytes {
            scan.refuse(IssueCode::TooLarge, format_args!("is larger than {} ({max_bytes} bytes)", MAX_BYTES.name));
        }
        scan.finish()
    });
    let mut fields = vec![("ok", JsValue::from_bool(report.refusal.is_none()))];
    if let Some(refusal) = report.refusal.take() {
        fields.push(("issues", issues_to_js(&refusal.issues)));
    }
    fields.push(("warnings", issues_to_js(&report.warnings)));
    value::plain_object(&fields).unwrap_or_default()
}

/// The options of `checkPayload`: most bytes, most issues, and whether it is strict.
#[wasm_bindgen(js_name = checkOptions)]
pub fn check_options(given: &JsValue) -> Result<Vec<u32>, JsValue> {
    read_check_options(given).map_err(|error| webhook_to_js(&error.into()))
}

fn read_check_options(given: &JsValue) -> Result<Vec<u32>, InvalidOption> {
    if !value::is_absent(given) && !given.is_object() {
        return Err(InvalidOption::new("The options must be an object, such as { strict, maxIssues, maxBytes }."));
    }
    let strict = options::read(given, "strict")?;
    if !value::is_absent(&strict) && strict.as_bool().is_none() {
        return Err(InvalidOption::new("strict must be true or false."));
    }
    Ok(vec![
        options::limit(given, &MAX_BYTES)?.unwrap_or(MAX_BYTES.default),
        options::limit(given, &MAX_ISSUES)?.unwrap_or(MAX_ISSUES.default),
        u32::from(strict.is_truthy()),
    ])
}

/// Rewrites the first bytes of the window as ASCII, up to the last whole character. Gives how many bytes are not done with,
/// which are moved to the window's start; -1 where the rewriting would take too much memory. For checked JSON only.
#[wasm_bindgen(js_name = asciiFeed)]
pub fn ascii_feed(length: usize) -> i32 {
    let left = window::read(length, |bytes| {
        let valid = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => bytes.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok())?,
        };
        ASCII.set(to_ascii(valid)?.into_owned());
        Some(bytes.len().saturating_sub(valid.len()))
    });
    let Some(left) = left else { return -1 };
    window::move_to_start(length.saturating_sub(left), length);
    i32::try_from(left).unwrap_or(-1)
}

/// Where the rewritten bytes are.
#[wasm_bindgen(js_name = asciiAt)]
pub fn ascii_at() -> usize {
    ASCII.with_borrow(|ascii| ascii.as_ptr() as usize)
}

/// How many there are.
#[wasm_bindgen(js_name = asciiLength)]
pub fn ascii_length() -> usize {
    ASCII.with_borrow(Vec::len)
}

/// The error of something that TypeScript met while it read a request; see [`WebhookError::of_body`].
#[wasm_bindgen(js_name = bodyError)]
pub fn body_error(code: &str, authentic: bool, thrown: &JsValue) -> JsValue {
    let code = WebhookErrorCode::ALL.iter().find(|known| known.as_str() == code);
    let code = code.copied().unwrap_or(WebhookErrorCode::BodyUnreadable);
    let cause = (!thrown.is_undefined()).then(|| foreign_error::cause(thrown).scrubbed(&crate::Secrets::default()));
    webhook_to_js(&WebhookError::of_body(code).with_authentic(authentic).with_cause(cause))
}

/// The error of an argument that is not allowed.
#[wasm_bindgen(js_name = argumentError)]
pub fn argument_error(message: &str, thrown: &JsValue) -> JsValue {
    let cause = (!thrown.is_undefined()).then(|| foreign_error::cause(thrown).scrubbed(&crate::Secrets::default()));
    webhook_to_js(&WebhookError::invalid_argument(message).with_cause(cause))
}

/// The error of a body that is larger than an option allows.
#[wasm_bindgen(js_name = tooLargeError)]
pub fn too_large_error(max_bytes: u32, option: &str, authentic: bool) -> JsValue {
    webhook_to_js(&WebhookError::too_large(max_bytes, option).with_authentic(authentic))
}
