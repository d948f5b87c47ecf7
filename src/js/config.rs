//! The options of `UsersApi`.

use wasm_bindgen::JsValue;

use super::headers::HeadersSource;
use super::hooks::Hooks;
use super::options::{function, limit, read};
use super::token::TokenSource;
use super::value;
use crate::Secrets;
use crate::api::{ApiError, BaseUrl, MAX_RESPONSE_BYTES, MAX_RETRIES, RetryPolicy, TIMEOUT_MS, TokenKind};

/// The checked options.
pub struct Config {
    pub base: BaseUrl,
    pub users_token: TokenSource,
    pub user_token: TokenSource,
    pub timeout_ms: u32,
    pub retry: RetryPolicy,
    pub max_response_bytes: u64,
    pub headers: HeadersSource,
    pub hooks: Hooks,
}

impl Config {
    pub fn from_js(options: &JsValue) -> Result<Self, ApiError> {
        if !options.is_object() {
            return Err(ApiError::invalid_argument("UsersApi needs an object of options, with domain or baseUrl."));
        }
        let behind_proxy = !value::is_absent(&read(options, "baseUrl")?);
        let token = |kind: TokenKind| TokenSource::from_js(read(options, kind.option_name())?, kind, behind_proxy);
        Ok(Self {
            base: base_url(options)?,
            users_token: token(TokenKind::Users)?,
            user_token: token(TokenKind::User)?,
            timeout_ms: limit(options, &TIMEOUT_MS)?.unwrap_or(TIMEOUT_MS.default),
            retry: RetryPolicy { max_retries: limit(options, &MAX_RETRIES)?.unwrap_or(MAX_RETRIES.default) },
            max_response_bytes: limit(options, &MAX_RESPONSE_BYTES)?.unwrap_or(MAX_RESPONSE_BYTES.default).into(),
            headers: HeadersSource::from_js(read(options, "headers")?)?,
            hooks: Hooks {
                fetch: function(options, "fetch")?,
                on_attempt: function(options, "onAttempt")?,
                now: function(options, "now")?,
                random: function(options, "random")?,
                sleep: function(options, "sleep")?,
            },
        })
    }

    /// The token option of a kind.
    pub const fn token_source(&self, kind: TokenKind) -> &TokenSource {
        match kind {
            TokenKind::Users => &self.users_token,
            TokenKind::User => &self.user_token,
        }
    }

    /// What no error about these options may repeat, though they are not allowed.
    pub fn secrets_of(options: &JsValue) -> Secrets {
        let mut secrets = Secrets::default();
        for kind in [TokenKind::Users, TokenKind::User] {
            secrets.add(&value::text(options, kind.option_name()).unwrap_or_default());
        }
        secrets
    }

    /// What is known beforehand that no error may repeat.
    pub fn secrets(&self) -> Secrets {
        let mut secrets = Secrets::default();
        self.users_token.hide_in(&mut secrets);
        self.user_token.hide_in(&mut secrets);
        secrets
    }
}

fn base_url(options: &JsValue) -> Result<BaseUrl, ApiError> {
    let domain = read(options, "domain")?;
    let base_url = read(options, "baseUrl")?;
    match (value::is_absent(&domain), value::is_absent(&base_url)) {
        (false, true) => BaseUrl::from_domain(&text("domain", &domain)?),
        (true, false) => {
            let insecure = read(options, "allowInsecureHttp")?;
            let origin = value::page_origin().filter(|origin| origin.starts_with("http"));
            let base =
                BaseUrl::parse(&text("baseUrl", &base_url)?, insecure.as_bool() == Some(true), origin.as_deref())?;
            if is_readable(&base) {
                Ok(base)
            } else {
                Err(ApiError::invalid_argument("baseUrl is no address that this runtime can read."))
            }
        }
        (false, false) => Err(ApiError::invalid_argument("Give domain or baseUrl, not both.")),
        (true, true) => Err(ApiError::invalid_argument(
            "Give domain (\"acme-sandbox\", for https://acme-sandbox.biapi.pro/2.0) or baseUrl.",
        )),
    }
}

/// Whether the runtime's own `URL` reads it: some names, `xn--a` for one, only look well-formed.
fn is_readable(base: &BaseUrl) -> bool {
    let class = value::method(&js_sys::global(), "URL");
    class.is_none_or(|class| {
        let arguments = js_sys::Array::of1(&JsValue::from_str(&base.to_string()));
        js_sys::Reflect::construct(&class, &arguments).is_ok()
    })
}

fn text(name: &str, value: &JsValue) -> Result<String, ApiError> {
    value.as_string().ok_or_else(|| ApiError::invalid_argument(format!("{name} must be text.")))
}
