//! Why a call failed.

use std::fmt;
use std::ops::{Deref, DerefMut};

use crate::cause::{Cause, clip};
use crate::check::Issue;
use crate::secrets::Secrets;

macro_rules! error_codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// Our closed list of reasons; the same texts as `PowensErrorCode` in TypeScript.
        ///
        /// Source: our decision.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum ErrorCode { $($(#[$doc])* $name,)* }

        impl ErrorCode {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The text that JavaScript sees.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

error_codes! {
    /// An option or an argument is not allowed; nothing was sent.
    InvalidArgument = "invalid_argument",
    /// No token is set for this kind of call, or the token function failed.
    TokenUnavailable = "token_unavailable",
    /// The `headers` function failed or gave what is no header.
    HeadersUnavailable = "headers_unavailable",
    /// No answer came.
    Network = "network",
    /// The deadline passed.
    Timeout = "timeout",
    /// The API answered with a status that is no success.
    HttpStatus = "http_status",
    /// The answer was a redirect.
    Redirect = "redirect",
    /// The answer is larger than allowed.
    TooLarge = "too_large",
    /// `fetch` gave something that is no response.
    InvalidResponse = "invalid_response",
    /// The body is no unambiguous JSON.
    InvalidJson = "invalid_json",
    /// The body is JSON of another shape than documented.
    InvalidShape = "invalid_shape",
    /// The answer holds another user than the one asked for.
    IdMismatch = "id_mismatch",
    /// A delete of unknown effect was followed by a refusal.
    DeleteUnconfirmed = "delete_unconfirmed",
}

/// What a failed delete did to the user. Source: our decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The user is as before.
    None,
    /// The user may be gone.
    Unknown,
}

impl Effect {
    /// The text that JavaScript sees.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Unknown => "unknown",
        }
    }
}

/// Why a call failed: a small handle of [`ErrorDetails`], to which it dereferences.
///
/// A pointer, since nearly every function can give one, and code that moves all the fields weighs a lot in WebAssembly.
///
/// ```
/// use powens_users::api::{ApiError, ErrorCode};
///
/// let error = ApiError::invalid_argument("domain must be text.");
/// assert_eq!(error.code, ErrorCode::InvalidArgument);
/// assert_eq!(error.to_string(), "domain must be text.");
/// ```
///
/// Source: our decision.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError(Box<ErrorDetails>);

/// All that is known of a failure. Holds no token and no body.
///
/// Source: our decision; the `api_` fields and the request id are those of Powens' error body.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorDetails {
    /// Our reason.
    pub code: ErrorCode,
    /// Our own words: what happened and what to do next. `Display` of the error adds the first issue.
    pub message: String,
    /// HTTP status of the last answer.
    pub status: Option<u16>,
    /// Powens' request id, from the body or the `X-Request-Id` header.
    pub request_id: Option<String>,
    /// What `Retry-After` asked for, in milliseconds from then.
    pub retry_after_ms: Option<f64>,
    /// How many requests were sent.
    pub attempts: u32,
    /// What a delete did; `None` for the other calls.
    pub effect: Option<Effect>,
    /// Powens' `code`.
    pub api_code: Option<String>,
    /// Powens' `description`, for developers.
    pub api_description: Option<String>,
    /// Powens' `message`, for end users.
    pub api_message: Option<String>,
    /// What is wrong with the body.
    pub issues: Vec<Issue>,
    /// The foreign error behind this one.
    pub cause: Option<Cause>,
}

impl ApiError {
    /// An error of which nothing is known but its reason.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self(Box::new(ErrorDetails {
            code,
            message: message.into(),
            status: None,
            request_id: None,
            retry_after_ms: None,
            attempts: 0,
            effect: None,
            api_code: None,
            api_description: None,
            api_message: None,
            issues: Vec::new(),
            cause: None,
        }))
    }

    /// An option or argument that is not allowed.
    pub fn invalid_argument(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidArgument, message)
    }

    /// The same error with the foreign one that stood behind it.
    #[must_use]
    pub fn with_cause(mut self, cause: Option<Cause>) -> Self {
        self.cause = cause;
        self
    }

    /// JSON pointer to the first thing that is wrong with the body.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        self.issues.first().map(|issue| issue.pointer.as_str())
    }

    /// The same error with every secret replaced in what others said, and every such text cut to 500 characters.
    #[must_use]
    pub fn scrubbed(mut self, secrets: &Secrets) -> Self {
        let details = &mut *self;
        for text in
            [&mut details.request_id, &mut details.api_code, &mut details.api_description, &mut details.api_message]
        {
            *text = text.as_deref().map(|text| clip(&secrets.scrub(text)));
        }
        for issue in &mut details.issues {
            issue.pointer = clip(&secrets.scrub_pointer(&issue.pointer));
        }
        details.cause = details.cause.take().map(|cause| cause.scrubbed(secrets));
        self
    }
}

impl Deref for ApiError {
    type Target = ErrorDetails;

    fn deref(&self) -> &ErrorDetails {
        &self.0
    }
}

impl DerefMut for ApiError {
    fn deref_mut(&mut self) -> &mut ErrorDetails {
        &mut self.0
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.issues.first().map_or(Ok(()), |issue| write!(f, " First of all, {issue}."))
    }
}

impl std::error::Error for ApiError {}
