//! The mechanism with a Bearer token.

use powens_users::Redactor;
use powens_users::webhook::{BearerToken, compare_tokens};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{FAILED, error, head};
use crate::error::{read_foreign, write_foreign};
use crate::record::{Reader, Writer};
use crate::window;

/// Reads a header `Authorization`. Gives the length of its token, which is its end.
#[wasm_bindgen]
pub fn webhook_bearer(length: usize) -> i32 {
    let token = window::read(length, |record| BearerToken::read(head::values(&mut Reader::new(record))));
    match token {
        Ok(token) => i32::try_from(token.reveal().len()).unwrap_or(FAILED),
        Err(error) => error::send(&error),
    }
}

/// Compares the token that was sent with the one on record, which may not be there.
#[wasm_bindgen]
pub fn webhook_compare(length: usize) -> i32 {
    let compared = window::read(length, |record| {
        let mut reader = Reader::new(record);
        compare_tokens(reader.text().unwrap_or_default(), reader.text())
    });
    compared.map_or_else(|error| error::send(&error), |()| 0)
}

/// Gives a foreign error without the secrets that stand in front of it. Gives the length of the answer.
#[wasm_bindgen]
pub fn webhook_redact(length: usize) -> usize {
    let redacted = window::read(length, |record| {
        let mut reader = Reader::new(record);
        let mut redactor = Redactor::default();
        while let Some(secret) = reader.text() {
            redactor.add(secret);
        }
        read_foreign(&mut reader).map(|error| error.redacted(&redactor))
    });
    let mut writer = Writer::default();
    write_foreign(&mut writer, redacted.as_ref());
    writer.send()
}
