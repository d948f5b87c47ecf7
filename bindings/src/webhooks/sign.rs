//! Signing as Powens does, for tests.

use powens_users::internals::begin_to_sign;
use powens_users::webhook::{WebhookError, WebhookReason};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{FAILED, error, head, receiver, state};
use crate::record::Reader;
use crate::window;

/// Begins to sign: the record is kind of target, target, date, and the name of the secret, or none. The body is hashed then.
#[wasm_bindgen]
pub fn webhook_sign(receiver: usize, length: usize) -> i32 {
    receiver::with(receiver, |receiver| {
        let begun = window::read(length, |record| {
            let mut reader = Reader::new(record);
            let (kind, target, date) = (reader.byte(), reader.text(), reader.text());
            let secret = receiver.secrets.index_of(reader.text()).and_then(|index| receiver.secrets.get(index));
            let secret = secret.ok_or_else(|| WebhookError::new(WebhookReason::NoSuchSecret))?;
            begin_to_sign(secret, head::endpoint(target.unwrap_or_default(), kind.into())?, date.unwrap_or_default())
        });
        match begun {
            Ok(trial) => {
                state::with(|state| state.trials = vec![trial]);
                0
            }
            Err(error) => error::send(&error),
        }
    })
}

/// The value of the header `BI-Signature`, of what was hashed. Gives its length.
#[wasm_bindgen]
pub fn webhook_signature() -> i32 {
    let trial = state::with(|state| state.trials.pop());
    let signature = trial.map(|trial| trial.finish().to_base64());
    signature.and_then(|text| i32::try_from(window::write(text.as_bytes())).ok()).unwrap_or(FAILED)
}
