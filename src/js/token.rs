//! Where a token comes from.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};

use super::foreign_error;
use super::interrupt::{Interrupt, Interruption};
use crate::Secrets;
use crate::api::{ApiError, Call, ErrorCode, Token, TokenKind};

/// One of the two token options of `UsersApi`.
pub enum TokenSource {
    /// The option was not given.
    Missing,
    /// `null`: a proxy adds the authorization.
    NotSent,
    Fixed(Token),
    Ask(Function),
}

impl TokenSource {
    pub fn from_js(value: JsValue, kind: TokenKind, may_be_null: bool) -> Result<Self, ApiError> {
        let name = kind.option_name();
        if value.is_undefined() {
            return Ok(Self::Missing);
        }
        if value.is_null() {
            return if may_be_null {
                Ok(Self::NotSent)
            } else {
                Err(ApiError::invalid_argument(format!(
                    "{name} must not be null with domain: only a proxy, given as baseUrl, can add the authorization itself."
                )))
            };
        }
        if let Some(text) = value.as_string() {
            return Token::new(&text).map(Self::Fixed).map_err(|error| named(name, &error));
        }
        value
            .dyn_into()
            .map(Self::Ask)
            .map_err(|_| ApiError::invalid_argument(format!("{name} must be text, or a function that gives text.")))
    }

    /// Hides a token that is known beforehand from errors.
    pub fn hide_in(&self, secrets: &mut Secrets) {
        if let Self::Fixed(token) = self {
            secrets.add(token.reveal());
        }
    }

    /// The token of one call; a function is asked once.
    pub async fn obtain(
        &self,
        call: &Call,
        interrupt: &Interrupt,
    ) -> Result<Result<Option<Token>, ApiError>, Interruption> {
        let function = match self {
            Self::Fixed(token) => return Ok(Ok(Some(token.clone()))),
            Self::NotSent => return Ok(Ok(None)),
            Self::Missing => return Ok(Err(missing(call.token_kind()))),
            Self::Ask(function) => function,
        };
        let arguments: Vec<JsValue> = call.user_id().map(user_id_to_js).into_iter().collect();
        let given = interrupt.call(function, &JsValue::UNDEFINED, &arguments).await?;
        Ok(checked(given, call.token_kind()).map(Some))
    }
}

#[allow(clippy::cast_precision_loss)] // A user id is a safe integer.
fn user_id_to_js(user_id: crate::api::UserId) -> JsValue {
    user_id.number().map_or_else(|| JsValue::from_str("me"), |number| JsValue::from_f64(number as f64))
}

fn checked(given: Result<JsValue, JsValue>, kind: TokenKind) -> Result<Token, ApiError> {
    let name = kind.option_name();
    let given = given.map_err(|thrown| {
        unavailable(format!("The {name} function failed; see cause.")).with_cause(Some(foreign_error::cause(&thrown)))
    })?;
    let Some(text) = given.as_string() else {
        return Err(unavailable(format!("The {name} function gave no text.")));
    };
    Token::new(&text)
        .map_err(|error| unavailable(format!("The {name} function gave no token that can be sent. {}", error.message)))
}

fn missing(kind: TokenKind) -> ApiError {
    let name = kind.option_name();
    unavailable(format!(
        "This call needs {name}, which was not given. Give it to UsersApi, or token to the call; behind a proxy that adds the authorization, {name}: null."
    ))
}

fn unavailable(message: String) -> ApiError {
    ApiError::new(ErrorCode::TokenUnavailable, message)
}

/// The refusal of a token with the name of the option that held it.
pub fn named(name: &str, error: &ApiError) -> ApiError {
    ApiError::invalid_argument(format!("{name} is refused. {}", error.message))
}
