//! Whether a body is what an event carries, without a look at who sent it.

use super::super::error::WebhookError;
use super::super::event::WebhookType;
use super::super::limits::{MAX_BYTES, MAX_ISSUES};
use super::payload::Payload;
use super::scanning::scan;
use crate::check::{Detail, Issue, IssueCode, Options, Refusal, Report, Scan};

/// What is asked of [`check_payload`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckOptions {
    strict: bool,
    max_issues: u64,
    max_bytes: u64,
}

impl CheckOptions {
    /// Whether deviations from the documentation are reported too, as warnings. They are not, by default.
    #[must_use]
    pub const fn strict(self, strict: bool) -> Self {
        Self { strict, ..self }
    }

    /// Most issues, and most warnings, that are told: 100 by default, 10,000 at most.
    #[must_use]
    pub const fn max_issues(self, max_issues: u64) -> Self {
        Self { max_issues, ..self }
    }

    /// The largest body, in bytes: 32 MiB by default, 256 MiB at most.
    #[must_use]
    pub const fn max_bytes(self, max_bytes: u64) -> Self {
        Self { max_bytes, ..self }
    }
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self { strict: false, max_issues: MAX_ISSUES.default, max_bytes: MAX_BYTES.default }
    }
}

/// What a check found: the payload, or everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedPayload<'a> {
    webhook_type: WebhookType,
    body: Body<'a>,
    refusal: Option<Refusal>,
    warnings: Vec<Issue>,
}

/// The bytes, which `Debug` does not show.
#[derive(Clone, PartialEq, Eq)]
struct Body<'a>(&'a [u8]);

impl std::fmt::Debug for Body<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{} bytes]", self.0.len())
    }
}

impl CheckedPayload<'_> {
    /// Whether the body is what the event carries.
    #[must_use]
    pub const fn is_ok(&self) -> bool {
        self.refusal.is_none()
    }

    /// What is wrong with the body; nothing where it is accepted.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        self.refusal.as_ref().map_or(&[], |refusal| &refusal.issues)
    }

    /// How it deviates from the documentation, if the check was strict.
    #[must_use]
    pub fn warnings(&self) -> &[Issue] {
        &self.warnings
    }

    /// The payload.
    ///
    /// # Errors
    /// `payload_invalid` with the issues, `unrepresentable`; neither is authentic.
    pub fn payload(&self) -> Result<Payload, WebhookError> {
        if self.refusal.is_some() {
            return Err(WebhookError::payload_invalid(self.webhook_type, self.issues().to_vec(), false));
        }
        Payload::read(self.webhook_type, self.body.0).map_err(WebhookError::not_held)
    }
}

/// Checks whether a body is what an event carries, without a look at who sent it.
///
/// ```
/// use powens_users::webhook::{CheckOptions, WebhookType, check_payload};
///
/// let checked = check_payload(WebhookType::UserCreated, br#"{"id":42,"new":1}"#, CheckOptions::default().strict(true))?;
/// assert!(checked.is_ok());
/// let warnings: Vec<String> = checked.warnings().iter().map(ToString::to_string).collect();
/// assert!(warnings.contains(&r#""/new" is a key that is not documented"#.to_owned()));
///
/// let refused = check_payload(WebhookType::UserCreated, br#"{"id":"42"}"#, CheckOptions::default())?;
/// assert_eq!(refused.issues()[0].pointer, "/id");
/// # Ok::<(), powens_users::webhook::WebhookError>(())
/// ```
///
/// # Errors
/// `invalid_argument` for an option that is out of bounds. What is wrong with the body is no error, but a result.
///
/// Source: Powens documentation for the fields.
pub fn check_payload(
    webhook_type: WebhookType,
    body: &[u8],
    options: CheckOptions,
) -> Result<CheckedPayload<'_>, WebhookError> {
    let CheckOptions { strict, max_issues, max_bytes } = options;
    let max_issues = usize::try_from(MAX_ISSUES.check(max_issues)?).unwrap_or(usize::MAX);
    let max_bytes = MAX_BYTES.check(max_bytes)?;
    let asked = Options { max_issues, strict, ..Options::default() };
    let Report { refusal, warnings, .. } = if body.len() as u64 > max_bytes {
        too_large(webhook_type, asked, max_bytes)
    } else {
        scan(webhook_type, asked, body)
    };
    Ok(CheckedPayload { webhook_type, body: Body(body), refusal, warnings })
}

fn too_large(webhook_type: WebhookType, options: Options, max_bytes: u64) -> Report {
    let mut scan = Scan::default();
    scan.begin(webhook_type.shape(), options);
    scan.refuse(IssueCode::TooLarge, Detail::Limit(max_bytes));
    scan.finish()
}
