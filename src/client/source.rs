//! Where tokens and headers come from that are asked for.

use std::future::Future;
use std::pin::Pin;

use super::transport::{MaybeSend, MaybeSync};
use crate::api::UserId;
use crate::{ForeignError, SourceError};

/// A future that is `Send` natively.
#[cfg(not(target_arch = "wasm32"))]
pub(super) type BoxFuture<O> = Pin<Box<dyn Future<Output = O> + Send>>;
/// A future that is `Send` natively.
#[cfg(target_arch = "wasm32")]
pub(super) type BoxFuture<O> = Pin<Box<dyn Future<Output = O>>>;

/// What a source gave.
pub(super) type Asked<O> = BoxFuture<Result<O, ForeignError>>;

/// A function of the caller's. Asked in the future of the call that it is asked for, and nowhere else.
pub(super) trait Source<I, O>: MaybeSend + MaybeSync {
    fn ask(&self, about: I) -> Asked<O>;
}

/// Names and values of headers.
pub(super) type Pairs = Vec<(String, String)>;

/// The functions of one client.
#[derive(Default)]
pub(super) struct Sources {
    pub users_token: Option<Box<dyn Source<(), String>>>,
    pub user_token: Option<Box<dyn Source<UserId, String>>>,
    pub headers: Option<Box<dyn Source<(), Pairs>>>,
}

/// A function, and what makes of its output what is needed.
struct Function<F, C>(F, C);

impl<I, O, F, C, A, G, E> Source<I, O> for Function<F, C>
where
    F: Fn(I) -> A + MaybeSend + MaybeSync,
    C: Fn(G) -> O + Copy + MaybeSend + MaybeSync + 'static,
    A: Future<Output = Result<G, E>> + MaybeSend + 'static,
    E: Into<SourceError>,
{
    fn ask(&self, about: I) -> Asked<O> {
        let (asked, convert) = ((self.0)(about), self.1);
        Box::pin(async move {
            match asked.await {
                Ok(given) => Ok(convert(given)),
                Err(error) => {
                    let error: SourceError = error.into();
                    Err(ForeignError::from_error(&*error))
                }
            }
        })
    }
}

/// A function that gives a token.
pub(super) fn token<I: 'static, F, A, G, E>(function: F) -> Box<dyn Source<I, String>>
where
    F: Fn(I) -> A + MaybeSend + MaybeSync + 'static,
    A: Future<Output = Result<G, E>> + MaybeSend + 'static,
    G: Into<String> + 'static,
    E: Into<SourceError> + 'static,
{
    Box::new(Function(function, <G as Into<String>>::into))
}

/// A function that gives headers.
pub(super) fn headers<F, A, G, N, V, E>(function: F) -> Box<dyn Source<(), Pairs>>
where
    F: Fn() -> A + MaybeSend + MaybeSync + 'static,
    A: Future<Output = Result<G, E>> + MaybeSend + 'static,
    G: IntoIterator<Item = (N, V)> + 'static,
    N: Into<String>,
    V: Into<String>,
    E: Into<SourceError> + 'static,
{
    let pairs = |given: G| given.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
    Box::new(Function(move |()| function(), pairs))
}
