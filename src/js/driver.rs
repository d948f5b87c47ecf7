//! One call, from its arguments to its result: the I/O around `api::Progress`.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::attempt::{Attempt, CutShort};
use super::attempt_report::AttemptReport;
use super::call_options::CallOptions;
use super::config::Config;
use super::error::Rejection;
use super::fetch::{self, Controller};
use super::interrupt::{Interrupt, Interruption};
use super::result;
use crate::Secrets;
use crate::api::{Answer, ApiError, Call, Clock, Decision, InFlight, Outcome, Progress, Request, Token};

/// A call under way.
pub struct Driver {
    config: Rc<Config>,
    progress: Progress,
    interrupt: Interrupt,
    controller: Controller,
    token: Option<Token>,
    secrets: Secrets,
    timeout_ms: u32,
    deadline_ms: f64,
}

impl Driver {
    pub fn new(config: Rc<Config>, call: Call, options: CallOptions) -> Self {
        let timeout_ms = options.timeout_ms.unwrap_or(config.timeout_ms);
        let mut secrets = config.secrets();
        if let Some(token) = &options.token {
            secrets.add(token.reveal());
        }
        Self {
            progress: Progress::new(call, config.retry),
            interrupt: Interrupt::new(options.signal, timeout_ms),
            controller: Controller::new(),
            token: options.token,
            secrets,
            timeout_ms,
            deadline_ms: config.hooks.now_ms() + f64::from(timeout_ms),
            config,
        }
    }

    /// Makes the call.
    pub async fn run(mut self) -> Result<JsValue, Rejection> {
        let result = self.drive().await;
        if result.is_err() {
            self.controller.abort();
        }
        result.map_err(|rejection| match rejection {
            Rejection::Error(error) => error.scrubbed(&self.secrets).into(),
            aborted @ Rejection::Aborted(_) => aborted,
        })
    }

    async fn drive(&mut self) -> Result<JsValue, Rejection> {
        let config = Rc::clone(&self.config);
        let request = self.prepare(&config).await?;
        let fetch = fetch::function(config.hooks.fetch.as_ref()).map_err(|error| self.progress.stamped(error))?;
        let call = *self.progress.call();
        let signal = self.controller.signal();
        loop {
            let started_ms = config.hooks.now_ms();
            self.progress.begin_attempt();
            let attempt = Attempt {
                config: &config,
                call: &call,
                request: &request,
                fetch: &fetch,
                signal: &signal,
                interrupt: &self.interrupt,
            };
            let made = attempt.make().await;
            let report = AttemptReport::new(&call, self.progress.attempts(), config.hooks.now_ms() - started_ms);
            let result = match made {
                Ok(outcome) => self.settle(&config, &outcome, report).await?,
                Err(cut_short) => return Err(self.cut_short(&config, cut_short, report)),
            };
            if let Some(result) = result {
                return Ok(result);
            }
        }
    }

    /// Token and headers: asked for once, the same for all attempts. Asked again, `delete("me")` could meet another person.
    async fn prepare(&mut self, config: &Config) -> Result<Request, Rejection> {
        let call = *self.progress.call();
        self.interrupt.check_signal().map_err(|interruption| self.ended(interruption))?;
        let token = match self.token.take() {
            Some(token) => Some(token),
            None => {
                let source = config.token_source(call.token_kind());
                let obtained = source.obtain(&call, &self.interrupt).await;
                self.unwrap(obtained)?
            }
        };
        if let Some(token) = &token {
            self.secrets.add(token.reveal());
        }
        let obtained = config.headers.obtain(&self.interrupt).await;
        let headers = self.unwrap(obtained)?;
        headers.hide_in(&mut self.secrets);
        self.interrupt.check_signal().map_err(|interruption| self.ended(interruption))?;
        Ok(Request::new(&call, &config.base, headers, token))
    }

    fn unwrap<T>(&mut self, obtained: Result<Result<T, ApiError>, Interruption>) -> Result<T, Rejection> {
        match obtained {
            Ok(result) => result.map_err(|error| self.progress.stamped(error).into()),
            Err(interruption) => Err(self.ended(interruption)),
        }
    }

    /// Decides after an attempt: a result, or `None` when the wait for the next attempt is over.
    async fn settle(
        &mut self,
        config: &Config,
        outcome: &Outcome,
        mut report: AttemptReport,
    ) -> Result<Option<JsValue>, Rejection> {
        let hooks = &config.hooks;
        let clock = Clock { remaining_ms: self.deadline_ms - hooks.now_ms(), random: hooks.random() };
        report.status = outcome.status();
        match self.progress.decide(outcome, clock) {
            Decision::Accept(accepted) => {
                report.tell(hooks.on_attempt.as_ref());
                let object = result::to_js(self.progress.call(), accepted);
                object.map(Some).map_err(|error| self.progress.stamped(error).into())
            }
            Decision::Reject(error) => {
                report.error_code = Some(error.code.as_str());
                report.tell(hooks.on_attempt.as_ref());
                Err(error.into())
            }
            Decision::Retry { after_ms, error } => {
                report.error_code = Some(error.code.as_str());
                report.retry_in_ms = Some(after_ms);
                report.tell(hooks.on_attempt.as_ref());
                match hooks.sleep(after_ms, &self.controller.signal(), &self.interrupt).await {
                    Ok(true) => Ok(None),
                    Ok(false) => Err(error.into()),
                    Err(interruption) => Err(self.ended(interruption)),
                }
            }
        }
    }

    /// The end of a call while a request is under way.
    fn cut_short(&mut self, config: &Config, cut_short: CutShort, mut report: AttemptReport) -> Rejection {
        let CutShort { interruption, answer } = cut_short;
        report.status = answer.as_ref().and_then(Answer::shown_status);
        let rejection = Rejection::from_interruption(interruption, || {
            self.progress.timed_out(self.timeout_ms, InFlight::Request(answer.as_ref()))
        });
        report.error_code = Some(match &rejection {
            Rejection::Error(error) => error.code.as_str(),
            Rejection::Aborted(_) => "aborted",
        });
        report.tell(config.hooks.on_attempt.as_ref());
        rejection
    }

    /// The end of a call while no request is under way.
    fn ended(&mut self, interruption: Interruption) -> Rejection {
        Rejection::from_interruption(interruption, || self.progress.timed_out(self.timeout_ms, InFlight::Nothing))
    }
}
