//! Who signed a webhook, and what it carries.

mod bearer;
mod diagnosis;
mod endpoint;
mod event;
mod freshness;
mod generated;
mod headers;
mod mac;
mod one_call;
mod secret;
mod signature;
mod signed_at;
mod support;
