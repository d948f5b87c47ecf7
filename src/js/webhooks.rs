//! The class behind `Webhooks`. TypeScript writes what a call needs into the window and passes its lengths; a call that fails
//! says so by a number, and [`Webhooks::take_error`] gives the error: a result that can throw would cost a small event more
//! than its signature.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::error::webhook_to_js;
use super::found_headers::{Found, headers};
use super::webhook_config::{WebhookConfig, secrets_of};
use super::webhook_head::{Head, Layout, endpoint, split_units};
use super::{payload, value, window};
use crate::webhook::{
    BodyVariant, Cause, Endpoint, Instant, Mac, SignedRequest, Symptoms, Trial, WebhookError, diagnose,
};

const FAILED: i32 = -1;
/// The body is compressed: TypeScript has to inflate it.
const COMPRESSED: i32 = -2;

/// A receiver of webhooks.
#[wasm_bindgen(js_name = CoreWebhooks)]
pub struct Webhooks {
    config: WebhookConfig,
    state: RefCell<State>,
}

/// What is kept between the calls that verify one request.
#[derive(Default)]
struct State {
    head: Head,
    now_ms: f64,
    trial: Option<Trial>,
    signed_at_ms: f64,
    id_webhook_data: Option<i64>,
    error: Option<WebhookError>,
}

