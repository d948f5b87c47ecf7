//! The three calls of the Users API as plain values: what to send, and what an answer means.
//!
//! Nothing here does I/O, reads a clock or rolls dice: a caller sends a [`Request`], fills an [`Answer`], and asks
//! [`Progress`] what to do next.
//!
//! ```
//! use powens_users::api::{Answer, BaseUrl, Call, UserId, accept};
//!
//! let base = BaseUrl::from_domain("acme-sandbox")?;
//! let call = Call::Get(UserId::from_number(42.0)?);
//! assert_eq!(call.url(&base), "https://acme-sandbox.biapi.pro/2.0/users/42");
//!
//! let answer = Answer::new(200, br#"{"id":42,"signin":null}"#.to_vec());
//! assert!(accept(&call, &answer).is_ok());
//! # Ok::<(), powens_users::api::ApiError>(())
//! ```

mod answer;
mod base_url;
mod call;
mod error;
mod error_body;
mod http_date;
mod ip;
mod limits;
mod progress;
mod request;
mod retry;
mod status;
mod token;
mod user_id;

pub use answer::{Accepted, Answer, Body, Redirect, accept};
pub use base_url::BaseUrl;
pub use call::{Call, Method, TokenKind};
pub use error::{ApiError, Effect, ErrorCode, ErrorDetails};
pub use limits::{MAX_RESPONSE_BYTES, MAX_RETRIES, TIMEOUT_MS};
pub use progress::{Clock, Decision, Failure, InFlight, Outcome, Progress};
pub use request::{ExtraHeaders, Request};
pub use retry::{RetryPolicy, retry_after_ms};
pub use status::http_status;
pub use token::Token;
pub use user_id::UserId;
