//! What was proven of a request whose payload was not looked at.

use std::borrow::Cow;
use std::fmt;
use std::time::SystemTime;

/// A genuine request of any event of Powens: the proof and the bytes. Not shown by `Debug`: the bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Signed<'a> {
    pub(super) secret_name: Option<String>,
    pub(super) signed_at: SystemTime,
    pub(super) body: Cow<'a, [u8]>,
}

impl Signed<'_> {
    /// When it was signed.
    #[must_use]
    pub const fn signed_at(&self) -> SystemTime {
        self.signed_at
    }

    /// The name of the secret that signed it; `None` for a single one without a name.
    #[must_use]
    pub fn secret_name(&self) -> Option<&str> {
        self.secret_name.as_deref()
    }

    /// The bytes that were proven, inflated if they came compressed.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The same with bytes of its own.
    #[must_use]
    pub fn into_owned(self) -> Signed<'static> {
        Signed { body: Cow::Owned(self.body.into_owned()), ..self }
    }
}

impl fmt::Debug for Signed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signed")
            .field("secret_name", &self.secret_name)
            .field("signed_at", &self.signed_at)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}
