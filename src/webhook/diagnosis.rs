//! Why a signature does not match: the usual mistakes, tried one by one.

use std::fmt;

use super::diagnosis_cause::DiagnosisCause as Cause;
use super::endpoint::Endpoint;
use super::error::{WebhookError, WebhookErrorKind};
use super::is_gzip;
use super::mac::Mac;
use super::request::{Claim, Freshness, SignatureHeaders, SignedRequest, begin};
use super::secret::{Secrets, Trial};
use super::signed_at::SignedAt;
use super::variants::{decode_base64, each_variant};

/// The largest body of which two mistakes at once are tried: each trial hashes it.
const MAX_BYTES_FOR_PAIRS: usize = 65_536;

/// Most beginnings, and most ends, of a path that are tried: each trial hashes the body.
const MAX_PARTS: usize = 16;

/// What is known of a request that does not verify, but for its body. Source: our decision.
#[derive(Clone, Copy)]
pub struct Symptoms<'a> {
    /// The path or the URL, as it was given.
    pub target: &'a str,
    /// Whether the query of a URL is signed too.
    pub signs_query: bool,
    /// The header `Host`.
    pub host: Option<&'a str>,
    /// The method of the request, where it is known.
    pub method: Option<&'a str>,
    /// The headers of the signature.
    pub headers: SignatureHeaders<'a>,
    /// Whether a header says that the body is compressed.
    pub says_gzip: bool,
}

/// What is wrong with a request. Holds nothing secret. Its text is what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnosis {
    /// Whether nothing is wrong: the request verifies.
    pub verifies: bool,
    /// What is wrong, all of it together.
    pub causes: Vec<Cause>,
    /// What is wrong with the headers, where they are the cause.
    pub headers: Option<WebhookError>,
}

impl Diagnosis {
    const fn of(causes: Vec<Cause>) -> Self {
        Self { verifies: causes.is_empty(), causes, headers: None }
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(error) = &self.headers {
            return error.fmt(f);
        }
        if self.verifies {
            return f.write_str("The request verifies.");
        }
        self.causes.iter().enumerate().try_for_each(|(index, cause)| {
            f.write_str(if index > 0 { " " } else { "" })?;
            f.write_str(cause.message())
        })
    }
}

/// One way to sign: what is put in the place of what was given.
struct Way<T> {
    cause: Option<Cause>,
    what: T,
}

/// A search under way. Bodies are given one by one: first the one that was received, then what it may have been.
pub struct Search {
    claim: Claim,
    date: String,
    keys: Vec<Way<Trial>>,
    paths: Vec<Way<String>>,
    methods: Vec<Way<String>>,
    now: SignedAt,
    freshness: Freshness,
    says_gzip: bool,
    /// The length of the longest body.
    largest: usize,
    /// The explanation by the fewest mistakes so far.
    found: Option<Vec<Cause>>,
    /// What the body itself looks like, where nothing explains the signature.
    appearance: Option<Cause>,
    has_begun: bool,
}

impl Search {
    /// Begins with what is known of a request.
    ///
    /// # Errors
    /// The diagnosis, where the headers or the path are wrong already.
    pub fn begin(
        secrets: &Secrets,
        symptoms: &Symptoms<'_>,
        now: SignedAt,
        freshness: Freshness,
    ) -> Result<Self, Diagnosis> {
        let Symptoms { target, signs_query, .. } = *symptoms;
        let endpoint = Endpoint::url(target, signs_query).or_else(|_| Endpoint::path(target));
        let endpoint = endpoint.map_err(|_| Diagnosis::of(vec![Cause::Unknown]))?;
        let request = SignedRequest::new(endpoint, symptoms.headers)
            .map_err(|error| Diagnosis { headers: Some(error), ..Diagnosis::of(vec![Cause::Headers]) })?;
        Ok(Self {
            claim: request.claim(),
            date: request.date().to_owned(),
            keys: keys(secrets, now),
            paths: paths(symptoms, endpoint.as_str()),
            methods: methods(symptoms.method),
            now,
            freshness,
            says_gzip: symptoms.says_gzip,
            largest: 0,
            found: None,
            appearance: None,
            has_begun: false,
        })
    }

    /// Tries a body. Gives whether the search is over. `secrets` are those with which it was begun.
    pub fn try_body(&mut self, secrets: &Secrets, cause: Option<Cause>, body: &[u8]) -> bool {
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        if is_first {
            self.appearance = self.look_at(body);
        }
        if cause.is_none() && self.is_judged(secrets, body) {
            return true;
        }
        self.largest = self.largest.max(body.len());
        self.try_ways(cause, body);
        if is_first && cause.is_none() {
            each_variant(body, &mut |cause, variant| !self.try_ways(Some(cause), variant));
        }
        self.is_over()
    }

    /// The diagnosis.
    #[must_use]
    pub fn finish(self) -> Diagnosis {
        Diagnosis::of(self.found.unwrap_or_else(|| vec![self.appearance.unwrap_or(Cause::Unknown)]))
    }

    /// Whether no explanation can have fewer mistakes.
    fn is_over(&self) -> bool {
        self.found.as_ref().is_some_and(|causes| causes.len() <= 1)
    }

    #[inline(never)]
    fn look_at(&self, body: &[u8]) -> Option<Cause> {
        if body.is_empty() {
            Some(Cause::BodyEmpty)
        } else if body.windows(3).any(|bytes| bytes == [0xEF, 0xBF, 0xBD]) {
            Some(Cause::BodyDecoded)
        } else {
            (self.says_gzip && !is_gzip(body)).then_some(Cause::Compressed)
        }
    }

