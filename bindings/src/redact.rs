//! Foreign errors without the secrets that a caller gave.

use powens_users::internals::Redactor;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::{read_foreign, write_foreign};
use crate::record::{Reader, Writer};
use crate::window;

/// Replaces secrets in a foreign error: a count of secrets, these, the error. Gives the length of what is left of the error.
#[wasm_bindgen]
pub fn redact(length: usize) -> usize {
    let mut writer = Writer::default();
    window::read(length, |record| {
        let mut reader = Reader::new(record);
        let mut redactor = Redactor::default();
        for _ in 0..reader.byte() {
            redactor.add(reader.text().unwrap_or_default());
        }
        write_foreign(&mut writer, read_foreign(&mut reader).map(|error| error.redacted(&redactor)).as_ref());
    });
    writer.send()
}
