//! Calls under way.

use std::time::Duration;

use powens_users::ForeignError;
use powens_users::api::{
    ApiError, Clock, Collected, Decision, Declared, Effect, Exchange, Failure, Head, NoResponse, Plan, Redirect, Step,
    content_length, retry_after_at,
};
use powens_users::internals::is_complete as is_list_complete;
use wasm_bindgen::prelude::wasm_bindgen;

use super::arguments;
use super::error::{NO_RETRY, ms, send};
use crate::error::read_foreign;
use crate::global::Global;
use crate::record::{Reader, Writer};
use crate::slab::Slab;
use crate::window;

/// No call has this number, or it has ended. JavaScript never asks for one.
const NO_CALL: i32 = i32::MIN;

thread_local! {
    static EXCHANGES: Global<Slab<Box<Exchange>>> = const { Global::new(Slab::new()) };
}

fn with_all<T>(work: impl FnOnce(&mut Slab<Box<Exchange>>) -> T) -> T {
    EXCHANGES.with(|exchanges| exchanges.with(work))
}

/// Checks the options of a client; 0 where nothing is wrong.
#[wasm_bindgen]
pub fn client_check(length: usize) -> i32 {
    let checked = window::read(length, |record| arguments::client(&mut Reader::new(record))?.check());
    checked.map_or_else(|error| send(&error, NO_RETRY), |()| 0)
}

/// Begins a call: the options of its client, the call, its own options. Gives the length of a record in the window: the call's
/// number, and the first [`Step`].
#[wasm_bindgen]
pub fn call_begin(length: usize) -> i32 {
    let begun = window::read(length, |record| {
        let mut reader = Reader::new(record);
        let client = arguments::client(&mut reader)?;
        let is_delete = record_is_delete(&reader);
        let begun = arguments::call(&mut reader).and_then(|call| {
            let options = arguments::call_options(&mut reader)?;
            Exchange::new(client, call, options.timeout, options.token).map(Box::new)
        });
        begun.map_err(|error| if is_delete { error.with_effect(Effect::None) } else { error })
    });
    match begun {
        Ok(exchange) => with_all(|exchanges| {
            let number = exchanges.insert(exchange);
            exchanges.get_mut(number).map_or(NO_CALL, |exchange| send_step(number, exchange))
        }),
        Err(error) => send(&error, NO_RETRY),
    }
}

/// Whether the record goes on with a delete, so that a refusal of its arguments says that nothing happened.
fn record_is_delete(reader: &Reader<'_>) -> bool {
    reader.peek() == Some(2)
}

/// Takes the token that was asked for, as text, or that it was none. Gives what [`call_begin`] gives.
#[wasm_bindgen]
pub fn call_token(number: usize, length: usize) -> i32 {
    step(number, |exchange| window::read(length, |record| exchange.set_token(Reader::new(record).text())))
}

/// Takes the headers that were asked for. Gives what [`call_begin`] gives.
#[wasm_bindgen]
pub fn call_headers(number: usize, length: usize) -> i32 {
    step(number, |exchange| {
        window::read(length, |record| exchange.set_headers(arguments::headers(&mut Reader::new(record))))
    })
}

fn step(number: usize, take: impl FnOnce(&mut Exchange) -> Result<(), ApiError>) -> i32 {
    with(number, |exchange| match take(exchange) {
        Ok(()) => send_step(number, exchange),
        Err(error) => send(&error, NO_RETRY),
    })
}

/// What is to be done next, by which call, and the deadline; for a request also its URL and its headers, each as name and value,
/// and no name behind the last. Gives the record's length, by which JavaScript knows whether the window has moved to make room.
fn send_step(number: usize, exchange: &Exchange) -> i32 {
    let mut writer = Writer::default();
    #[allow(clippy::cast_precision_loss)] // Far below 2^53.
    writer.number(number as f64).byte(exchange.step() as u8).number(ms(exchange.timeout()));
    if exchange.step() == Step::Send {
        writer.text(Some(&exchange.url()));
        exchange.each_header(&mut |name, value| {
            writer.text(Some(name)).text(Some(value));
        });
        writer.text(None);
    }
    i32::try_from(writer.send()).unwrap_or(NO_CALL)
}

/// The error of a function that was asked for the token or the headers and failed.
#[wasm_bindgen]
pub fn call_source_failed(number: usize, length: usize) -> i32 {
    with(number, |exchange| {
        let cause = read_cause(length);
        send(&exchange.source_failed(cause.unwrap_or_default()), NO_RETRY)
    })
}

/// Takes the head of an answer. Gives what is to be done with the body: 0, nobody reads it; -1, it is larger than allowed; else
/// how many bytes of it are read, times two, and one more where they are checked while they are read.
#[wasm_bindgen]
pub fn call_answered(number: usize, length: usize, now_ms: f64) -> f64 {
    let head = window::read(length, |record| head(&mut Reader::new(record), now_ms));
    with_all(|exchanges| {
        let plan = exchanges.get_mut(number).map_or(Plan::Discard, |exchange| exchange.answered(head));
        #[allow(clippy::cast_precision_loss)] // Limits are far below 2^52.
        match plan {
            Plan::Discard => 0.0,
            Plan::TooLarge => -1.0,
            Plan::Collect(most) => most as f64 * 2.0,
            Plan::Check(most) => most as f64 * 2.0 + 1.0,
        }
    })
}

