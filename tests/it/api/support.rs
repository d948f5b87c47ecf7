//! What the tests of calls share; each takes what it needs.

use std::time::Duration;

use powens_users::ForeignError;
use powens_users::api::{
    ApiError, BaseUrl, Call, Client, Clock, Collected, Decision, Exchange, ExtraHeaders, Failure, Head, HeadersSource,
    Plan, RetryPolicy, Step, Target, Token, TokenSource, UserId,
};

pub const USERS_TOKEN: &str = "users-t0k3n";
pub const USER_TOKEN: &str = "user-t0k3n";
pub const ASKED: u64 = 42;
pub const MAX_RESPONSE_BYTES: u64 = 1 << 20;

pub fn list() -> Call {
    Call::list(None, None).unwrap()
}

pub fn get() -> Call {
    Call::Get(UserId::new(ASKED).unwrap())
}

pub fn delete() -> Call {
    Call::Delete(UserId::new(ASKED).unwrap())
}

pub fn fixed(token: &str) -> TokenSource {
    TokenSource::Fixed(Token::new(token).unwrap())
}

pub fn headers(pairs: &[(&str, &str)]) -> ExtraHeaders {
    let mut headers = ExtraHeaders::default();
    for (name, value) in pairs {
        headers.add(name, value).unwrap();
    }
    headers
}

pub fn domain() -> Target {
    Target::Domain(BaseUrl::from_domain("acme").unwrap())
}

pub fn address(url: &str) -> Target {
    Target::Address(BaseUrl::parse(url, None).unwrap(), false)
}

/// Both tokens, two retries.
pub fn client() -> Client {
    Client {
        target: domain(),
        users_token: fixed(USERS_TOKEN),
        user_token: fixed(USER_TOKEN),
        headers: HeadersSource::Fixed(ExtraHeaders::default()),
        timeout: Duration::from_secs(30),
        retry: RetryPolicy { max_retries: 2 },
        max_response_bytes: MAX_RESPONSE_BYTES,
        may_resend: false,
    }
}

/// A call whose request is ready.
pub fn begun(call: Call, max_retries: u32) -> Exchange {
    begun_where(false, call, max_retries)
}

/// The same, where the host may send a request again and tell nobody, or never does.
pub fn begun_where(may_resend: bool, call: Call, max_retries: u32) -> Exchange {
    let client = Client { retry: RetryPolicy { max_retries }, may_resend, ..client() };
    let exchange = Exchange::new(client, call, None, None).unwrap();
    assert_eq!(exchange.step(), Step::Send);
    exchange
}

/// The beginning of a call that nothing comes of.
pub fn refused(client: Client, call: Call, token: Option<&str>) -> ApiError {
    match Exchange::new(client, call, None, token.map(|token| Token::new(token).unwrap())) {
        Ok(_) => panic!("it began"),
        Err(error) => error,
    }
}

/// Nothing is random, and there is time.
pub const IN_TIME: Clock = Clock { remaining: Duration::from_secs(30), random: 0.0 };

/// What becomes of a request.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// An answer and its body.
    Answer(Head, Vec<u8>),
    /// An answer that breaks off.
    BrokenOff(Head),
    /// Nothing that can be used.
    Failure(Failure, Option<ForeignError>),
}

pub fn answer(status: u16, body: impl AsRef<[u8]>) -> Outcome {
    Outcome::Answer(Head::new(status), body.as_ref().to_vec())
}

pub fn status(status: u16) -> Outcome {
    answer(status, "")
}

pub fn network() -> Outcome {
    Outcome::Failure(Failure::NoAnswer { may_be_cors: false }, None)
}

pub fn foreign(message: &str) -> ForeignError {
    ForeignError { name: "Error".into(), message: message.into(), ..ForeignError::default() }
}

/// Does with an answer what its plan says, as a host does.
pub fn tell(exchange: &mut Exchange, outcome: &Outcome, clock: Clock) -> Decision {
    match outcome {
        Outcome::Failure(failure, cause) => exchange.decide_failure(failure, cause.clone(), clock),
        Outcome::BrokenOff(head) => {
            exchange.answered(head.clone());
            exchange.decide_failure(&Failure::BrokenOff, Some(foreign("terminated")), clock)
        }
        Outcome::Answer(head, body) => match exchange.answered(head.clone()) {
            Plan::Check(most) if body.len() as u64 > most => exchange.decide_failure(&Failure::TooLarge, None, clock),
            Plan::Check(_) => {
                exchange.feed(body, true);
                exchange.decide_checked(body.len() as u64, clock)
            }
            Plan::Collect(most) if body.len() as u64 <= most => {
                exchange.decide_collected(Collected::Bytes(body), clock)
            }
            Plan::Discard => exchange.decide_collected(Collected::Bytes(&[]), clock),
            Plan::Collect(_) | Plan::TooLarge => exchange.decide_collected(Collected::TooLarge, clock),
        },
    }
}

/// Plays outcomes in turn, and gives the last decision; each before it must have been to try again.
pub fn play(call: Call, max_retries: u32, outcomes: &[Outcome]) -> Decision {
    play_on(begun(call, max_retries), outcomes)
}

fn play_on(mut exchange: Exchange, outcomes: &[Outcome]) -> Decision {
    let (last, before) = outcomes.split_last().unwrap();
    for outcome in before {
        let decision = tell(&mut exchange, outcome, IN_TIME);
        assert!(matches!(decision, Decision::Retry { .. }), "ended early after {outcome:?}: {decision:?}");
    }
    tell(&mut exchange, last, IN_TIME)
}

/// What a call fails with whose last outcome ends it.
pub fn rejected(call: Call, max_retries: u32, outcomes: &[Outcome]) -> ApiError {
    rejected_where(false, call, max_retries, outcomes)
}

/// The same, where the host may send a request again and tell nobody, or never does.
pub fn rejected_where(may_resend: bool, call: Call, max_retries: u32, outcomes: &[Outcome]) -> ApiError {
    match play_on(begun_where(may_resend, call, max_retries), outcomes) {
        Decision::Reject(error) => error,
        other => panic!("{outcomes:?} gave {other:?}"),
    }
}

/// The same for one answer, with retries to spare: those that pass by themselves are not for this.
pub fn refusal(call: Call, status: u16, body: impl AsRef<[u8]>) -> ApiError {
    rejected(call, 0, &[answer(status, body)])
}

pub fn is_accepted(call: Call, status: u16, body: impl AsRef<[u8]>) -> bool {
    play(call, 2, &[answer(status, body)]) == Decision::Accept
}
