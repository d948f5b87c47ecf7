//! The boundary with JavaScript: conversions and I/O, no rules. The only place that names wasm-bindgen, js-sys and web-sys.
//!
//! No value that comes from outside is trusted: an option may have a getter that throws, a `fetch` may answer with anything.
//! So every property is read and every function called through [`value`], which turns a throw into an `Err`, and everything
//! is waited for through [`interrupt`], within the deadline and the caller's signal.

mod attempt;
mod attempt_report;
mod bearer;
mod body;
mod call_options;
mod config;
mod driver;
mod error;
mod fetch;
mod foreign_error;
mod found_headers;
mod headers;
mod hooks;
mod interrupt;
mod json;
mod options;
mod payload;
mod promise;
mod response;
mod result;
mod timer;
mod token;
mod users_api;
mod value;
mod webhook_config;
mod webhook_head;
mod webhooks;
mod window;

pub use users_api::UsersApi;
pub use webhooks::Webhooks;

/// 2.5 kB (gzip) less than the default one, and as good at using freed memory again.
#[global_allocator]
static ALLOCATOR: rlsf::GlobalTlsf = rlsf::GlobalTlsf::new();
