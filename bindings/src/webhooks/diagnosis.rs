//! Why a request does not verify.

use powens_users::internals::{Search, Symptoms};
use powens_users::webhook::{Diagnosis, DiagnosisCause};
use wasm_bindgen::prelude::wasm_bindgen;

use super::state::{self, moment};
use super::{FAILED, error, head, receiver};
use crate::record::{Reader, Writer};
use crate::window;

/// Begins a search: the record is kind of target, target, host, method, whether a header says gzip, and the headers. Fails where
/// these say it all: the answer is the diagnosis.
#[wasm_bindgen]
pub fn webhook_diagnose(receiver: usize, now_ms: f64, length: usize) -> i32 {
    receiver::with(receiver, |receiver| {
        let search = window::read(length, |record| {
            let mut reader = Reader::new(record);
            let (kind, target, host, method) = (reader.byte(), reader.text(), reader.text(), reader.text());
            let symptoms = Symptoms {
                target: target.unwrap_or_default(),
                signs_query: kind == 2,
                host,
                method,
                says_gzip: reader.flag(),
                headers: head::headers(&mut reader),
            };
            Search::begin(&receiver.secrets, &symptoms, moment(now_ms), receiver.freshness)
        });
        match search {
            Ok(search) => {
                state::with(|state| state.search = Some(search));
                0
            }
            Err(diagnosis) => {
                send(&diagnosis);
                FAILED
            }
        }
    })
}

/// Tries a body, which is in the window: the first is the one that was given; `cause` is what was done to it, none where it is
/// the number of no cause. Gives 0 while the search is not over.
#[wasm_bindgen]
pub fn webhook_try(receiver: usize, cause: usize, length: usize) -> i32 {
    let cause = DiagnosisCause::ALL.get(cause).copied();
    receiver::with(receiver, |receiver| {
        state::with(|state| match &mut state.search {
            Some(search) => window::read(length, |body| search.try_body(&receiver.secrets, cause, body)).into(),
            None => FAILED,
        })
    })
}

/// Ends a search: the answer is the diagnosis.
#[wasm_bindgen]
pub fn webhook_diagnosis() {
    if let Some(search) = state::with(|state| state.search.take()) {
        send(&search.finish());
    }
}

/// Whether it verifies, how many causes there are, the code and the words of each; the error of the headers, where they are one.
fn send(diagnosis: &Diagnosis) {
    let mut writer = Writer::default();
    writer.byte(diagnosis.verifies.into()).byte(u8::try_from(diagnosis.causes.len()).unwrap_or_default());
    for cause in &diagnosis.causes {
        writer.text(Some(cause.as_str())).text(Some(cause.message()));
    }
    writer.byte(diagnosis.headers.is_some().into());
    if let Some(error) = &diagnosis.headers {
        error::write(&mut writer, error);
    }
    writer.send();
}
