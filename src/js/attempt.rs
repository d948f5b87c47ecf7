//! One request and its answer.

use js_sys::Function;
use wasm_bindgen::JsValue;

use super::body::{self, BodyError};
use super::config::Config;
use super::fetch;
use super::foreign_error::network_failure;
use super::interrupt::{Interrupt, Interruption};
use super::response::Response;
use crate::api::{Body, Call, Failure, Outcome, Request};

/// How much of the body of an error is read. Our decision.
const MAX_ERROR_BODY_BYTES: u64 = 65_536;

/// What all attempts of a call share.
pub struct Attempt<'a> {
    pub config: &'a Config,
    pub call: &'a Call,
    pub request: &'a Request,
    pub fetch: &'a Function,
    /// Handed to `fetch`; aborts when the call ends early.
    pub signal: &'a JsValue,
    pub interrupt: &'a Interrupt,
}

impl Attempt<'_> {
    /// Sends the request once, and reads as much of the answer as the call needs.
    pub async fn make(&self) -> Result<Outcome, Interruption> {
        let sent = self.interrupt.guard(fetch::send(self.fetch, self.request, self.signal)).await?;
        let given = match sent {
            Ok(given) => given,
            Err(thrown) => return Ok(Outcome::Failure(network_failure(Some(&thrown)))),
        };
        match Response::from_js(given, self.config.hooks.now_ms()) {
            Ok(response) => self.read(response).await,
            Err(failure) => Ok(Outcome::Failure(failure)),
        }
    }

    async fn read(&self, mut response: Response) -> Result<Outcome, Interruption> {
        if !response.answer.has_body() {
            response.discard();
            return Ok(Outcome::Answer(response.answer));
        }
        let needed = self.call.needs_body(response.answer.status);
        let most = self.config.max_response_bytes;
        let limit = if needed { most } else { most.min(MAX_ERROR_BODY_BYTES) };
        match self.read_body(&response, limit).await {
            Ok(bytes) => response.answer.body = Body::Bytes(bytes),
            Err(BodyError::Interrupted(aborted @ Interruption::Aborted(_))) => return Err(aborted),
            // The status is known, and says all that is needed.
            Err(_) if !needed => {}
            Err(BodyError::Interrupted(timed_out)) => return Err(timed_out),
            Err(BodyError::TooLarge) => {
                return Ok(Outcome::Failure(Failure::too_large(&response.answer, limit)));
            }
            Err(BodyError::Broken(thrown)) => {
                return Ok(Outcome::Failure(network_failure(Some(&thrown))));
            }
        }
        Ok(Outcome::Answer(response.answer))
    }

    async fn read_body(&self, response: &Response, limit: u64) -> Result<Vec<u8>, BodyError> {
        if response.declared_length().is_some_and(|length| length > limit) {
            response.discard();
            return Err(BodyError::TooLarge);
        }
        body::read(&response.object, limit, self.interrupt).await
    }
}