    /// Whether a body as it was given has the right signature.
    #[inline(never)]
    fn is_judged(&mut self, secrets: &Secrets, body: &[u8]) -> bool {
        let path = self.paths.first().map_or("", |path| path.what.as_str());
        let plain = self.keys.iter().filter(|key| key.cause.is_none());
        let signer = self.claim.signer(secrets, self.now, plain.map(|key| self.mac(&key.what, path, "POST", body)));
        let causes = match self.claim.judge(signer, secrets, self.now, self.freshness) {
            Ok(_) => vec![],
            Err(error) if error.is_authentic() => vec![Cause::ClockSkew],
            Err(error) if error.kind() == WebhookErrorKind::SecretInactive => vec![Cause::OtherSecret],
            Err(_) => return false,
        };
        self.found = Some(causes);
        true
    }

    /// Tries each mistake on a body, and two at once; fewer mistakes first.
    #[inline(never)]
    fn try_ways(&mut self, body_cause: Option<Cause>, body: &[u8]) -> bool {
        let most = if self.largest > MAX_BYTES_FOR_PAIRS { 1 } else { 2 };
        for count in 1..=most {
            if self.found.as_ref().is_some_and(|causes| causes.len() <= count) {
                break;
            }
            if let Some(causes) = self.explanation(count, body_cause, body) {
                self.found = Some(causes);
            }
        }
        self.is_over()
    }

    /// So many mistakes that make the signature match.
    fn explanation(&self, count: usize, body_cause: Option<Cause>, body: &[u8]) -> Option<Vec<Cause>> {
        for key in &self.keys {
            for path in &self.paths {
                for method in &self.methods {
                    let causes = [key.cause, path.cause, method.cause, body_cause];
                    if causes.iter().filter(|cause| cause.is_some()).count() == count
                        && self.claim.is_signed_by(&self.mac(&key.what, &path.what, &method.what, body))
                    {
                        let mut found = Vec::new();
                        causes.iter().for_each(|cause| found.extend(*cause));
                        return Some(found);
                    }
                }
            }
        }
        None
    }

    #[inline(never)]
    fn mac(&self, key: &Trial, path: &str, method: &str, body: &[u8]) -> Mac {
        let mut trial = begin(key.clone(), method, path, &self.date);
        trial.update(body);
        trial.finish()
    }
}

/// Each secret, and what it may have been taken for.
#[inline(never)]
fn keys(secrets: &Secrets, now: SignedAt) -> Vec<Way<Trial>> {
    let mut keys = Vec::new();
    for secret in secrets.order(now).filter_map(|index| secrets.get(index)) {
        let text = secret.text();
        for (cause, key) in [
            (None, Some(joined(&[text]).into_bytes())),
            (Some(Cause::SecretNewline), Some(joined(&[text, "\n"]).into_bytes())),
            (Some(Cause::SecretNewline), Some(joined(&[text, "\r\n"]).into_bytes())),
            (Some(Cause::SecretBase64), decode_base64(text.as_bytes())),
        ] {
            if let Some(key) = key {
                keys.push(Way { cause, what: Trial::new(&key) });
            }
        }
    }
    keys
}

/// The paths that may have been signed.
struct Paths(Vec<Way<String>>);

impl Paths {
    #[inline(never)]
    fn add(&mut self, cause: Option<Cause>, parts: &[&str]) {
        self.0.push(Way { cause, what: joined(parts) });
    }
}

#[inline(never)]
fn paths(symptoms: &Symptoms<'_>, path: &str) -> Vec<Way<String>> {
    let mut paths = Paths(Vec::new());
    paths.add(None, &[path]);
    let (start, end) = path.strip_suffix('/').map_or((path, "/"), |shorter| (shorter, ""));
    paths.add(Some(Cause::TrailingSlash), &[start, end]);
    let target = symptoms.target;
    let with_query = Endpoint::url(target, true).map_or(path, Endpoint::as_str);
    // With the query where it was not to be, and without it where it was.
    let otherwise =
        if symptoms.signs_query { Endpoint::url(target, false).map_or(path, Endpoint::as_str) } else { with_query };
    if otherwise != path {
        paths.add(Some(Cause::Query), &[otherwise]);
    }
    if !target.starts_with('/') {
        paths.add(Some(Cause::FullUrl), &[target]);
    }
    for (scheme, host) in ["https://", "http://"].into_iter().filter_map(|scheme| Some((scheme, symptoms.host?))) {
        paths.add(Some(Cause::FullUrl), &[scheme, host, path]);
        paths.add(Some(Cause::FullUrl), &[scheme, host, with_query]);
    }
    let slashes = path.bytes().enumerate().skip(1).filter(|(_, byte)| *byte == b'/').take(MAX_PARTS);
    for (start, end) in slashes.filter_map(|(at, _)| path.split_at_checked(at)) {
        paths.add(Some(Cause::ProxyPrefix), &[end]);
        paths.add(Some(Cause::ProxyPrefix), &[start]);
    }
    for prefix in ["/api", "/webhooks", "/webhook", "/hooks", "/v1", "/api/v1"] {
        paths.add(Some(Cause::ProxyPrefix), &[prefix, path]);
    }
    paths.0
}

#[inline(never)]
fn methods(known: Option<&str>) -> Vec<Way<String>> {
    let mut methods = Vec::new();
    for method in ["POST", "post", "GET", "PUT", "PATCH", "DELETE", known.unwrap_or("POST")] {
        let is_right = method == "POST";
        if !is_right || methods.is_empty() {
            methods.push(Way { cause: (!is_right).then_some(Cause::Method), what: method.to_owned() });
        }
    }
    methods
}

#[inline(never)]
fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}
