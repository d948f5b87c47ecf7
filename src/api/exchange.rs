//! One call from its arguments to its end, for a host that performs what it says.

use std::fmt;
use std::time::Duration;

use serde::de::DeserializeOwned;

use super::answer::{Collected, Head, Plan};
use super::call::Call;
use super::client::{Client, HeadersSource, TokenSource};
use super::error::ApiError;
use super::extra_headers::{ExtraHeaders, HeaderProblem};
use super::failure::Failure;
use super::progress::{Clock, Decision, Progress};
use super::reason::Reason;
use super::token::Token;
use crate::check::{self, Options, Scan};
use crate::foreign_error::ForeignError;
use crate::model::{self, NotHeld, User, UsersList};
use crate::redactor::Redactor;
use crate::text::joined;

/// Most issues of a body that are reported.
const MAX_ISSUES: usize = 100;

/// What the host is to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ask for the token.
    AskToken,
    /// Ask for the headers.
    AskHeaders,
    /// Send the request.
    Send,
}

/// A call under way: what was obtained for it, what is known of it, and what no error of it may repeat.
///
/// Token and headers are asked for once, and are the same for all attempts: asked again, `delete("me")` could meet another
/// person.
pub struct Exchange {
    client: Client,
    call: Call,
    timeout: Duration,
    token: Option<Token>,
    /// Those that were asked for.
    headers: Option<ExtraHeaders>,
    step: Step,
    progress: Progress,
    head: Option<Head>,
    scan: Scan,
    received: u64,
    has_bom: bool,
    is_ascii: bool,
}

impl Exchange {
    /// A call with the options of its own.
    ///
    /// # Errors
    /// `invalid_argument`, `token_unavailable` where no token is set.
    pub fn new(client: Client, call: Call, timeout: Option<Duration>, token: Option<Token>) -> Result<Self, ApiError> {
        let progress = Progress::new(client.may_resend);
        let (token, step) = token_of(&client, &call, token).map_err(|error| progress.stamped(&call, error))?;
        let mut exchange = Self {
            timeout: timeout.unwrap_or(client.timeout),
            client,
            call,
            token,
            headers: None,
            step: Step::Send,
            progress,
            head: None,
            scan: Scan::default(),
            received: 0,
            has_bom: false,
            is_ascii: false,
        };
        exchange.step = step.unwrap_or_else(|| exchange.step_after_token());
        Ok(exchange)
    }

    /// What the host is to do next.
    #[must_use]
    pub const fn step(&self) -> Step {
        self.step
    }

    /// The call.
    #[must_use]
    pub const fn call(&self) -> &Call {
        &self.call
    }

    /// Total time of the call.
    #[must_use]
    pub const fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Takes the token that was asked for; `None` stands for what is no text.
    ///
    /// # Errors
    /// `token_unavailable`.
    pub fn set_token(&mut self, text: Option<&str>) -> Result<(), ApiError> {
        let kind = self.call.token_kind();
        let text = text.ok_or_else(|| self.error(Reason::TokenNoText(kind)))?;
        let token = Token::new(text).map_err(|problem| self.error(Reason::TokenRefused(kind, problem)))?;
        self.token = Some(token);
        self.step = self.step_after_token();
        Ok(())
    }

    /// Takes the headers that were asked for.
    ///
    /// # Errors
    /// `headers_unavailable`; none of them is known then.
    pub fn set_headers(&mut self, headers: Option<Result<ExtraHeaders, HeaderProblem>>) -> Result<(), ApiError> {
        let headers = headers.ok_or_else(|| self.error(Reason::HeadersNone))?;
        let headers = headers.map_err(|problem| self.error(Reason::HeadersRefused(problem)))?;
        self.headers = Some(headers);
        self.step = Step::Send;
        Ok(())
    }

    /// The error of a source of token or headers that failed.
    #[must_use]
    pub fn source_failed(&self, cause: ForeignError) -> ApiError {
        let reason = match self.step {
            Step::AskHeaders => Reason::HeadersFailed,
            Step::AskToken | Step::Send => Reason::TokenFailed(self.call.token_kind()),
        };
        let error = ApiError::new(reason).with_cause(Some(cause));
        self.progress.stamped(&self.call, error).redacted(&self.redactor())
    }

    /// Where the request goes.
    #[must_use]
    pub fn url(&self) -> String {
        self.call.url(self.client.base())
    }

    /// Name and value of every header to send.
    #[must_use]
    pub fn headers(&self) -> Vec<(String, String)> {
        let mut list = Vec::new();
        self.each_header(&mut |name, value| list.push((name.to_owned(), value.to_owned())));
        list
    }