#[wasm_bindgen(js_class = CoreWebhooks)]
impl Webhooks {
    /// Checks the options.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<Webhooks, JsValue> {
        match WebhookConfig::from_js(options) {
            Ok(config) => Ok(Self { config, state: RefCell::default() }),
            Err(error) => Err(webhook_to_js(&error.scrubbed(&secrets_of(options)))),
        }
    }

    /// The largest body that is read.
    #[wasm_bindgen(js_name = maxBodyBytes)]
    pub fn max_body_bytes(&self) -> u32 {
        self.config.max_body_bytes
    }

    /// The error of the last call that failed.
    #[wasm_bindgen(js_name = takeError)]
    pub fn take_error(&self) -> JsValue {
        // Taken first: making the error runs JavaScript, which may come back here.
        let error = self.state.borrow_mut().error.take();
        error.as_ref().map_or(JsValue::UNDEFINED, webhook_to_js)
    }

    /// When the last verified request was signed.
    #[wasm_bindgen(js_name = signedAtMs)]
    pub fn signed_at_ms(&self) -> f64 {
        self.state.borrow().signed_at_ms
    }

    /// `id_webhook_data` of the last verified payload, or NaN.
    #[wasm_bindgen(js_name = idWebhookData)]
    pub fn id_webhook_data(&self) -> f64 {
        // Exact: it is a safe integer.
        #[allow(clippy::cast_precision_loss)]
        self.state.borrow().id_webhook_data.map_or(f64::NAN, |id| id as f64)
    }

    /// The name of a secret, or null.
    #[wasm_bindgen(js_name = secretName)]
    pub fn secret_name(&self, index: usize) -> Option<String> {
        self.config.secrets.get(index)?.name().map(str::to_owned)
    }

    /// The index of the secret of a name, of the first without; -1 where there is none.
    #[wasm_bindgen(js_name = secretIndex)]
    pub fn secret_index(&self, name: Option<String>) -> i32 {
        let index = self.config.secrets.index_of(name.as_deref());
        index.and_then(|index| i32::try_from(index).ok()).unwrap_or(FAILED)
    }

    /// A secret as text, for the platform's own hash.
    #[wasm_bindgen(js_name = secretKey)]
    pub fn secret_key(&self, index: usize) -> String {
        self.config.keys.get(index).cloned().unwrap_or_default()
    }

    /// Verifies a small request that is in the window as a whole, its body behind its head. Gives the index of the secret that
    /// signed it.
    #[allow(clippy::too_many_arguments)] // One call with numbers alone is what makes small events cheap.
    pub fn verify(
        &self,
        event: usize,
        target_kind: u32,
        signature: usize,
        target: usize,
        date: usize,
        head: usize,
        total: usize,
        now_ms: f64,
    ) -> i32 {
        let layout = Layout { target_kind, signature, target, date };
        self.attempt(|state| {
            window::read(total, |bytes| {
                let (head, body) = bytes.split_at_checked(head).unwrap_or_default();
                if crate::webhook::is_gzip(body) {
                    return Ok(COMPRESSED);
                }
                let now = Instant::from_epoch_ms(now_ms);
                let proof = layout.read(head)?.prove(&self.config.secrets, body, now, self.config.freshness)?;
                let report = payload::check(payload::event(event), body)?;
                state.signed_at_ms = proof.signed_at.epoch_ms();
                state.id_webhook_data = report.id_webhook_data;
                Ok(i32::try_from(proof.secret).unwrap_or_default())
            })
        })
    }

    /// Begins with a large request, whose head is in the window.
    pub fn begin(
        &self,
        target_kind: u32,
        signature: usize,
        target: usize,
        date: usize,
        head: usize,
        now_ms: f64,
    ) -> i32 {
        let layout = Layout { target_kind, signature, target, date };
        self.attempt(|state| {
            let bytes = window::read(head, |bytes| layout.read(bytes).map(|_| bytes.to_vec()))?;
            state.head = Head { bytes, layout };
            state.now_ms = now_ms;
            Ok(0)
        })
    }

    /// What is signed in front of the body, for the platform's own hash.
    pub fn prefix(&self) -> String {
        let state = self.state.borrow();
        state.head.request().map(|request| request.prefix()).unwrap_or_default()
    }

    /// The indices of the secrets, in the order in which they are to be tried.
    pub fn order(&self) -> Vec<u32> {
        let now = Instant::from_epoch_ms(self.state.borrow().now_ms);
        self.config.secrets.order(now).filter_map(|index| u32::try_from(index).ok()).collect()
    }

    /// Whether the first 32 bytes of the window are the signature of the request.
    #[wasm_bindgen(js_name = isSignature)]
    pub fn is_signature(&self) -> bool {
        let mac = window::read(32, |bytes| bytes.first_chunk::<32>().map(|bytes| Mac::from_bytes(*bytes)));
        let state = self.state.borrow();
        mac.is_some_and(|mac| state.head.request().is_ok_and(|request| request.is_signed_by(&mac)))
    }

    /// Begins the signature by a secret, where the platform has no hash of its own.
    #[wasm_bindgen(js_name = hashBegin)]
    pub fn hash_begin(&self, secret: usize) {
        let mut state = self.state.borrow_mut();
        let trial = self
            .config
            .secrets
            .get(secret)
            .zip(state.head.request().ok())
            .map(|(secret, request)| request.trial(secret));
        state.trial = trial;
    }

    /// Adds the first bytes of the window.
    #[wasm_bindgen(js_name = hashUpdate)]
    pub fn hash_update(&self, length: usize) {
        if let Some(trial) = &mut self.state.borrow_mut().trial {
            window::read(length, |bytes| trial.update(bytes));
        }
    }

    /// Whether this is the signature of the request.
    #[wasm_bindgen(js_name = hashEnd)]
    pub fn hash_end(&self) -> bool {
        let mut state = self.state.borrow_mut();
        let mac = state.trial.take().map(Trial::finish);
        mac.is_some_and(|mac| state.head.request().is_ok_and(|request| request.is_signed_by(&mac)))
    }

    /// Whether it counts that this secret signed the request; -1 stands for none.
    pub fn judge(&self, signer: i32) -> i32 {
        self.attempt(|state| {
            let request = state.head.request()?;
            let now = Instant::from_epoch_ms(state.now_ms);
            let proof =
                request.judge(usize::try_from(signer).ok(), &self.config.secrets, now, self.config.freshness)?;
            state.signed_at_ms = proof.signed_at.epoch_ms();
            Ok(signer)
        })
    }

    /// The verdict on the payload that was scanned: 1 where it is nothing but ASCII, else 0.
    pub fn verdict(&self) -> i32 {
        self.attempt(|state| {
            let report = payload::verdict(true)?;
            state.id_webhook_data = report.id_webhook_data;
            Ok(i32::from(report.is_ascii))
        })
    }

    /// The error of headers that are not one text each. Each argument is what was found: nothing, one value, or an array.
    #[wasm_bindgen(js_name = headersError)]
    pub fn headers_error(signature: &JsValue, date: &JsValue, authorization: &JsValue) -> JsValue {
        let (signature, date, authorization) = (Found::new(signature), Found::new(date), Found::new(authorization));
        let headers = headers(&signature, &date, &authorization);
        let refused = Endpoint::path("/").and_then(|endpoint| SignedRequest::new(endpoint, headers));
        refused.err().as_ref().map_or(JsValue::UNDEFINED, webhook_to_js)
    }

    /// Signs the body in the window, behind a head of target and date. Gives the value of the header.
    pub fn sign(
        &self,
        secret: usize,
        target_kind: u32,
        target: usize,
        date: usize,
        head: usize,
        total: usize,
    ) -> Option<String> {
        let signed = window::read(total, |bytes| {
            let (head, body) = bytes.split_at_checked(head).unwrap_or_default();
            let text = std::str::from_utf8(head).unwrap_or_default();
            let (target, rest) = split_units(text, target);
            let (date, _) = split_units(rest, date);
            let secret = self.config.secrets.get(secret).ok_or_else(|| {
                WebhookError::invalid_argument("There is no secret of this name: give a secretName of the list.")
            })?;
            crate::webhook::sign(secret, endpoint(target, target_kind)?, date, body)
        });
        self.attempt_with(signed)
    }

    /// Finds out why a request does not verify. `bodies` is an array of `[cause or null, bytes]`.
    pub fn diagnose(&self, symptoms: &JsValue, bodies: &Array, now_ms: f64) -> JsValue {
        let found = |name: &str| Found::new(&value::get_or_undefined(symptoms, name));
        let (signature, date, authorization) = (found("signature"), found("date"), found("authorization"));
        let text = |name: &str| value::text(symptoms, name);
        let (target, host, method) = (text("target").unwrap_or_default(), text("host"), text("method"));
        let bodies: Vec<BodyVariant> = bodies.iter().filter_map(|pair| body_variant(&pair)).collect();
        let symptoms = Symptoms {
            target: &target,
            // As of `Layout`.
            signs_query: value::get_or_undefined(symptoms, "kind").as_f64() == Some(2.0),
            host: host.as_deref(),
            method: method.as_deref(),
            headers: headers(&signature, &date, &authorization),
            says_gzip: value::get_or_undefined(symptoms, "saysGzip").is_truthy(),
            bodies: &bodies,
        };
        let now = Instant::from_epoch_ms(now_ms);
        let diagnosis = diagnose(&self.config.secrets, &symptoms, now, self.config.freshness);
        let causes: Array = diagnosis.causes.iter().map(|cause| JsValue::from_str(cause.as_str())).collect();
        value::plain_object(&[
            ("verifies", diagnosis.verifies.into()),
            ("causes", causes.into()),
            ("message", diagnosis.message.into()),
        ])
        .unwrap_or_default()
    }
}

impl Webhooks {
    fn attempt(&self, work: impl FnOnce(&mut State) -> Result<i32, WebhookError>) -> i32 {
        let mut state = self.state.borrow_mut();
        match work(&mut state) {
            Ok(number) => number,
            Err(error) => {
                state.error = Some(error);
                FAILED
            }
        }
    }

    fn attempt_with(&self, result: Result<String, WebhookError>) -> Option<String> {
        result.map_err(|error| self.state.borrow_mut().error = Some(error)).ok()
    }
}

fn body_variant(pair: &JsValue) -> Option<BodyVariant> {
    let pair = pair.dyn_ref::<Array>()?;
    let name = pair.get(0).as_string();
    let cause = Cause::ALL.iter().find(|cause| Some(cause.as_str()) == name.as_deref()).copied();
    let bytes = pair.get(1).dyn_into::<js_sys::Uint8Array>().ok()?.to_vec();
    Some(BodyVariant { cause, bytes })
}

/// Whether a body is compressed whose first two bytes are in the window.
#[wasm_bindgen(js_name = isGzip)]
pub fn is_gzip() -> bool {
    window::read(2, crate::webhook::is_gzip)
}
