//! What all calls of one client share.

use std::fmt;
use std::time::SystemTime;

use super::source::Sources;
use super::transport::{MaybeSend, MaybeSync, Transport};
use crate::ForeignError;
use crate::api::{self, ExtraHeaders};
use crate::redactor::Redactor;

/// A function of the caller's that gives a value at once.
pub(super) trait Give<O>: MaybeSend + MaybeSync {
    fn give(&self) -> O;
}

impl<O, F: Fn() -> O + MaybeSend + MaybeSync> Give<O> for F {
    fn give(&self) -> O {
        self()
    }
}

pub(super) struct Client<T> {
    pub transport: T,
    pub api: api::Client,
    pub sources: Sources,
    /// Those that are sent with each call, beside those that are asked for.
    pub headers: ExtraHeaders,
    pub now: Option<Box<dyn Give<SystemTime>>>,
    pub random: Option<Box<dyn Give<f64>>>,
}

impl<T: Transport> Client<T> {
    pub fn wall_clock(&self) -> Option<SystemTime> {
        self.now.as_ref().map_or_else(|| self.transport.wall_clock(), |now| Some(now.give()))
    }

    pub fn random(&self) -> f64 {
        self.random.as_ref().map_or_else(|| self.transport.random(), |random| random.give())
    }
}

impl<T> Client<T> {
    /// A cause without the values of the headers that are known beforehand: where others are asked for, the rules learn of these
    /// too late.
    pub fn without_headers(&self, cause: ForeignError) -> ForeignError {
        let mut redactor = Redactor::default();
        self.headers.hide_in(&mut redactor);
        cause.redacted(&redactor)
    }
}

impl<T> fmt::Debug for Client<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UsersApi").field("client", &self.api).finish_non_exhaustive()
    }
}
