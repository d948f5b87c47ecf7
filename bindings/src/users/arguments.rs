//! What a caller gave, out of a record. js/users/client-record.ts writes it.

use std::time::Duration;

use powens_users::api::{
    ApiError, BaseUrl, BaseUrlProblem, Call, Client, ExtraHeaders, HeadersSource, MAX_RESPONSE_BYTES, MAX_RETRIES,
    PAGE_LIMIT, PAGE_OFFSET, Reason, RetryPolicy, TIMEOUT_MS, Target, Token, TokenKind, TokenSource, UserId,
    UserIdProblem,
};
use powens_users::{Limit, OutOfBounds};

use crate::record::Reader;

/// The options of a client.
pub fn client(reader: &mut Reader<'_>) -> Result<Client, ApiError> {
    let target = target(reader)?;
    // What is wrong is told at the end, so that only there what was read so far is let go of.
    let mut wrong = None;
    let users_token = kept(&mut wrong, token_source(reader, TokenKind::Users));
    let user_token = kept(&mut wrong, token_source(reader, TokenKind::User));
    let timeout = Duration::from_millis(kept(&mut wrong, number(reader, TIMEOUT_MS)).unwrap_or(TIMEOUT_MS.default));
    let max_retries = kept(&mut wrong, number(reader, MAX_RETRIES)).unwrap_or(MAX_RETRIES.default);
    let max_response_bytes = kept(&mut wrong, number(reader, MAX_RESPONSE_BYTES)).unwrap_or(MAX_RESPONSE_BYTES.default);
    let headers = if reader.flag() {
        HeadersSource::Ask
    } else {
        let headers = headers(reader).unwrap_or_else(|| Ok(ExtraHeaders::default()));
        HeadersSource::Fixed(kept(&mut wrong, headers.map_err(|problem| error(Reason::Headers(problem)))))
    };
    let may_resend = !reader.flag();
    // Exact: at most 10.
    #[allow(clippy::cast_possible_truncation)]
    let retry = RetryPolicy { max_retries: max_retries as u32 };
    let client = Client { target, users_token, user_token, headers, timeout, retry, max_response_bytes, may_resend };
    wrong.map_or(Ok(client), Err)
}

/// What was given, or nothing where it is refused; `wrong` is then why, unless something was refused before.
fn kept<T: Default>(wrong: &mut Option<ApiError>, given: Result<T, ApiError>) -> T {
    match given {
        Ok(value) => value,
        Err(error) => {
            wrong.get_or_insert(error);
            T::default()
        }
    }
}

fn target(reader: &mut Reader<'_>) -> Result<Target, ApiError> {
    if let Some(domain) = reader.text() {
        return Ok(Target::Domain(BaseUrl::from_domain(domain)?));
    }
    let (address, origin) = (reader.text().unwrap_or_default(), reader.text());
    let (is_insecure_allowed, is_readable) = (reader.flag(), reader.flag());
    let base = BaseUrl::parse(address, origin)?;
    if !is_readable {
        return Err(BaseUrlProblem::Unreadable.into());
    }
    Ok(Target::Address(base, is_insecure_allowed))
}

/// 0: not given. 1: null. 2: text. 3: a function.
fn token_source(reader: &mut Reader<'_>, kind: TokenKind) -> Result<TokenSource, ApiError> {
    Ok(match reader.byte() {
        0 => TokenSource::Missing,
        1 => TokenSource::NotSent,
        2 => {
            let token = Token::new(reader.text().unwrap_or_default());
            TokenSource::Fixed(token.map_err(|problem| error(Reason::Token(kind, problem)))?)
        }
        _ => TokenSource::Ask,
    })
}

/// A set of headers: how many, and each as name and value; `None` for what is none.
pub fn headers(reader: &mut Reader<'_>) -> Option<Result<ExtraHeaders, powens_users::api::HeaderProblem>> {
    let count = reader.number();
    if count.is_nan() {
        return None;
    }
    let mut headers = ExtraHeaders::default();
    let mut left = count;
    while left >= 1.0 {
        left -= 1.0;
        let (name, value) = (reader.text().unwrap_or_default(), reader.text().unwrap_or_default());
        if let Err(problem) = headers.add(name, value) {
            return Some(Err(problem));
        }
    }
    Some(Ok(headers))
}

/// A call: which, and what belongs to it.
pub fn call(reader: &mut Reader<'_>) -> Result<Call, ApiError> {
    match reader.byte() {
        0 => {
            let (limit, offset) = (number(reader, PAGE_LIMIT), number(reader, PAGE_OFFSET));
            Call::list(limit?, offset?)
        }
        1 => user_id(reader).map(Call::Get),
        _ => user_id(reader).map(Call::Delete),
    }
}

fn user_id(reader: &mut Reader<'_>) -> Result<UserId, ApiError> {
    match reader.text() {
        Some(text) => UserId::me(text),
        None => whole(reader.number()).map_or_else(|| Err(error(Reason::UserId(UserIdProblem::Number))), UserId::new),
    }
}

/// What one call sets for itself.
pub struct CallOptions {
    pub timeout: Option<Duration>,
    pub token: Option<Token>,
}

pub fn call_options(reader: &mut Reader<'_>) -> Result<CallOptions, ApiError> {
    let timeout = number(reader, TIMEOUT_MS)?.map(Duration::from_millis);
    let token = reader.text().map(Token::new).transpose().map_err(|problem| error(Reason::CallToken(problem)))?;
    Ok(CallOptions { timeout, token })
}

/// A number within its bounds; `None` where it is not set.
fn number(reader: &mut Reader<'_>, limit: Limit) -> Result<Option<u64>, ApiError> {
    if !reader.flag() {
        return Ok(None);
    }
    let given = whole(reader.number()).ok_or(OutOfBounds(limit)).and_then(|number| limit.check(number));
    given.map(Some).map_err(ApiError::from)
}

/// A number of JavaScript as an integer that it holds exactly.
fn whole(number: f64) -> Option<u64> {
    let is_exact = number.trunc() == number && (0.0..9_007_199_254_740_992.0).contains(&number);
    // Exact: the range was just checked.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    is_exact.then_some(number as u64)
}

fn error(reason: Reason) -> ApiError {
    ApiError::from(reason)
}
