//! What the benches share: the bodies, and the code that one would write without `powens-users`.
#![forbid(unsafe_code)]

pub mod bodies;
pub mod payload;
pub mod plain;
pub mod server;
