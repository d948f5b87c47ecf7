//! The options of `Webhooks`.

use std::cell::RefCell;
use std::time::Duration;

use powens_users::webhook::{
    Freshness, Secret, SecretFault, Secrets, Setting, SignedAt, Switch, WebhookError, WebhookReason,
};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{FAILED, error, state};
use crate::record::{Reader, Value, Writer};
use crate::slab::Slab;
use crate::window;

/// The checked options.
pub struct Receiver {
    pub secrets: Secrets,
    pub freshness: Freshness,
    max_body_bytes: u32,
}

thread_local! {
    static RECEIVERS: RefCell<Slab<Receiver>> = const { RefCell::new(Slab::new()) };
}

/// Does something with a receiver; fails where there is none of this number.
pub fn with(receiver: usize, work: impl FnOnce(&Receiver) -> i32) -> i32 {
    RECEIVERS.with_borrow_mut(|receivers| receivers.get_mut(receiver).map_or(FAILED, |receiver| work(receiver)))
}

/// Takes a record of options. Gives the number of the receiver, whose largest body is the answer; or an error.
#[wasm_bindgen]
pub fn webhooks_new(length: usize) -> i32 {
    match window::read(length, |record| read(&mut Reader::new(record))) {
        Ok(receiver) => {
            Writer::default().number(receiver.max_body_bytes.into()).send();
            let index = RECEIVERS.with_borrow_mut(|receivers| receivers.insert(receiver));
            i32::try_from(index).unwrap_or(FAILED)
        }
        Err(error) => error::send(&error),
    }
}

/// Forgets a receiver.
#[wasm_bindgen]
pub fn webhooks_free(receiver: usize) {
    RECEIVERS.with_borrow_mut(|receivers| receivers.remove(receiver));
}

/// Checks a setting of a call, a number or NaN, or gives what holds without one.
#[wasm_bindgen]
pub fn webhooks_setting(setting: usize, is_given: bool, number: f64) -> i32 {
    let Some(setting) = Setting::ALL.get(setting).copied() else { return FAILED };
    match if is_given { check(setting, number) } else { Ok(setting.default()) } {
        Ok(number) => i32::try_from(number).unwrap_or(FAILED),
        Err(error) => error::send(&error),
    }
}

fn read(reader: &mut Reader<'_>) -> Result<Receiver, WebhookError> {
    let secrets = if reader.flag() { list(reader)? } else { Secrets::single(Secret::new(text(&reader.value())?)?) };
    let freshness = match reader.value() {
        Value::Boolean(true) => Freshness::AnyAge,
        Value::Boolean(false) | Value::Undefined | Value::Null => Freshness::default(),
        _ => return Err(WebhookError::new(WebhookReason::NotBoolean(Switch::AnyAge))),
    };
    let tolerance = setting(Setting::ToleranceSeconds, &reader.value())?;
    let freshness = match freshness {
        Freshness::Within(_) => Freshness::Within(Duration::from_secs(tolerance.into())),
        Freshness::AnyAge => Freshness::AnyAge,
    };
    let max_body_bytes = setting(Setting::MaxBodyBytes, &reader.value())?;
    Ok(Receiver { secrets, freshness, max_body_bytes })
}

fn list(reader: &mut Reader<'_>) -> Result<Secrets, WebhookError> {
    let mut secrets = Vec::new();
    while reader.flag() {
        let Value::Text(name) = reader.value() else { return Err(refused(SecretFault::NoName)) };
        let secret = Secret::new(text(&reader.value())?)?;
        let not_before = moment(&reader.value(), SecretFault::NotBefore)?;
        let not_after = moment(&reader.value(), SecretFault::NotAfter)?;
        secrets.push(secret.named(name, not_before, not_after));
    }
    Secrets::named(secrets)
}

fn text<'a>(value: &Value<'a>) -> Result<&'a str, WebhookError> {
    match value {
        Value::Text(text) => Ok(text),
        _ => Err(refused(SecretFault::NotText)),
    }
}

/// A moment as text of ISO 8601, or as the number of a `Date`.
fn moment(value: &Value<'_>, fault: SecretFault) -> Result<Option<SignedAt>, WebhookError> {
    match value {
        Value::Undefined | Value::Null => Ok(None),
        Value::Text(text) => SignedAt::parse(text).map(Some).ok_or_else(|| refused(fault)),
        Value::Number(ms) if ms.is_finite() => Ok(Some(state::moment(*ms))),
        _ => Err(refused(fault)),
    }
}

fn setting(setting: Setting, value: &Value<'_>) -> Result<u32, WebhookError> {
    match value {
        Value::Undefined | Value::Null => Ok(setting.default()),
        Value::Number(number) => check(setting, *number),
        _ => Err(setting.refused()),
    }
}

fn check(setting: Setting, number: f64) -> Result<u32, WebhookError> {
    if number.fract() != 0.0 || number < 0.0 {
        return Err(setting.refused());
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // It is whole; beyond the range it saturates.
    setting.check(number as u64)
}

fn refused(fault: SecretFault) -> WebhookError {
    WebhookError::new(WebhookReason::Secret(fault))
}
