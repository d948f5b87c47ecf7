//! Why an attempt came to nothing.

use super::reason::NoResponse;

/// Why an attempt got no answer that can be used.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Failure {
    /// No answer came. `may_be_cors`: in a page, from another origin, a refusal by CORS looks like this.
    NoAnswer {
        /// Whether it may be a refusal by CORS.
        may_be_cors: bool,
    },
    /// The body broke off.
    BrokenOff,
    /// The transport gave something that is no answer.
    NoResponse(NoResponse),
    /// The body that was checked is larger than allowed.
    TooLarge,
    /// There is not enough memory for it.
    OutOfMemory,
    /// The host's parser refused a body that was checked.
    Unparsable,
}
