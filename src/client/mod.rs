//! The client: the calls of the Users API over a [`Transport`].
//!
//! It performs what [`api`](crate::api) decides, so that a Rust program and the npm package do the same.

mod body;
mod builder;
mod call;
#[allow(clippy::module_inception)]
mod client;
mod deadline;
mod driver;
#[cfg(all(feature = "gloo-net", target_arch = "wasm32"))]
mod gloo_net;
mod head;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod reqwest;
mod source;
mod span;
mod transport;
mod users_api;

pub use crate::foreign_error::SourceError;
pub use builder::UsersApiBuilder;
pub use call::{CallFuture, DeleteUser, GetUser, ListUsers};
#[cfg(all(feature = "gloo-net", target_arch = "wasm32"))]
pub use gloo_net::{GlooNet, GlooNetBody};
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub use reqwest::{Reqwest, ReqwestBody};
pub use transport::{Body, MaybeSend, MaybeSync, Transport, TransportError, TransportErrorKind};
pub use users_api::UsersApi;
