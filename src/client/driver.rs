//! One call, performed: what the rules of [`api`](crate::api) say is asked for, sent, read and waited for. It decides nothing.

use std::future::Future;
use std::pin::pin;

use http::header::{ACCEPT, HeaderName, HeaderValue};

use super::body::Received;
use super::call::Options;
use super::client::Client;
use super::deadline::{Deadline, TimedOut};
use super::head;
use super::span::{Attempted, CallSpan};
use super::transport::{Body, Transport, TransportErrorKind};
use crate::ForeignError;
use crate::api::{
    ApiError, BaseUrlProblem, Call, Clock, Collected, Decision, Effect, Exchange, ExtraHeaders, Failure, HeaderProblem,
    NoResponse, Plan, Reason, Step,
};

/// The body of a success, and the call that accepted it.
pub(super) struct Accepted {
    pub exchange: Exchange,
    pub body: Vec<u8>,
}

/// Performs a call. Dropping the future drops whatever it waits for.
pub(super) async fn perform<T: Transport>(
    client: &Client<T>,
    call: Call,
    options: Options,
    span: &mut CallSpan,
) -> Result<Accepted, ApiError> {
    let none = |error: ApiError| if call.is_delete() { error.with_effect(Effect::None) } else { error };
    let (timeout, token) = options.checked().map_err(none)?;
    let exchange = Exchange::new(client.api.clone(), call, timeout, token)?;
    let transport = &client.transport;
    let timer = pin!(transport.sleep(exchange.timeout()));
    let deadline = Deadline::begin(transport, exchange.timeout(), timer).await;
    let mut driver = Driver { client, exchange, deadline, span, status: None };
    let body = driver.run().await?;
    Ok(Accepted { exchange: driver.exchange, body })
}

/// What an attempt came to.
type Outcome = (Decision, Vec<u8>);

struct Driver<'a, T, S> {
    client: &'a Client<T>,
    exchange: Exchange,
    deadline: Deadline<'a, T, S>,
    span: &'a mut CallSpan,
    /// Of the attempt under way, once it is known.
    status: Option<u16>,
}

