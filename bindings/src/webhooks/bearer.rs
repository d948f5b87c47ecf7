//! The mechanism with a Bearer token.

use powens_users::internals::{BearerToken, compare_tokens};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{FAILED, error, head};
use crate::record::Reader;
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
