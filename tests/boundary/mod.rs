//! What holds wherever the WebAssembly runs. Run in Node by `wasm_node`, in a browser by `wasm_browser`.

#![allow(dead_code)]

mod aborts;
mod arguments;
mod calls;
mod deadlines;
mod deletes;
mod hostile;
mod secrecy;
pub mod support;
mod webhook_calls;
mod webhook_forged;
pub mod webhook_hmac;
mod webhook_options;
mod webhook_support;
mod webhooks;
