//! Why a signature does not match: the usual mistakes, tried one by one.

use super::endpoint::Endpoint;
use super::error::WebhookErrorCode;
use super::instant::Instant;
use super::is_gzip;
use super::mac::value_of;
use super::request::{Freshness, SignatureHeaders, SignedRequest, begin};
use super::secret::{Secret, Secrets};

/// The largest body of which two mistakes at once are tried: each trial hashes it.
const MAX_BYTES_FOR_PAIRS: usize = 65_536;

/// What is known of a request that does not verify. Source: our decision.
#[derive(Clone, Copy)]
pub struct Symptoms<'a> {
    /// `path` or `url`, as it was given.
    pub target: &'a str,
    /// Whether the query of a `url` is signed too.
    pub signs_query: bool,
    /// The header `Host`.
    pub host: Option<&'a str>,
    /// The method of the request, where it is known.
    pub method: Option<&'a str>,
    /// The headers of the signature.
    pub headers: SignatureHeaders<'a>,
    /// Whether a header says that the body is compressed.
    pub says_gzip: bool,
    /// The body as it was given, and what it may have been.
    pub bodies: &'a [BodyVariant],
}

/// A body that may be the one that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyVariant {
    /// What was done to it; `None` for the body as it was given.
    pub cause: Option<Cause>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

macro_rules! causes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $message:literal;)*) => {
        /// What can be wrong. Source: our decision.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Cause { $($(#[$doc])* $name,)* }

        impl Cause {
            /// Every cause there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The text that JavaScript sees.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What it means and what to do.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$name => $message,)* }
            }
        }
    };
}

causes! {
    /// The headers are missing or malformed.
    Headers = "headers", "The headers of the signature are missing or malformed.";
    /// The body was parsed and written again.
    BodyReserialised = "body_reserialised", "The body was parsed and written again on its way: give the raw bytes, as they came.";
    /// A line break was added to the body or removed from it.
    BodyTrimmed = "body_trimmed", "A line break or white space around the body was added or removed on its way: give the raw bytes.";
    /// A byte order mark was added or removed.
    Bom = "bom", "A byte order mark was added to the body or removed from it: give the raw bytes.";
    /// The body was read with another encoding.
    BodyEncoding = "body_encoding", "The body was decoded with another encoding than UTF-8 on its way: give the raw bytes.";
    /// The body was inflated on its way.
    Compressed = "compressed", "The request says that its body is compressed, and the body is not: something inflated it. Powens may sign the compressed bytes: give these.";
    /// The trailing slash of the path.
    TrailingSlash = "trailing_slash", "The path that was signed differs by a slash at its end: give path exactly as it is registered at Powens.";
    /// The query was signed.
    Query = "query", "The query was signed with the path where it was not to be, or the other way round: set signQuery to true, or to false, and give url.";
    /// The whole URL was signed.
    FullUrl = "full_url", "The whole URL was signed instead of its path.";
    /// A proxy rewrote the path.
    ProxyPrefix = "proxy_prefix", "The path that was signed is a part of the one that was given, or has a part in front of it: a proxy rewrites paths. Give path as it is registered at Powens.";
    /// Another method was signed.
    Method = "method", "Another method than POST was signed.";
    /// The secret is used decoded.
    SecretBase64 = "secret_base64", "The request was signed with the base64-decoded secret; Powens takes the secret as text, so the sender is not Powens, or another secret is the right one.";
    /// The secret is used with a line break.
    SecretNewline = "secret_newline", "The request was signed with the secret and a line break behind it: it was registered or stored so.";
    /// A secret that is not in use signs it.
    OtherSecret = "other_secret", "The request was signed with another of the named secrets, which is not in use at this time (notBefore, notAfter).";
    /// The clocks differ.
    ClockSkew = "clock_skew", "The signature is right, but its date is beyond the tolerance: look at the clock of this machine, at queues and at retries.";
    /// None of these.
    Unknown = "unknown", "None of the usual causes makes the signature match. Most likely the secret is another one: compare it with the console of Powens, webhook by webhook. Else the body is not what was sent.";
}

/// What is wrong with a request. Holds nothing secret. Source: our decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// Whether nothing is wrong: the request verifies.
    pub verifies: bool,
    /// What is wrong, all of it together.
    pub causes: Vec<Cause>,
    /// The same in words.
    pub message: String,
}

impl Diagnosis {
    fn of(causes: Vec<Cause>) -> Self {
        let message = causes.iter().map(|cause| cause.message()).collect::<Vec<_>>().join(" ");
        Self { verifies: false, causes, message }
    }
}

/// Finds out why a request does not verify. Never a reason to accept it.
///
/// Source: our decision.
#[must_use]
pub fn diagnose(secrets: &Secrets, symptoms: &Symptoms<'_>, now: Instant, freshness: Freshness) -> Diagnosis {
    let endpoint = Endpoint::url(symptoms.target, symptoms.signs_query).or_else(|_| Endpoint::path(symptoms.target));
    let Ok(endpoint) = endpoint else { return Diagnosis::of(vec![Cause::Unknown]) };
    let path = endpoint.as_str();
    let request = match SignedRequest::new(endpoint, symptoms.headers) {
        Ok(request) => request,
        Err(error) => {
            return Diagnosis { verifies: false, causes: vec![Cause::Headers], message: error.message.clone() };
        }
    };
    for given in symptoms.bodies.iter().filter(|body| body.cause.is_none()) {
        match request.prove(secrets, &given.bytes, now, freshness) {
            Ok(_) => {
                return Diagnosis { verifies: true, causes: vec![], message: "The request verifies.".to_owned() };
            }
            Err(error) if error.authentic => return Diagnosis::of(vec![Cause::ClockSkew]),
            Err(error) if error.code == WebhookErrorCode::SecretInactive => {
                return Diagnosis::of(vec![Cause::OtherSecret]);
            }
            Err(_) => {}
        }
    }
    Search { secrets, symptoms, request, path, now }.run()
}