impl<T: Transport, S: Future<Output = ()>> Driver<'_, T, S> {
    async fn run(&mut self) -> Result<Vec<u8>, ApiError> {
        self.prepare().await?;
        let request = self.request().map_err(|reason| self.exchange.refused(reason))?;
        loop {
            self.deadline.check().map_err(|TimedOut| self.exchange.timed_out(false))?;
            let (decision, body) = self.attempt(request.clone()).await?;
            let after = match decision {
                Decision::Accept => return Ok(body),
                Decision::Reject(error) => return Err(error),
                Decision::Retry { after, .. } => after,
            };
            let wait = self.deadline.within(self.client.transport.sleep(after)).await;
            wait.map_err(|TimedOut| self.exchange.timed_out(false))?;
        }
    }

    /// Asks for what is to be asked for.
    async fn prepare(&mut self) -> Result<(), ApiError> {
        loop {
            match self.exchange.step() {
                Step::AskToken => self.ask_token().await?,
                Step::AskHeaders => self.ask_headers().await?,
                Step::Send => return Ok(()),
            }
        }
    }

    async fn ask_token(&mut self) -> Result<(), ApiError> {
        let sources = &self.client.sources;
        let asked = match self.exchange.call().user_id() {
            Some(user_id) => sources.user_token.as_ref().map(|source| source.ask(user_id)),
            None => sources.users_token.as_ref().map(|source| source.ask(())),
        };
        // Where the rules ask for it, there is a source.
        let token = if let Some(asked) = asked { Some(self.asked(asked).await?) } else { None };
        self.exchange.set_token(token.as_deref())
    }

    async fn ask_headers(&mut self) -> Result<(), ApiError> {
        let asked = self.client.sources.headers.as_ref().map(|source| source.ask(()));
        let pairs = if let Some(asked) = asked { self.asked(asked).await? } else { Vec::new() };
        let add = |mut headers: ExtraHeaders, (name, value): (String, String)| {
            headers.add(&name, &value)?;
            Ok::<_, HeaderProblem>(headers)
        };
        let headers = pairs.into_iter().try_fold(self.client.headers.clone(), add);
        self.exchange.set_headers(Some(headers))
    }

    /// What a source gives; where it fails, the call does.
    async fn asked<O>(&mut self, asked: impl Future<Output = Result<O, ForeignError>>) -> Result<O, ApiError> {
        let given = self.deadline.within(asked).await.map_err(|TimedOut| self.exchange.timed_out(false))?;
        given.map_err(|cause| self.exchange.source_failed(self.client.without_headers(cause)))
    }

    /// The request, which is the same for all attempts.
    ///
    /// Address and headers were looked at, so that nothing but their length is refused here: `http` holds so much of each.
    fn request(&self) -> Result<http::Request<()>, Reason> {
        let exchange = &self.exchange;
        let mut request = http::Request::builder()
            .method(exchange.call().method().as_str())
            .uri(exchange.url())
            .body(())
            .map_err(|_| Reason::BaseUrl(BaseUrlProblem::Unreadable))?;
        let mut is_held = true;
        exchange.each_header(&mut |name, value| {
            let header = header(name, value);
            is_held &= header.is_some_and(|(name, value)| request.headers_mut().try_insert(name, value).is_ok());
        });
        let refused = if self.client.sources.headers.is_some() { Reason::HeadersRefused } else { Reason::Headers };
        if is_held { Ok(request) } else { Err(refused(HeaderProblem::TooMuch)) }
    }

    /// Sends the request once, and tells of it.
    async fn attempt(&mut self, request: http::Request<()>) -> Result<Outcome, ApiError> {
        let started = self.client.transport.now();
        self.status = None;
        self.span.begin_attempt();
        let outcome = self.send(request).await.map_err(|TimedOut| self.exchange.timed_out(true));
        let (error, retry_in) = match &outcome {
            Ok((Decision::Accept, _)) => (None, None),
            Ok((Decision::Retry { after, error }, _)) => (Some(error), Some(*after)),
            Ok((Decision::Reject(error), _)) | Err(error) => (Some(error), None),
        };
        let took = self.client.transport.now().checked_sub(started).unwrap_or_default();
        self.span.attempted(&Attempted { status: self.status, error, took, retry_in });
        outcome
    }

    async fn send(&mut self, request: http::Request<()>) -> Result<Outcome, TimedOut> {
        let response = match self.deadline.within(self.client.transport.send(request)).await? {
            Ok(response) => response,
            Err(error) => {
                let failure = match error.kind {
                    TransportErrorKind::NoAnswer => Failure::NoAnswer { may_be_cors: error.may_be_cors },
                    TransportErrorKind::NoObject => Failure::NoResponse(NoResponse::NoObject),
                    TransportErrorKind::NoStatus => Failure::NoResponse(NoResponse::NoStatus),
                };
                return Ok(self.failed(&failure, error.cause));
            }
        };
        let head = match head::read(&response, || self.client.wall_clock()) {
            Ok(head) => head,
            Err(what) => return Ok(self.failed(&Failure::NoResponse(what), None)),
        };
        self.status = head.shown_status();
        let told = head.content_length;
        match self.exchange.answered(head) {
            Plan::Discard => Ok(self.collected(Collected::Bytes(&[]))),
            Plan::TooLarge => Ok(self.collected(Collected::TooLarge)),
            Plan::Collect(most) => self.collect(response.into_body(), Received::new(most, told)).await,
            Plan::Check(most) => self.check(response.into_body(), Received::new(most, told)).await,
        }
    }

    /// The body of a success, which is the result.
    async fn check(&mut self, mut body: T::Body, mut received: Received) -> Result<Outcome, TimedOut> {
        while !self.exchange.is_settled() {
            let chunk = match self.next(&mut body, &mut received).await? {
                Ok(chunk) => chunk,
                Err((failure, cause)) => return Ok(self.failed(&failure, cause)),
            };
            if chunk.is_none() {
                break;
            }
            received.check(&mut self.exchange);
        }
        // A connection is free for others once its body is let go of.
        drop(body);
        received.check_end(&mut self.exchange);
        let decision = self.exchange.decide_checked(received.bytes().len() as u64, self.clock());
        Ok((decision, received.into_bytes()))
    }

    /// A small body, which is judged as a whole.
    async fn collect(&mut self, mut body: T::Body, mut received: Received) -> Result<Outcome, TimedOut> {
        loop {
            match self.next(&mut body, &mut received).await? {
                Ok(Some(())) => {}
                Ok(None) => break,
                Err((failure, cause)) => return Ok(self.failed(&failure, cause)),
            }
        }
        Ok(self.collected(Collected::Bytes(received.bytes())))
    }

    /// Takes the next piece of a body; `None` at its end. However many empty ones come, the deadline holds.
    async fn next(
        &mut self,
        body: &mut T::Body,
        received: &mut Received,
    ) -> Result<Result<Option<()>, (Failure, Option<ForeignError>)>, TimedOut> {
        self.deadline.check()?;
        Ok(match self.deadline.within(body.chunk()).await? {
            Ok(Some(chunk)) => received.take(&chunk).map(Some).map_err(|failure| (failure, None)),
            Ok(None) => Ok(None),
            Err(error) => Err((Failure::BrokenOff, error.cause)),
        })
    }

    fn failed(&mut self, failure: &Failure, cause: Option<ForeignError>) -> Outcome {
        let clock = self.clock();
        (self.exchange.decide_failure(failure, cause, clock), Vec::new())
    }

    fn collected(&mut self, body: Collected<'_>) -> Outcome {
        let clock = self.clock();
        (self.exchange.decide_collected(body, clock), Vec::new())
    }

    fn clock(&self) -> Clock {
        Clock { remaining: self.deadline.remaining(), random: self.client.random() }
    }
}

/// A header as HTTP sends it: in Latin-1. No log shows its value.
fn header(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
    let bytes: Option<Vec<u8>> = value.chars().map(|character| u8::try_from(character).ok()).collect();
    let mut value = HeaderValue::from_bytes(&bytes?).ok()?;
    value.set_sensitive(name != ACCEPT);
    Some((name, value))
}
