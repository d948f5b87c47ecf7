//! The client: the calls of the Users API over a [`Transport`].

#[cfg(all(feature = "gloo-net", target_arch = "wasm32"))]
pub mod gloo_net;
mod transport;

#[cfg(all(feature = "gloo-net", target_arch = "wasm32"))]
pub use gloo_net::GlooNet;
pub use transport::{Body, Followed, MaybeSend, MaybeSync, Transport, TransportError, TransportErrorKind};
