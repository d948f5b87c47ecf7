//! The client: the calls of the Users API over a [`Transport`].

#[cfg(all(feature = "gloo-net", target_arch = "wasm32"))]
mod gloo_net;
mod transport;

#[cfg(all(feature = "gloo-net", target_arch = "wasm32"))]
pub use gloo_net::{GlooNet, GlooNetBody};
pub use transport::{Body, MaybeSend, MaybeSync, Transport, TransportError, TransportErrorKind};
