//! The transport of native programs: reqwest with rustls.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::uri::{Scheme, Uri};
use reqwest::{ClientBuilder, Url};
use tokio::time::{Instant, sleep};

use super::transport::{Body, Transport, TransportError};
use crate::api::{BaseUrl, Redirect};

/// [reqwest](https://docs.rs/reqwest/0.13) 0.13 with rustls, over the certificates of the platform. It needs a runtime of Tokio with
/// I/O and time.
///
/// As any program of reqwest it goes through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY` of the environment names,
/// unless `NO_PROXY` names the host. Such a proxy sees nothing of https, and all of plain http. So [`Self::new`] sends plain http to
/// this very machine through none, whatever the environment says: the token would travel in the clear, and reach the proxy's machine.
///
/// TLS is reqwest's choice: rustls with aws-lc-rs, whose C code is compiled along. Whoever calls `install_default` of another
/// `CryptoProvider` of rustls before has that one.
///
/// Errors of reqwest become the cause of ours, without the address, which names a user.
///
/// # Panics
/// Calls panic outside of a runtime of Tokio.
#[derive(Clone)]
pub struct Reqwest {
    client: reqwest::Client,
    /// For plain http to this very machine, where that does not go the way of everything else.
    direct: Option<reqwest::Client>,
    started: Instant,
    may_resend: bool,
}

/// Nothing of the client, whose own `Debug` shows default headers.
impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reqwest").finish_non_exhaustive()
    }
}

impl Reqwest {
    /// With what reqwest has by default, and without a proxy for plain http to `localhost`, 127.0.0.0/8 and `::1`.
    ///
    /// # Errors
    /// What reqwest says where it cannot begin: without certificates of the platform, for one.
    pub fn new() -> Result<Self, reqwest::Error> {
        // It speaks no TLS, so it loads no certificates.
        let direct = hardened(reqwest::Client::builder().no_proxy().tls_certs_only([])).build()?;
        Ok(Self { direct: Some(direct), ..Self::from_builder(reqwest::Client::builder())? })
    }

    /// With certificates, a proxy, addresses or limits of the caller's. Redirects, retries, cookies, compression and the log of
    /// connections are switched off: a token follows no redirect and is in no log, a delete is sent again only where that is right,
    /// nobody's session is kept, and a length that is told is that of what is read.
    ///
    /// Proxies are the builder's: those that it names, else those of the environment, for plain http to this very machine too. Where
    /// that is not meant:
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
    /// # Errors
    /// What reqwest says of its options.
    pub fn from_builder(builder: ClientBuilder) -> Result<Self, reqwest::Error> {
        Ok(Self { client: hardened(builder).build()?, direct: None, started: Instant::now(), may_resend: false })
    }

    /// With a client that was built elsewhere, whose options are not known here. Whatever it does with redirects, retries and cookies
    /// is the caller's risk: a redirect that was followed has carried the token with it, and is only told of afterwards, as
    /// [`ErrorKind::Redirect`](crate::api::ErrorKind::Redirect), and a delete that is refused with 401, 403, 404, 409, 410 or 429 is
    /// of unknown effect, since the client may have sent it before.
    #[must_use]
    pub fn from_client_that_may_follow_redirects(client: reqwest::Client) -> Self {
        Self { client, direct: None, started: Instant::now(), may_resend: true }
    }

    /// The client for this address.
    fn client_for(&self, uri: &Uri) -> &reqwest::Client {
        self.direct.as_ref().filter(|_| is_plain_and_here(uri)).unwrap_or(&self.client)
    }
}

/// Without what would send a token elsewhere, or a request once more.
fn hardened(builder: ClientBuilder) -> ClientBuilder {
    builder
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connection_verbose(false)
        .cookie_store(false)
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
}

/// Whether it is plain http to this very machine, by the rule that allows to send a token there.
fn is_plain_and_here(uri: &Uri) -> bool {
    let Some(authority) = uri.authority().filter(|_| uri.scheme() == Some(&Scheme::HTTP)) else { return false };
    BaseUrl::parse(&format!("http://{authority}"), None).is_ok_and(|base| base.is_private())
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
        let mut answer = self.client_for(&parts.uri).execute(request).await.map_err(failed)?;
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
pub struct ReqwestBody(reqwest::Response);

/// Nothing of the answer: its address names a user.
impl fmt::Debug for ReqwestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestBody").finish_non_exhaustive()
    }
}

impl Body for ReqwestBody {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.0.chunk().await.map_err(failed)
    }
}

/// Without the address, which names a user.
fn failed(error: reqwest::Error) -> TransportError {
    TransportError::new(&error.without_url())
}
