//! The secrets that sign.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;

use super::error::WebhookError;
use super::mac::Mac;
use super::reason::{SecretFault, WebhookReason};
use super::signed_at::SignedAt;

/// The secret key of a webhook, as the console of Powens shows it. Its UTF-8 bytes are the key: it is not decoded, whatever it
/// looks like. Never shown by `Debug`.
///
/// Source: `secret_key` in the formula of the Powens documentation; that it is taken as text: practice.
#[derive(Clone)]
pub struct Secret {
    name: Option<String>,
    text: String,
    /// Holds the two states that every signature of this key begins with.
    prepared: Hmac<Sha256>,
    not_before: Option<SignedAt>,
    not_after: Option<SignedAt>,
}

impl Secret {
    /// Takes a secret as text.
    ///
    /// ```
    /// use powens_users::webhook::Secret;
    ///
    /// assert!(Secret::new("c2VjcmV0").is_ok());
    /// for refused in ["", "  ", "secret\n", " secret"] {
    ///     assert!(Secret::new(refused).is_err());
    /// }
    /// ```
    ///
    /// # Errors
    /// `invalid_argument` for text that is empty or blank, or has white space around it.
    pub fn new(text: &str) -> Result<Self, WebhookError> {
        let is_space = |character: Option<char>| character.is_some_and(is_space);
        let fault = if text.is_empty() {
            SecretFault::Empty
        } else if is_blank(text) {
            SecretFault::Blank
        } else if is_space(text.chars().next()) || is_space(text.chars().next_back()) {
            SecretFault::WhiteSpace
        } else {
            let prepared = prepare(text.as_bytes());
            return Ok(Self { name: None, text: text.to_owned(), prepared, not_before: None, not_after: None });
        };
        Err(refused(fault))
    }

    /// The same secret under a name, in use between two moments.
    #[must_use]
    pub fn named(self, name: &str, not_before: Option<SignedAt>, not_after: Option<SignedAt>) -> Self {
        Self { name: Some(name.to_owned()), not_before, not_after, ..self }
    }

    /// Its name; `None` for the only one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Whether it is in use at this moment.
    #[must_use]
    pub fn is_active(&self, now: SignedAt) -> bool {
        self.not_before.is_none_or(|from| now >= from) && self.not_after.is_none_or(|until| now <= until)
    }

    /// Begins the signature of a request.
    #[must_use]
    #[doc(hidden)]
    pub fn begin(&self) -> Trial {
        Trial(self.prepared.clone())
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({}, [redacted])", self.name.as_deref().unwrap_or("unnamed"))
    }
}

#[inline(never)]
fn prepare(key: &[u8]) -> Hmac<Sha256> {
    // HMAC takes a key of any length, so this cannot fail.
    Hmac::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&Default::default()))
}

/// A signature that is being computed: HMAC-SHA256.
#[derive(Clone)]
pub struct Trial(Hmac<Sha256>);

impl Trial {
    /// Begins with a key of any bytes.
    ///
    /// ```
    /// # #[cfg(feature = "internals")] {
    /// use powens_users::internals::Trial;
    ///
    /// let mut trial = Trial::new(b"Jefe");
    /// trial.update(b"what do ya want for nothing?");
    /// assert_eq!(trial.finish().to_base64(), "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
    /// # }
    /// ```
    ///
    /// Source: RFC 2104.
    #[must_use]
    pub fn new(key: &[u8]) -> Self {
        Self(prepare(key))
    }

    /// Adds the next bytes.
    #[cfg_attr(target_arch = "wasm32", inline(never))] // Its code is as long as that of five calls.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The signature.
    #[must_use]
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn finish(self) -> Mac {
        Mac::from_bytes(self.0.finalize().into_bytes().into())
    }
}

/// Most secrets of a list. A rotation has two.
const MAX_SECRETS: usize = 100;

/// The secrets of one webhook: one, or several during a rotation.
#[derive(Clone, Debug)]
pub struct Secrets(Vec<Secret>);

impl Secrets {
    /// One secret without a name.
    #[must_use]
    pub fn single(secret: Secret) -> Self {
        Self(vec![secret])
    }

    /// Several secrets, each with a name.
    ///
    /// # Errors
    /// `invalid_argument` for none at all, more than 100, a blank name, a name given twice, and a secret that is in use only
    /// after it is out of use.
    pub fn named(secrets: Vec<Secret>) -> Result<Self, WebhookError> {
        if secrets.is_empty() {
            return Err(refused(SecretFault::NoSecret));
        }
        if secrets.len() > MAX_SECRETS {
            return Err(refused(SecretFault::TooMany));
        }
        for (index, secret) in secrets.iter().enumerate() {
            if secret.name().is_none_or(is_blank) {
                return Err(refused(SecretFault::BlankName));
            }
            if secrets.iter().take(index).any(|other| other.name == secret.name) {
                return Err(refused(SecretFault::SameName));
            }
            if secret.not_before.zip(secret.not_after).is_some_and(|(from, until)| from > until) {
                return Err(refused(SecretFault::Period));
            }
        }
        Ok(Self(secrets))
    }

    /// The secret at this index.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Secret> {
        self.0.get(index)
    }

    /// The index of the secret of this name; of the first without one.
    #[must_use]
    #[doc(hidden)]
    pub fn index_of(&self, name: Option<&str>) -> Option<usize> {
        match name {
            Some(name) => self.0.iter().position(|secret| secret.name() == Some(name)),
            None => Some(0).filter(|_| !self.0.is_empty()),
        }
    }

    /// The order in which they are tried: those in use first. A request that only another one signs is refused with a reason.
    #[doc(hidden)]
    pub fn order(&self, now: SignedAt) -> impl Iterator<Item = usize> {
        Order { secrets: &self.0, now, active: true, next: 0 }
    }
}

/// Goes through the secrets twice: first those in use, then the others. By hand, since adapters of iterators are ten times the
/// code.
struct Order<'a> {
    secrets: &'a [Secret],
    now: SignedAt,
    active: bool,
    next: usize,
}

impl Iterator for Order<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            let index = self.next;
            self.next = index.saturating_add(1);
            match self.secrets.get(index) {
                Some(secret) if secret.is_active(self.now) == self.active => return Some(index),
                Some(_) => {}
                None if self.active => (self.active, self.next) = (false, 0),
                None => return None,
            }
        }
    }
}

/// White space as JavaScript trims it: the byte order mark of a file is some.
fn is_space(character: char) -> bool {
    character.is_whitespace() || character == '\u{FEFF}'
}

fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

fn refused(fault: SecretFault) -> WebhookError {
    WebhookError::new(WebhookReason::Secret(fault))
}
