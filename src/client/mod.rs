//! The client: the calls of the Users API over a [`Transport`].

mod transport;

pub use transport::{Body, MaybeSend, MaybeSync, Transport, TransportError};
