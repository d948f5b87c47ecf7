//! The calls: what is sent, and what an answer means.

mod answer;
mod base_url;
mod deletes;
mod errors;
mod http_date;
mod progress;
mod request;
pub(crate) mod support;
mod unrepresentable;
mod user_id;