fn head(reader: &mut Reader<'_>, now_ms: f64) -> Head {
    // Exact: JavaScript gives a status, or 0.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let mut head = Head::new(reader.number() as u16);
    head.redirect = match reader.byte() {
        0 => Redirect::None,
        1 => Redirect::Hidden,
        _ => Redirect::Followed,
    };
    head.request_id = reader.text().map(str::to_owned);
    head.declared = Declared::by_content_type(reader.text().unwrap_or_default());
    head.retry_after = reader.text().and_then(|text| retry_after_at(text, time(now_ms)));
    head.content_length = reader.text().and_then(content_length);
    head
}

/// What is no time, or before 1970, is 1970.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
const fn time(ms: f64) -> Duration {
    Duration::from_millis(ms as u64)
}

/// Checks the first bytes of the window. Gives how many of the last of them have to come again, at the start of the next window;
/// -1 where the verdict is clear without more of the body.
#[wasm_bindgen]
pub fn call_feed(number: usize, length: usize, is_last: bool) -> i32 {
    with(number, |exchange| {
        let done = window::read(length, |bytes| exchange.feed(bytes, is_last));
        if exchange.is_settled() {
            return -1;
        }
        i32::try_from(length.saturating_sub(done)).unwrap_or(-1)
    })
}

/// Decides after a body that was checked. Gives for a success 1 where the body begins with a byte order mark, else 0, and 2 more
/// where it is nothing but ASCII apart from that.
#[wasm_bindgen]
pub fn call_decide_checked(number: usize, length: f64, remaining_ms: f64, random: f64) -> i32 {
    // Exact: the length of a body.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    with(number, |exchange| {
        let decision = exchange.decide_checked(length as u64, clock(remaining_ms, random));
        decided(&decision, i32::from(exchange.has_bom()) | i32::from(exchange.is_ascii()) << 1)
    })
}

/// Decides after a body that was collected and is in the window, or was not read. `end`: 0 for all of it, 1 where it is larger
/// than allowed, 2 where it broke off. Gives 0 for a success.
#[wasm_bindgen]
pub fn call_decide_collected(number: usize, end: u32, length: usize, remaining_ms: f64, random: f64) -> i32 {
    with(number, |exchange| {
        let mut decision = Decision::Accept;
        window::read(length, |bytes| {
            let body = match end {
                0 => Collected::Bytes(bytes),
                1 => Collected::TooLarge,
                _ => Collected::BrokenOff,
            };
            decision = exchange.decide_collected(body, clock(remaining_ms, random));
        });
        decided(&decision, 0)
    })
}

/// Decides after an attempt without an answer that can be used; what was thrown is in the window. `what`: 0, no answer; 1, the
/// same where it may be a refusal by CORS; 2, the body broke off; 3, no object; 4, no status; 5, a body that was checked is
/// larger than allowed; 6, there is no memory for it; 7, the host could not parse it.
#[wasm_bindgen]
pub fn call_decide_failure(number: usize, what: u32, length: usize, remaining_ms: f64, random: f64) -> i32 {
    let failure = match what {
        0 => Failure::NoAnswer { may_be_cors: false },
        1 => Failure::NoAnswer { may_be_cors: true },
        2 => Failure::BrokenOff,
        3 => Failure::NoResponse(NoResponse::NoObject),
        4 => Failure::NoResponse(NoResponse::NoStatus),
        5 => Failure::TooLarge,
        6 => Failure::OutOfMemory,
        _ => Failure::Unparsable,
    };
    let cause = read_cause(length);
    with(number, |exchange| decided(&exchange.decide_failure(&failure, cause, clock(remaining_ms, random)), 0))
}

/// What was thrown, if anything was.
#[inline(never)]
fn read_cause(length: usize) -> Option<ForeignError> {
    let mut cause = None;
    // Not as the result: of one that may be nothing, the compiler does not see that the window is always there.
    window::read(length, |record| cause = read_foreign(&mut Reader::new(record)));
    cause
}

/// A decision as a number: a success, or an error, which says in front whether the call goes on.
fn decided(decision: &Decision, success: i32) -> i32 {
    match decision {
        Decision::Accept => success,
        Decision::Retry { after, error } => {
            send(error, after.as_secs() as f64 * 1_000.0 + f64::from(after.subsec_micros()) / 1_000.0)
        }
        Decision::Reject(error) => send(error, NO_RETRY),
    }
}

fn clock(remaining_ms: f64, random: f64) -> Clock {
    // What is over is zero.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let remaining = Duration::from_micros((remaining_ms * 1_000.0) as u64);
    Clock { remaining, random }
}

/// The error of a call whose deadline passed, while a request was under way or not.
#[wasm_bindgen]
pub fn call_timed_out(number: usize, is_in_flight: bool) -> i32 {
    with(number, |exchange| send(&exchange.timed_out(is_in_flight), NO_RETRY))
}

/// Ends a call. Every call that began is ended once.
#[wasm_bindgen]
pub fn call_end(number: usize) {
    with_all(|exchanges| exchanges.remove(number));
}

/// Whether a list holds all that its answer tells of. `total` is NaN where it tells none.
#[wasm_bindgen]
pub fn is_complete(count: usize, total: f64, has_next: bool) -> bool {
    is_list_complete(count, Some(total).filter(|total| !total.is_nan()), has_next)
}

fn with(number: usize, work: impl FnOnce(&mut Exchange) -> i32) -> i32 {
    with_all(|exchanges| exchanges.get_mut(number).map_or(NO_CALL, |exchange| work(exchange)))
}