/// One way to sign: what is put in the place of what was given.
struct Way<T> {
    cause: Option<Cause>,
    what: T,
}

struct Search<'a> {
    secrets: &'a Secrets,
    symptoms: &'a Symptoms<'a>,
    request: SignedRequest<'a>,
    path: &'a str,
    now: Instant,
}

impl Search<'_> {
    /// Tries fewer mistakes first.
    fn run(&self) -> Diagnosis {
        let largest = self.symptoms.bodies.iter().map(|body| body.bytes.len()).max().unwrap_or(0);
        let most = if largest > MAX_BYTES_FOR_PAIRS { 1 } else { 2 };
        let (keys, paths, methods) = (self.keys(), self.paths(), self.methods());
        for count in 1..=most {
            for key in &keys {
                for path in &paths {
                    for method in &methods {
                        for body in self.symptoms.bodies {
                            let causes: Vec<Cause> =
                                [key.cause, path.cause, method.cause, body.cause].into_iter().flatten().collect();
                            if causes.len() == count && self.matches(&key.what, &path.what, method.what, &body.bytes) {
                                return Diagnosis::of(causes);
                            }
                        }
                    }
                }
            }
        }
        let is_inflated =
            self.symptoms.says_gzip && self.symptoms.bodies.first().is_some_and(|body| !is_gzip(&body.bytes));
        Diagnosis::of(vec![if is_inflated { Cause::Compressed } else { Cause::Unknown }])
    }

    fn matches(&self, key: &Secret, path: &str, method: &str, body: &[u8]) -> bool {
        let mut trial = begin(key.begin(), method, path, self.request.date());
        trial.update(body);
        self.request.is_signed_by(&trial.finish())
    }

    /// Each secret, and what it may have been taken for.
    fn keys(&self) -> Vec<Way<Secret>> {
        let mut keys = Vec::new();
        for secret in self.secrets.order(self.now).filter_map(|index| self.secrets.get(index)) {
            keys.push(Way { cause: None, what: secret.clone() });
            for ending in ["\n", "\r\n"] {
                let text = format!("{}{ending}", secret.text());
                keys.push(Way { cause: Some(Cause::SecretNewline), what: Secret::unchecked(&text) });
            }
            if let Some(bytes) = decode(secret.text()) {
                keys.push(Way { cause: Some(Cause::SecretBase64), what: secret.with_key(&bytes) });
            }
        }
        keys
    }

    fn paths(&self) -> Vec<Way<String>> {
        let path = self.path;
        let way = |cause, what: &str| Way { cause, what: what.to_owned() };
        let mut paths = vec![way(None, path)];
        paths.push(match path.strip_suffix('/') {
            Some(shorter) => way(Some(Cause::TrailingSlash), shorter),
            None => way(Some(Cause::TrailingSlash), &format!("{path}/")),
        });
        let target = self.symptoms.target;
        let with_query = Endpoint::url(target, true).map_or(path, Endpoint::as_str);
        let otherwise = Endpoint::url(target, !self.symptoms.signs_query).map_or(path, Endpoint::as_str);
        if otherwise != path {
            paths.push(way(Some(Cause::Query), otherwise));
        }
        if target.contains("://") {
            paths.push(way(Some(Cause::FullUrl), target));
        }
        if let Some(host) = self.symptoms.host {
            for scheme in ["https", "http"] {
                for part in [path, with_query] {
                    paths.push(way(Some(Cause::FullUrl), &format!("{scheme}://{host}{part}")));
                }
            }
        }
        for (at, _) in path.match_indices('/').skip(1) {
            paths.push(way(Some(Cause::ProxyPrefix), path.get(at..).unwrap_or_default()));
        }
        for prefix in ["/api", "/webhooks", "/webhook", "/hooks", "/v1", "/api/v1"] {
            paths.push(way(Some(Cause::ProxyPrefix), &format!("{prefix}{path}")));
        }
        paths
    }

    fn methods(&self) -> Vec<Way<&str>> {
        let others = ["post", "GET", "PUT", "PATCH", "DELETE"].into_iter().chain(self.symptoms.method);
        let others = others.filter(|method| *method != "POST").map(|what| Way { cause: Some(Cause::Method), what });
        std::iter::once(Way { cause: None, what: "POST" }).chain(others).collect()
    }
}

/// The bytes of base64, standard or of URLs, padded or not.
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0_u32);
    for digit in text.trim_end_matches('=').bytes() {
        let standard = match digit {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        };
        bits = bits << 6 | u32::from(value_of(standard)?);
        count = count.saturating_add(6);
        if count >= 8 {
            count = count.saturating_sub(8);
            #[allow(clippy::cast_possible_truncation)]
            bytes.push((bits >> count) as u8);
        }
    }
    Some(bytes)
}
