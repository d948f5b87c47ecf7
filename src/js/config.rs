//! The options of `UsersApi`.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};

use super::headers::HeadersSource;
use super::hooks::Hooks;
use super::timer::MAX_TIMEOUT_MS;
use super::token::TokenSource;
use super::{foreign_error, value};
use crate::api::{ApiError, BaseUrl, RetryPolicy, Secrets, TokenKind};

const DEFAULT_TIMEOUT_MS: u32 = 30_000;
const DEFAULT_MAX_RETRIES: u32 = 2;
const DEFAULT_MAX_RESPONSE_BYTES: u32 = 64 << 20;
/// More than JavaScript can hold as text anyway.
const MAX_RESPONSE_BYTES: u32 = 1 << 30;

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
            timeout_ms: timeout_ms(options)?.unwrap_or(DEFAULT_TIMEOUT_MS),
            retry: RetryPolicy { max_retries: integer(options, "maxRetries", 0, 10)?.unwrap_or(DEFAULT_MAX_RETRIES) },
            max_response_bytes: integer(options, "maxResponseBytes", 1, MAX_RESPONSE_BYTES)?
                .unwrap_or(DEFAULT_MAX_RESPONSE_BYTES)
                .into(),
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

    /// What is known beforehand that no error may repeat.
    pub fn secrets(&self) -> Secrets {
        let mut secrets = Secrets::default();
        self.users_token.hide_in(&mut secrets);
        self.user_token.hide_in(&mut secrets);
        secrets
    }
}

/// An option; a getter that throws is an option that is not allowed.
pub fn read(options: &JsValue, name: &str) -> Result<JsValue, ApiError> {
    value::get(options, name).map_err(|thrown| {
        ApiError::invalid_argument(format!("The option {name} cannot be read; see cause."))
            .with_cause(Some(foreign_error::cause(&thrown)))
    })
}

/// `timeoutMs`, where it is given; a part of a millisecond counts as a whole one.
pub fn timeout_ms(options: &JsValue) -> Result<Option<u32>, ApiError> {
    number(options, "timeoutMs", 1, MAX_TIMEOUT_MS, f64::ceil)
}

fn integer(options: &JsValue, name: &str, least: u32, most: u32) -> Result<Option<u32>, ApiError> {
    number(options, name, least, most, |number| number)
}

fn number(
    options: &JsValue,
    name: &str,
    least: u32,
    most: u32,
    rounded: fn(f64) -> f64,
) -> Result<Option<u32>, ApiError> {
    let given = read(options, name)?;
    if value::is_absent(&given) {
        return Ok(None);
    }
    match given.as_f64().map(rounded) {
        // Exact: the range is just checked.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some(number) if number.fract() == 0.0 && (f64::from(least)..=f64::from(most)).contains(&number) => {
            Ok(Some(number as u32))
        }
        _ => Err(ApiError::invalid_argument(format!("{name} must be a whole number from {least} to {most}."))),
    }
}

fn function(options: &JsValue, name: &str) -> Result<Option<Function>, ApiError> {
    let given = read(options, name)?;
    if value::is_absent(&given) {
        return Ok(None);
    }
    given.dyn_into().map(Some).map_err(|_| ApiError::invalid_argument(format!("{name} must be a function.")))
}

fn base_url(options: &JsValue) -> Result<BaseUrl, ApiError> {
    let domain = read(options, "domain")?;
    let base_url = read(options, "baseUrl")?;
    match (value::is_absent(&domain), value::is_absent(&base_url)) {
        (false, true) => BaseUrl::from_domain(&text("domain", &domain)?),
        (true, false) => {
            let insecure = read(options, "allowInsecureHttp")?;
            let origin = value::page_origin().filter(|origin| origin.starts_with("http"));
            BaseUrl::parse(&text("baseUrl", &base_url)?, insecure.as_bool() == Some(true), origin.as_deref())
        }
        (false, false) => Err(ApiError::invalid_argument("Give domain or baseUrl, not both.")),
        (true, true) => Err(ApiError::invalid_argument(
            "Give domain (\"acme-sandbox\", for https://acme-sandbox.biapi.pro/2.0) or baseUrl.",
        )),
    }
}

fn text(name: &str, value: &JsValue) -> Result<String, ApiError> {
    value.as_string().ok_or_else(|| ApiError::invalid_argument(format!("{name} must be text.")))
}
