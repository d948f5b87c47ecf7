//! One request and its answer.

use js_sys::Function;
use wasm_bindgen::JsValue;

use super::body::{self, BodyError};
use super::config::Config;
use super::fetch;
use super::foreign_error::{cause, network_failure};
use super::interrupt::{Interrupt, Interruption};
use super::response::{NoResponse, Response};
use crate::api::{Answer, Body, Call, Failure, Outcome, Request};

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

/// The end of a call while its request is under way.
pub struct CutShort {
    pub interruption: Interruption,
    /// The head of the answer, if it was there already.
    pub answer: Option<Answer>,
}

impl From<Interruption> for CutShort {
    fn from(interruption: Interruption) -> Self {
        Self { interruption, answer: None }
    }
}

impl Attempt<'_> {
    /// Sends the request once, and reads as much of the answer as the call needs.
    pub async fn make(&self) -> Result<Outcome, CutShort> {
        let url = &self.request.url;
        let given = match fetch::send(self.fetch, self.request, self.signal, self.interrupt).await? {
            Ok(given) => given,
            Err(thrown) => return Ok(Outcome::Failure(network_failure(url, Some(&thrown)))),
        };
        match Response::from_js(given, self.config.hooks.now_ms()) {
            Ok(response) => self.read(response).await,
            Err(NoResponse::NetworkError) => Ok(Outcome::Failure(network_failure(url, None))),
            Err(NoResponse::Invalid(what)) => Ok(Outcome::Failure(Failure::invalid_response(&what))),
        }
    }

    async fn read(&self, response: Response) -> Result<Outcome, CutShort> {
        let needed = self.call.needs_body(response.answer.status);
        let limit = self.call.body_limit(response.answer.status, self.config.max_response_bytes);
        let read = self.read_body(&response, limit).await;
        let mut answer = response.answer;
        match read {
            Ok(body) => answer.body = body,
            Err(BodyError::Interrupted(interruption @ Interruption::Aborted(_))) => {
                return Err(CutShort { interruption, answer: Some(answer) });
            }
            // The status is known, and says all that is needed.
            Err(_) if !needed => {}
            Err(BodyError::Interrupted(interruption)) => return Err(CutShort { interruption, answer: Some(answer) }),
            Err(BodyError::TooLarge) => return Ok(Outcome::Failure(Failure::too_large(&answer, limit))),
            Err(BodyError::Broken(thrown)) => {
                return Ok(Outcome::Failure(Failure::broken_off(&answer, cause(&thrown))));
            }
        }
        if needed && let Err(interruption) = self.interrupt.check_signal() {
            return Err(CutShort { interruption, answer: Some(answer) });
        }
        Ok(Outcome::Answer(answer))
    }

    async fn read_body(&self, response: &Response, limit: u64) -> Result<Body, BodyError> {
        if !response.answer.has_body() {
            response.discard();
            return Ok(Body::Unread);
        }
        if response.declared_length().is_some_and(|length| length > limit) {
            response.discard();
            return Err(BodyError::TooLarge);
        }
        body::read(&response.object, limit, self.interrupt).await.map(Body::Bytes)
    }
}