    /// Shows name and value of every header to send.
    #[doc(hidden)]
    pub fn each_header(&self, show: &mut dyn FnMut(&str, &str)) {
        let mut accepts = false;
        if let Some(headers) = self.extra_headers() {
            for (name, value) in headers.iter() {
                accepts |= name.eq_ignore_ascii_case("accept");
                show(name, value);
            }
        }
        if !accepts {
            show("Accept", "application/json");
        }
        if let Some(token) = &self.token {
            show("Authorization", &joined(&["Bearer ", token.reveal()]));
        }
    }

    const fn extra_headers(&self) -> Option<&ExtraHeaders> {
        match (&self.headers, &self.client.headers) {
            (Some(headers), _) | (None, HeadersSource::Fixed(headers)) => Some(headers),
            (None, HeadersSource::Ask) => None,
        }
    }

    /// Takes the head of an answer, and says what is to be done with its body.
    pub fn answered(&mut self, head: Head) -> Plan {
        self.progress.count_attempt();
        let plan = head.plan(&self.call, self.client.max_response_bytes);
        if matches!(plan, Plan::Check(_)) {
            let shape = if matches!(self.call, Call::List { .. }) { UsersList::SHAPE } else { User::SHAPE };
            self.scan.begin(shape, Options { max_issues: MAX_ISSUES, ..Options::default() });
            self.received = 0;
            self.has_bom = false;
        }
        self.head = Some(head);
        plan
    }

    /// Checks the next bytes of a body, and gives how many are done with: the others must come again, at the start of the next
    /// window.
    pub fn feed(&mut self, window: &[u8], is_last: bool) -> usize {
        let is_start = self.received == 0;
        let bytes = if is_start { check::strip_bom(window) } else { window };
        let bom = window.len().saturating_sub(bytes.len());
        if is_start {
            self.has_bom = bom > 0;
        }
        let done = self.scan.feed(bytes, is_last).saturating_add(bom);
        self.received = self.received.saturating_add(done as u64);
        done
    }

