//! The options of `Webhooks`.

use wasm_bindgen::{JsCast, JsValue};

use super::options::{InvalidOption, function, limit, read};
use super::value;
use crate::webhook::{Freshness, Instant, MAX_BODY_BYTES, Secret, Secrets, TOLERANCE_SECONDS, WebhookError};

/// Most secrets of a list. A rotation has two.
const MAX_SECRETS: u32 = 100;

/// The checked options.
pub struct WebhookConfig {
    pub secrets: Secrets,
    /// The secrets as text, for the platform's own hash.
    pub keys: Vec<String>,
    pub freshness: Freshness,
    pub max_body_bytes: u32,
}

impl WebhookConfig {
    pub fn from_js(options: &JsValue) -> Result<Self, WebhookError> {
        if !options.is_object() {
            return Err(WebhookError::invalid_argument("Webhooks needs an object of options, with secretKey."));
        }
        function(options, "now")?;
        let (secrets, keys) = secrets(&read(options, "secretKey")?)?;
        let any_age = read(options, "dangerouslyAcceptAnyAge")?;
        let freshness = match (any_age.as_bool(), value::is_absent(&any_age)) {
            (Some(true), _) => Freshness::AnyAge,
            (Some(false), _) | (None, true) => {
                Freshness::Within(limit(options, &TOLERANCE_SECONDS)?.unwrap_or(TOLERANCE_SECONDS.default))
            }
            (None, false) => {
                return Err(WebhookError::invalid_argument("dangerouslyAcceptAnyAge must be true or false."));
            }
        };
        let max_body_bytes = limit(options, &MAX_BODY_BYTES)?.unwrap_or(MAX_BODY_BYTES.default);
        Ok(Self { secrets, keys, freshness, max_body_bytes })
    }
}

/// What no error about these options may repeat, though they are not allowed.
pub fn secrets_of(options: &JsValue) -> crate::Secrets {
    let mut secrets = crate::Secrets::default();
    let given = value::get_or_undefined(options, "secretKey");
    secrets.add(&given.as_string().unwrap_or_default());
    if value::is_array(&given) {
        for entry in items(&given).unwrap_or_default() {
            secrets.add(&value::text(&entry, "secretKey").unwrap_or_default());
        }
    }
    secrets
}

/// The items of an array, which may be a proxy of one.
fn items(list: &JsValue) -> Result<Vec<JsValue>, InvalidOption> {
    let length = read(list, "length")?.as_f64().unwrap_or_default();
    if length > f64::from(MAX_SECRETS) {
        return Err(InvalidOption::new(format!("The list secretKey is longer than {MAX_SECRETS}.")));
    }
    // Exact: it is a small number, and no negative one.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (0..length as u32).map(|index| read(list, &index.to_string())).collect()
}

fn secrets(given: &JsValue) -> Result<(Secrets, Vec<String>), WebhookError> {
    if !value::is_array(given) {
        let key = text(given)?;
        return Ok((Secrets::single(Secret::new(&key)?), vec![key]));
    }
    let mut secrets = Vec::new();
    let mut keys = Vec::new();
    for entry in items(given)? {
        if !entry.is_object() {
            return Err(InvalidOption::new(
                "Each entry of the list secretKey must be an object, { name, secretKey, notBefore?, notAfter? }.",
            )
            .into());
        }
        let key = text(&read(&entry, "secretKey")?)?;
        let name = read(&entry, "name")?
            .as_string()
            .ok_or_else(|| InvalidOption::new("Each entry of the list secretKey needs a name that is text."))?;
        let (not_before, not_after) = (moment(&entry, "notBefore")?, moment(&entry, "notAfter")?);
        if let (Some(from), Some(until)) = (not_before, not_after)
            && from > until
        {
            return Err(InvalidOption::new("A secret has a notBefore that is after its notAfter.").into());
        }
        secrets.push(Secret::new(&key)?.named(&name, not_before, not_after));
        keys.push(key);
    }
    Ok((Secrets::named(secrets)?, keys))
}

fn text(given: &JsValue) -> Result<String, WebhookError> {
    let wrong = || {
        WebhookError::invalid_argument(
            "secretKey must be text, or a list of { name, secretKey, notBefore?, notAfter? }. Give the secret key of the webhook, from the console of Powens.",
        )
    };
    let text = given.dyn_ref::<js_sys::JsString>().ok_or_else(wrong)?;
    if !text.is_valid_utf16() {
        return Err(WebhookError::invalid_argument("The secret key holds half a character (a lone surrogate)."));
    }
    Ok(text.into())
}

/// A `Date`, or text of ISO 8601 with a zone.
fn moment(entry: &JsValue, name: &str) -> Result<Option<Instant>, WebhookError> {
    let given = read(entry, name)?;
    if value::is_absent(&given) {
        return Ok(None);
    }
    let moment = match given.as_string() {
        Some(text) => Instant::parse(&text),
        None => value::method(&given, "getTime")
            .and_then(|get_time| value::call(&get_time, &given, &[]).ok()?.as_f64())
            .filter(|ms| ms.is_finite())
            .map(Instant::from_epoch_ms),
    };
    moment.map(Some).ok_or_else(|| {
        InvalidOption::new(format!("{name} must be a valid Date, or ISO 8601 text with a zone (2026-01-31T00:00:00Z)."))
            .into()
    })
}
