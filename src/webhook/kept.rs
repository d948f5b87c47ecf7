//! What an error holds of one request, beside the reason.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::gzip;
use crate::foreign_error::ForeignError;

/// What an error holds beside its reason, where it holds anything: for who asks by name, so nothing that prints an error shows
/// it. Behind a trait, so that modules that never keep anything carry no code for it.
#[derive(Default)]
pub(super) struct Kept(Option<Box<dyn Holds>>);

trait Holds: Send + Sync {
    /// The same, its bytes shared. The box around it is all that an error has to know how to drop.
    fn share(&self) -> Box<dyn Holds>;

    fn body(&self) -> Option<&[u8]> {
        None
    }

    fn source(&self) -> Option<&ForeignError> {
        None
    }
}

impl Kept {
    pub const NOTHING: Self = Self(None);

    /// The bytes of a request.
    pub fn body(bytes: Cow<'_, [u8]>) -> Self {
        Self(Some(Box::new(Arc::new(bytes.into_owned()))))
    }

    /// Compressed bytes. They are inflated at the first look, as far as that is possible: whoever sends an old request again is
    /// not to make us do it.
    pub fn compressed(bytes: &[u8], most: u64) -> Self {
        Self(Some(Box::new(Arc::new(Compressed { bytes: bytes.to_vec(), most, inflated: OnceLock::new() }))))
    }

    /// What stood behind the error.
    pub fn source_error(error: ForeignError) -> Self {
        Self(Some(Box::new(Arc::new(error))))
    }

    pub fn bytes(&self) -> Option<&[u8]> {
        self.0.as_ref()?.body()
    }

    pub fn source(&self) -> Option<&ForeignError> {
        self.0.as_ref()?.source()
    }
}

impl Holds for Arc<Vec<u8>> {
    fn share(&self) -> Box<dyn Holds> {
        Box::new(Self::clone(self))
    }

    fn body(&self) -> Option<&[u8]> {
        Some(self)
    }
}

struct Compressed {
    bytes: Vec<u8>,
    most: u64,
    inflated: OnceLock<Option<Vec<u8>>>,
}

impl Holds for Arc<Compressed> {
    fn share(&self) -> Box<dyn Holds> {
        Box::new(Self::clone(self))
    }

    fn body(&self) -> Option<&[u8]> {
        let inflated = self.inflated.get_or_init(|| gzip::inflate(&self.bytes, self.most).ok());
        Some(inflated.as_deref().unwrap_or(&self.bytes))
    }
}

impl Holds for Arc<ForeignError> {
    fn share(&self) -> Box<dyn Holds> {
        Box::new(Self::clone(self))
    }

    fn source(&self) -> Option<&ForeignError> {
        Some(self)
    }
}

impl Clone for Kept {
    fn clone(&self) -> Self {
        Self(self.0.as_ref().map(|kept| kept.share()))
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "[kept]" } else { "[nothing]" })
    }
}

/// Errors are the same where they say the same, and this is in none of their texts.
impl PartialEq for Kept {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Kept {}