    /// Whether the verdict on the body is clear, so that the rest of it need not be fed.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.scan.is_stopped()
    }

    /// Whether the body that was checked begins with a byte order mark.
    #[must_use]
    #[doc(hidden)]
    pub const fn has_bom(&self) -> bool {
        self.has_bom
    }

    /// Whether the body that was checked is nothing but ASCII, apart from that.
    #[must_use]
    #[doc(hidden)]
    pub const fn is_ascii(&self) -> bool {
        self.is_ascii
    }

    /// Decides after an answer whose body was checked to its end, or as far as it took; it has so many bytes.
    pub fn decide_checked(&mut self, length: u64, clock: Clock) -> Decision {
        let report = self.scan.finish();
        self.is_ascii = report.is_ascii;
        let verdict = self.head.as_ref().map(|head| head.judge_checked(&self.call, report, length));
        self.decide(verdict, None, clock)
    }

    /// Decides after an answer whose body was collected, or discarded.
    pub fn decide_collected(&mut self, body: Collected<'_>, clock: Clock) -> Decision {
        self.decide_so_far(body, None, clock)
    }

    fn decide_so_far(&mut self, body: Collected<'_>, cause: Option<ForeignError>, clock: Clock) -> Decision {
        let most = self.client.max_response_bytes;
        let verdict = self.head.as_ref().map(|head| head.judge_collected(&self.call, body, most));
        self.decide(verdict, cause, clock)
    }

    /// Decides by what the answer was judged to be; `None` where there was none.
    fn decide(&mut self, verdict: Option<Result<(), ApiError>>, cause: Option<ForeignError>, clock: Clock) -> Decision {
        match verdict {
            // The head stays, should the host fail to read the body after all.
            Some(Ok(())) => Decision::Accept,
            Some(Err(error)) => {
                let head = self.head.take();
                self.failed(head.as_ref(), error.with_cause(cause), clock)
            }
            None => self.decide_failure(&Failure::NoAnswer { may_be_cors: false }, cause, clock),
        }
    }

    /// The user whom an accepted body holds.
    ///
    /// # Errors
    /// `unrepresentable`.
    pub fn read_user(&self, body: &[u8]) -> Result<User, ApiError> {
        self.read(body)
    }

    /// The list that an accepted body holds.
    ///
    /// # Errors
    /// `unrepresentable`.
    pub fn read_list(&self, body: &[u8]) -> Result<UsersList, ApiError> {
        self.read(body)
    }

    fn read<T: DeserializeOwned>(&self, body: &[u8]) -> Result<T, ApiError> {
        model::read(check::strip_bom(body)).map_err(|NotHeld { what, issue }| {
            let reason = Reason::Unrepresentable(what);
            let mut error = self.head.as_ref().map_or_else(|| ApiError::new(reason), |head| head.error(reason));
            error.fields().issues.extend(issue);
            self.progress.stamped(&self.call, error).redacted(&self.redactor())
        })
    }

    /// Decides after an attempt without an answer that can be used.
    pub fn decide_failure(&mut self, failure: &Failure, cause: Option<ForeignError>, clock: Clock) -> Decision {
        let collected = match failure {
            Failure::BrokenOff => Some(Collected::BrokenOff),
            Failure::TooLarge => Some(Collected::TooLarge),
            _ => None,
        };
        let is_collected = self.head.as_ref().is_some_and(|head| !head.is_checked(&self.call));
        if let Some(body) = collected.filter(|_| is_collected) {
            // Its status says more than that.
            return self.decide_so_far(body, cause, clock);
        }
        let head = self.head.take();
        if head.is_none() {
            self.progress.count_attempt();
        }
        let reason = match failure {
            Failure::NoAnswer { may_be_cors } => Reason::NoAnswer(*may_be_cors),
            Failure::BrokenOff => Reason::BrokenOff(head.as_ref().map_or(0, |head| head.status)),
            Failure::NoResponse(what) => Reason::NoResponse(*what),
            Failure::TooLarge => Reason::TooLarge(self.client.max_response_bytes),
            Failure::OutOfMemory => Reason::OutOfMemory,
            Failure::Unparsable => Reason::Unparsable,
        };
        let error = head.as_ref().map_or_else(|| ApiError::new(reason), |head| head.error(reason));
        self.failed(head.as_ref(), error.with_cause(cause), clock)
    }

    fn failed(&mut self, head: Option<&Head>, error: ApiError, clock: Clock) -> Decision {
        match self.progress.failed(&self.call, self.client.retry, head, error, clock) {
            Decision::Accept => Decision::Accept,
            Decision::Retry { after, error } => Decision::Retry { after, error: error.redacted(&self.redactor()) },
            Decision::Reject(error) => Decision::Reject(error.redacted(&self.redactor())),
        }
    }

    /// The error of a call whose deadline passed, while a request was under way or not.
    ///
    /// A status that is no success says all that is needed, though its body was not read to its end.
    pub fn timed_out(&mut self, in_flight: bool) -> ApiError {
        let head = self.head.take();
        if let Some(head) = head.as_ref().filter(|head| !head.is_success(&self.call)) {
            let over = Clock { remaining: Duration::ZERO, random: 0.0 };
            if let Decision::Reject(error) = self.failed(Some(head), head.status_error(&self.call, &[]), over) {
                return error;
            }
        }
        if in_flight && head.is_none() {
            self.progress.count_attempt();
        }
        let (timeout, in_flight) = (self.timeout, in_flight || head.is_some());
        self.progress.timed_out(&self.call, timeout, in_flight, head.as_ref()).redacted(&self.redactor())
    }

    fn step_after_token(&self) -> Step {
        if self.extra_headers().is_some() { Step::Send } else { Step::AskHeaders }
    }

    /// What no error may repeat. Made where there is one: a success needs none of it.
    fn redactor(&self) -> Redactor {
        let mut redactor = Redactor::default();
        self.client.hide_in(&mut redactor);
        if let Some(token) = &self.token {
            redactor.add(token.reveal());
        }
        if let Some(headers) = &self.headers {
            headers.hide_in(&mut redactor);
        }
        redactor
    }

    /// The error of a request that cannot be made.
    #[cfg(feature = "client")]
    pub(crate) fn refused(&self, reason: Reason) -> ApiError {
        self.error(reason)
    }

    fn error(&self, reason: Reason) -> ApiError {
        self.progress.stamped(&self.call, ApiError::new(reason))
    }
}

/// The call and how far it is; no token, no header and nothing of a body.
impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange").field("call", &self.call).field("step", &self.step).finish_non_exhaustive()
    }
}

/// The token of a call, or that it is to be asked for. Nothing is sent for a client whose parts do not go together, whether its host
/// asked beforehand or not.
fn token_of(client: &Client, call: &Call, own: Option<Token>) -> Result<(Option<Token>, Option<Step>), ApiError> {
    client.check()?;
    if own.is_some() {
        client.check_privacy(true)?;
        return Ok((own, None));
    }
    match client.token_source(call.token_kind()) {
        TokenSource::Fixed(token) => Ok((Some(token.clone()), None)),
        TokenSource::NotSent => Ok((None, None)),
        TokenSource::Ask => Ok((None, Some(Step::AskToken))),
        TokenSource::Missing => Err(ApiError::new(Reason::TokenMissing(call.token_kind()))),
    }
}
