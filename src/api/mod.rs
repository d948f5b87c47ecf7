//! The three calls of the Users API as plain values: what to send, and what an answer means.
//!
//! Nothing here does I/O, reads a clock or rolls dice: a host begins an [`Exchange`], asks for token and headers where it says
//! so, sends the request, tells it the [`Head`] of the answer and the body, and does what it decides.
//!
//! ```
//! use std::time::Duration;
//! use powens_users::api::{
//!     BaseUrl, Call, Client, Clock, Decision, Exchange, Head, Plan, Step, Target, Token, TokenSource, UserId,
//! };
//!
//! let mut client = Client::new(Target::Domain(BaseUrl::from_domain("acme-sandbox")?));
//! client.user_token = TokenSource::Fixed(Token::new("token")?);
//! client.max_response_bytes = 1 << 20;
//! client.check()?;
//! let mut exchange = Exchange::new(client, Call::Get(UserId::new(42)?), None, None)?;
//! assert_eq!(exchange.step(), Step::Send);
//! assert_eq!(exchange.url(), "https://acme-sandbox.biapi.pro/2.0/users/42");
//!
//! assert_eq!(exchange.answered(Head::new(200)), Plan::Check(1 << 20));
//! let body = br#"{"id":42,"signin":null}"#;
//! exchange.feed(body, true);
//! let clock = Clock { remaining: Duration::from_secs(30), random: 0.5 };
//! assert_eq!(exchange.decide_checked(body.len() as u64, clock), Decision::Accept);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod base_url;
mod call;
mod client;
mod error;
mod error_body;
mod exchange;
mod extra_headers;
mod failure;
mod head_texts;
mod http_date;
mod ip;
mod limits;
mod progress;
pub(crate) mod reason;
mod retry;
mod status;
mod token;
mod user_id;

pub use answer::{Collected, Head, Plan, Redirect};
pub use base_url::{BaseUrl, BaseUrlProblem};
pub use call::{Call, Method, Route, TokenKind};
pub use client::{Client, HeadersSource, Target, TokenSource};
pub use error::{ApiError, Effect, ErrorKind};
pub use exchange::{Exchange, Step};
pub use extra_headers::{ExtraHeaders, HeaderProblem};
pub use failure::Failure;
pub use head_texts::content_length;
pub use limits::{MAX_RESPONSE_BYTES, MAX_RETRIES, PAGE_LIMIT, PAGE_OFFSET, TIMEOUT_MS};
pub use progress::{Clock, Decision};
pub use reason::{Declared, Documented, NoResponse, Reason, Unconfirming};
pub use retry::{RetryPolicy, retry_after, retry_after_at};
pub use status::Hint;
pub use token::{Token, TokenProblem};
pub use user_id::{MAX_SAFE_INTEGER, UserId, UserIdProblem};
