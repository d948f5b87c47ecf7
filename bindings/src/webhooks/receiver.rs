//! The options of `Webhooks`.

use std::cell::RefCell;
use std::time::Duration;

use powens_users::webhook::{
    Freshness, MAX_AGE_SECONDS, MAX_BODY_BYTES, MAX_BYTES, MAX_ISSUES, Secret, SecretFault, Secrets, SignedAt, Switch,
    TOLERANCE_SECONDS, WebhookError, WebhookReason,
};
use powens_users::{Limit, OutOfBounds};
use wasm_bindgen::prelude::wasm_bindgen;

use super::value::Value;
use super::{FAILED, error, state};
use crate::record::{Reader, Writer};
use crate::slab::Slab;
use crate::window;

/// The checked options.
pub struct Receiver {
    pub secrets: Secrets,
    pub freshness: Freshness,
    max_body_bytes: u64,
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
            #[allow(clippy::cast_precision_loss)] // It is small.
            Writer::default().number(receiver.max_body_bytes as f64).send();
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
    let Some(limit) = [MAX_BYTES, MAX_ISSUES].into_iter().find(|limit| limit.setting as usize == setting) else {
        return FAILED;
    };
    match if is_given { check(limit, number) } else { Ok(limit.default) } {
        Ok(number) => i32::try_from(number).unwrap_or(FAILED),
        Err(error) => error::send(&error),
    }
}

fn read(reader: &mut Reader<'_>) -> Result<Receiver, WebhookError> {
    let secrets =
        if reader.flag() { list(reader)? } else { Secrets::single(Secret::new(text(&Value::read(reader))?)?) };
    let accepts_any_age = match Value::read(reader) {
        Value::Boolean(is_on) => is_on,
        Value::Nothing => false,
        _ => return Err(WebhookError::new(WebhookReason::NotBoolean(Switch::AnyAge))),
    };
    let tolerance = Duration::from_secs(setting(TOLERANCE_SECONDS, &Value::read(reader))?);
    let max_age = match Value::read(reader) {
        Value::Nothing => None,
        given => Some(Duration::from_secs(setting(MAX_AGE_SECONDS, &given)?)),
    };
    let freshness = if accepts_any_age { Freshness::AnyAge } else { Freshness::Within { tolerance, max_age } };
    let max_body_bytes = setting(MAX_BODY_BYTES, &Value::read(reader))?;
    Ok(Receiver { secrets, freshness, max_body_bytes })
}

fn list(reader: &mut Reader<'_>) -> Result<Secrets, WebhookError> {
    let mut secrets = Vec::new();
    while reader.flag() {
        let Value::Text(name) = Value::read(reader) else { return Err(refused(SecretFault::NoName)) };
        let secret = Secret::new(text(&Value::read(reader))?)?;
        let not_before = moment(&Value::read(reader), SecretFault::NotBefore)?;
        let not_after = moment(&Value::read(reader), SecretFault::NotAfter)?;
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
        Value::Nothing => Ok(None),
        Value::Text(text) => SignedAt::parse(text).map(Some).ok_or_else(|| refused(fault)),
        Value::Number(ms) if ms.is_finite() => Ok(Some(state::moment(*ms))),
        _ => Err(refused(fault)),
    }
}

fn setting(limit: Limit, value: &Value<'_>) -> Result<u64, WebhookError> {
    match value {
        Value::Nothing => Ok(limit.default),
        Value::Number(number) => check(limit, *number),
        _ => Err(OutOfBounds(limit).into()),
    }
}

fn check(limit: Limit, number: f64) -> Result<u64, WebhookError> {
    // Neither NaN nor a fraction.
    if number.fract() != 0.0 {
        return Err(OutOfBounds(limit).into());
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // It is whole; out of range it saturates.
    Ok(limit.check(number as u64)?)
}

fn refused(fault: SecretFault) -> WebhookError {
    WebhookError::new(WebhookReason::Secret(fault))
}
