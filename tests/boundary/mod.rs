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
