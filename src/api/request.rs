//! What is sent: the headers of a request.

use std::fmt;

use super::base_url::BaseUrl;
use super::call::{Call, Method};
use super::error::ApiError;
use super::token::Token;
use crate::secrets::Secrets;

/// Headers of the caller's own, checked: a CSRF token, a trace id. Never `Authorization`.
///
/// Source: our decision; syntax of HTTP.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ExtraHeaders(Vec<(String, String)>);

impl ExtraHeaders {
    /// Adds one header.
    ///
    /// # Errors
    /// `invalid_argument` for a malformed name or value, a name given twice (in any case), and `Authorization`.
    pub fn add(&mut self, name: &str, value: &str) -> Result<(), ApiError> {
        let token_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(token_byte) {
            return Err(ApiError::invalid_argument("headers holds a name that is no HTTP header name."));
        }
        if name.eq_ignore_ascii_case("authorization") {
            return Err(ApiError::invalid_argument(
                "headers must not hold Authorization: give the token as usersToken or userToken, so that it goes only where it belongs.",
            ));
        }
        if self.0.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return Err(ApiError::invalid_argument("headers holds a name twice; names do not differ by case."));
        }
        if !value
            .chars()
            .all(|char| char == '\t' || (' '..='~').contains(&char) || ('\u{a0}'..='\u{ff}').contains(&char))
        {
            return Err(ApiError::invalid_argument(
                "headers holds a value with a character that no header can hold, a line break for one.",
            ));
        }
        self.0.push((name.to_owned(), value.to_owned()));
        Ok(())
    }

    /// Hides the values from errors. Short ones stay: they are flags rather than secrets, and replacing them garbles texts.
    pub fn hide_in(&self, secrets: &mut Secrets) {
        for (_, value) in &self.0 {
            if value.trim().len() >= 8 {
                secrets.add(value.trim());
            }
        }
    }
}

impl fmt::Debug for ExtraHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// A request, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// The full URL.
    pub url: String,
    /// Extra headers; the authorization is apart, so that `Debug` cannot show it.
    pub headers: ExtraHeaders,
    /// The token, unless a proxy adds it.
    pub token: Option<Token>,
}

impl Request {
    /// What `call` sends.
    #[must_use]
    pub fn new(call: &Call, base: &BaseUrl, headers: ExtraHeaders, token: Option<Token>) -> Self {
        Self { method: call.method(), url: call.url(base), headers, token }
    }

    /// Name and value of every header to send.
    #[must_use]
    pub fn header_list(&self) -> Vec<(&str, String)> {
        let mut list: Vec<(&str, String)> =
            self.headers.0.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        if !list.iter().any(|(name, _)| name.eq_ignore_ascii_case("accept")) {
            list.push(("Accept", "application/json".to_owned()));
        }
        if let Some(token) = &self.token {
            list.push(("Authorization", format!("Bearer {}", token.reveal())));
        }
        list
    }
}
