//! The transport of native programs: reqwest with rustls.

use std::time::Duration;

use bytes::Bytes;
use reqwest::{ClientBuilder, Url};
use tokio::time::{Instant, sleep};

use super::transport::{Body, Transport, TransportError};
use crate::api::Redirect;

/// [reqwest](https://docs.rs/reqwest/0.13) 0.13 with rustls, over the certificates of the platform. It needs a runtime of Tokio with
/// I/O and time.
///
/// As any program of reqwest it goes through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY` of the environment names,
/// unless `NO_PROXY` names the host or the builder says `no_proxy()`. Such a proxy sees nothing of https, and all of plain http, also
/// of plain http to this very machine:
///
/// ```
/// # fn main() -> Result<(), reqwest::Error> {
/// use powens_users::Reqwest;
///
/// let direct = Reqwest::from_builder(reqwest::Client::builder().no_proxy())?;
/// # Ok(())
/// # }
/// ```
///
/// TLS is reqwest's choice: rustls with aws-lc-rs, whose C code is compiled along. Whoever calls `install_default` of another
/// `CryptoProvider` of rustls before has that one.
///
/// Errors of reqwest become the cause of ours, without the address, which names a user.
///
/// # Panics
/// Calls panic outside of a runtime of Tokio.
#[derive(Clone, Debug)]
pub struct Reqwest {
    client: reqwest::Client,
    started: Instant,
    may_resend: bool,
}

impl Reqwest {
    /// With what reqwest has by default.
    ///
    /// # Errors
    /// What reqwest says where it cannot begin: without certificates of the platform, for one.
    pub fn new() -> Result<Self, reqwest::Error> {
        Self::from_builder(reqwest::Client::builder())
    }

    /// With certificates, a proxy, addresses or limits of the caller's. Redirects, retries, cookies and compression are switched off:
    /// a token follows no redirect, a delete is sent again only where that is right, nobody's session is kept, and a length that is
    /// told is that of what is read.
    ///
    /// # Errors
    /// What reqwest says of its options.
    pub fn from_builder(builder: ClientBuilder) -> Result<Self, reqwest::Error> {
        let builder = builder
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .cookie_store(false)
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate();
        Ok(Self { client: builder.build()?, started: Instant::now(), may_resend: false })
    }

    /// With a client that was built elsewhere, whose options are not known here. Whatever it does with redirects, retries and cookies
    /// is the caller's risk: a redirect that was followed has carried the token with it, and is only told of afterwards, as
    /// [`ErrorKind::Redirect`](crate::api::ErrorKind::Redirect), and a delete that is refused with 401, 403, 404 or 410 is of unknown
    /// effect, since the client may have sent it before.
    #[must_use]
    pub fn from_client_that_may_follow_redirects(client: reqwest::Client) -> Self {
        Self { client, started: Instant::now(), may_resend: true }
    }
}

/// What a builder says without the feature `cookies` of reqwest: then it has none. With it, which somebody else may have switched on,
/// its own method goes before this.
#[allow(dead_code)]
trait WithoutCookies: Sized {
    fn cookie_store(self, _: bool) -> Self {
        self
    }
}

impl WithoutCookies for ClientBuilder {}

impl Transport for Reqwest {
    type Body = ReqwestBody;

    async fn send(&self, request: http::Request<()>) -> Result<http::Response<ReqwestBody>, TransportError> {
        let (parts, ()) = request.into_parts();
        let url = Url::parse(&parts.uri.to_string()).map_err(|error| TransportError::new(&error))?;
        let mut request = reqwest::Request::new(parts.method, url.clone());
        *request.headers_mut() = parts.headers;
        let mut answer = self.client.execute(request).await.map_err(failed)?;
        let mut response = http::Response::new(());
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        if *answer.url() != url {
            response.extensions_mut().insert(Redirect::Followed);
        }
        Ok(response.map(|()| ReqwestBody(answer)))
    }

    async fn sleep(&self, duration: Duration) {
        sleep(duration).await;
    }

    fn now(&self) -> Duration {
        Instant::now().saturating_duration_since(self.started)
    }

    fn can_send_to(&self, url: &str) -> bool {
        Url::parse(url).is_ok()
    }

    fn may_resend(&self) -> bool {
        self.may_resend
    }
}

/// The body of an answer that reqwest has received.
#[derive(Debug)]
pub struct ReqwestBody(reqwest::Response);

impl Body for ReqwestBody {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.0.chunk().await.map_err(failed)
    }
}

/// Without the address, which names a user.
fn failed(error: reqwest::Error) -> TransportError {
    TransportError::new(&error.without_url())
}
