//! The client over a transport of a script, and over real sockets.

mod bodies;
mod building;
mod calls;
mod cancel;
mod deadline;
mod redirects;
mod retries;
mod script;
mod sources;
mod span;

#[cfg(feature = "reqwest")]
mod proxies;
#[cfg(feature = "reqwest")]
mod sockets;
