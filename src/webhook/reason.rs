//! What exactly is wrong with a webhook, as plain values. The words for them are in `reason_words`.

use super::error::WebhookErrorKind as Kind;
use super::event::{OtherEvent, WebhookType};
use crate::check::Unrepresentable;
use crate::limit::{OutOfBounds, Setting};
use crate::words::words;

words! {
    /// A header of a signature.
    #[non_exhaustive]
    pub enum Header {
        /// `BI-Signature`.
        Signature,
        /// `BI-Signature-Date`.
        Date,
    }
}

words! {
    /// In which way a text is no signature.
    #[non_exhaustive]
    pub enum SignatureForm {
        /// White space in it.
        WhiteSpace,
        /// Two headers merged into one.
        Merged,
        /// The alphabet of URLs.
        UrlSafe,
        /// It goes on behind its `=`.
        Trailing,
        /// A character that base64 does not have.
        NotBase64,
        /// The `=` at its end is missing.
        Unpadded,
        /// Not as long as 32 bytes are.
        Length,
        /// Bits behind the last byte that are not zero.
        TailBits,
    }
}

words! {
    /// What is wrong with a secret key, or with a list of them.
    #[non_exhaustive]
    pub enum SecretFault {
        /// It is no text, and no list.
        NotText,
        /// It holds half a character.
        LoneSurrogate,
        /// Nothing.
        Empty,
        /// Nothing but white space.
        Blank,
        /// White space around it.
        WhiteSpace,
        /// A list of none.
        NoSecret,
        /// A list that is too long.
        TooMany,
        /// An entry of a list that is no object.
        NoEntry,
        /// An entry without a name that is text.
        NoName,
        /// A name that is blank.
        BlankName,
        /// Two entries with one name.
        SameName,
        /// In use after it is out of use.
        Period,
        /// The moment before which it is not in use.
        NotBefore,
        /// The moment after which it is not in use.
        NotAfter,
    }
}

words! {
    /// In which way a text is not the path that was registered.
    #[non_exhaustive]
    pub enum TargetFault {
        /// A path that does not start with a slash.
        NoSlash,
        /// A path with a query or a fragment.
        Query,
        /// A URL without a scheme.
        NoScheme,
        /// A URL that has a query right behind its host.
        NoPath,
    }
}

words! {
    /// In which way a header `Authorization` is no Bearer token.
    #[non_exhaustive]
    pub enum BearerFault {
        /// Of another form, or of another scheme.
        Form,
        /// More than one.
        Many,
        /// No text.
        NotText,
    }
}

/// What is wrong with a body before anything is looked at in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyFault {
    /// It is larger than allowed.
    TooLarge {
        /// How many bytes would have been allowed.
        most: u64,
    },
    /// It inflates further than that of a stranger may.
    InflatesTooFar {
        /// How many bytes would have been allowed.
        most: u64,
    },
    /// Its gzip is damaged.
    GzipInvalid,
    /// It is compressed, and this program is built without the feature `gzip`.
    GzipUnsupported,
}

/// What exactly is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookReason {
    /// A setting is no whole number within its bounds.
    OutOfBounds(OutOfBounds),
    /// A switch is neither on nor off.
    NotBoolean(Switch),
    /// A secret key is not allowed.
    Secret(SecretFault),
    /// There is no secret of this name.
    NoSuchSecret,
    /// The path is not one that can be registered.
    Target(TargetFault),
    /// A date that is to be signed is no ISO 8601 with a zone.
    DateToSign,
    /// The event is not covered.
    EventNotCovered(OtherEvent),
    /// There is no such event.
    UnknownEvent,
    /// There is no header `BI-Signature`.
    NoSignature,
    /// There is none, but a Bearer token.
    OtherMechanism,
    /// There is no header `BI-Signature-Date`.
    NoDate,
    /// A header is there more than once.
    Duplicate(Header),
    /// A header is given as something that is no text.
    NotText(Header),
    /// The signature is not spelt in the one way that counts.
    Malformed(SignatureForm),
    /// The date is no ISO 8601 with a zone.
    DateForm,
    /// No secret gives the signature.
    Mismatch,
    /// The secret that gives it is not in use.
    SecretInactive {
        /// Its name.
        name: String,
    },
    /// It was signed at another time.
    Stale {
        /// Seconds since then, rounded; negative where it is in the future.
        age_s: i64,
        /// Which limit it is beyond: [`Setting::Tolerance`], or [`Setting::MaxAge`] into the past where that is set.
        limit: Setting,
        /// How many seconds would have been allowed.
        limit_s: u64,
    },
    /// There is no header `Authorization`.
    NoBearer,
    /// The header `Authorization` is no Bearer token.
    Bearer(BearerFault),
    /// No token is on record for the user of the payload.
    UnknownUser,
    /// The token is not the one on record.
    OtherToken,
    /// The body is not what the event carries.
    PayloadInvalid(WebhookType),
    /// The body is too large, or cannot be inflated.
    Body(BodyFault),
    /// The token on record could not be had, for a reason of the caller's.
    TokenUnavailable,
    /// The body is what the event carries, and no value of Rust.
    Unrepresentable(Unrepresentable),
}

words! {
    /// A setting that is on or off.
    #[non_exhaustive]
    pub enum Switch {
        /// Whether requests of any age are accepted.
        AnyAge,
        /// Whether a check reports deviations from the documentation.
        Strict,
    }
}

/// A reason as numbers, for hosts that have words of their own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parts {
    /// Which reason; by its place in the list.
    pub reason: u8,
    /// What it is about; by its place in that list.
    pub a: u8,
    /// A number.
    pub n: f64,
    /// Another number.
    pub m: f64,
}

impl WebhookReason {
    /// The code under which it counts.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::OutOfBounds(_)
            | Self::NotBoolean(_)
            | Self::Secret(_)
            | Self::NoSuchSecret
            | Self::Target(_)
            | Self::DateToSign => Kind::InvalidArgument,
            Self::EventNotCovered(_) | Self::UnknownEvent => Kind::UnknownEvent,
            Self::NoSignature => Kind::SignatureMissing,
            Self::OtherMechanism => Kind::SignatureMechanism,
            Self::NoDate => Kind::SignatureDateMissing,
            Self::Duplicate(_) => Kind::SignatureDuplicate,
            Self::NotText(_) => Kind::SignatureNotText,
            Self::Malformed(_) => Kind::SignatureMalformed,
            Self::DateForm => Kind::SignatureDateInvalid,
            Self::Mismatch => Kind::SignatureMismatch,
            Self::SecretInactive { .. } => Kind::SecretInactive,
            Self::Stale { .. } => Kind::Stale,
            Self::NoBearer => Kind::BearerMissing,
            Self::Bearer(_) => Kind::BearerMalformed,
            Self::UnknownUser => Kind::BearerUnknownUser,
            Self::OtherToken => Kind::BearerMismatch,
            Self::PayloadInvalid(_) => Kind::PayloadInvalid,
            Self::Body(BodyFault::TooLarge { .. } | BodyFault::InflatesTooFar { .. }) => Kind::TooLarge,
            Self::Body(BodyFault::GzipInvalid) => Kind::GzipInvalid,
            Self::Body(BodyFault::GzipUnsupported) => Kind::GzipUnsupported,
            Self::TokenUnavailable => Kind::TokenUnavailable,
            Self::Unrepresentable(_) => Kind::Unrepresentable,
        }
    }

    /// The names of the reasons, in the order of their numbers: those that the rules give. The others are said by who receives.
    #[doc(hidden)]
    pub const NAMES: &'static [&'static str] = &[
        "OutOfBounds",
        "NotBoolean",
        "Secret",
        "NoSuchSecret",
        "Target",
        "DateToSign",
        "EventNotCovered",
        "UnknownEvent",
        "NoSignature",
        "OtherMechanism",
        "NoDate",
        "Duplicate",
        "NotText",
        "Malformed",
        "DateForm",
        "Mismatch",
        "SecretInactive",
        "Stale",
        "NoBearer",
        "Bearer",
        "UnknownUser",
        "OtherToken",
        "PayloadInvalid",
    ];

    /// The reason as numbers.
    #[must_use]
    #[doc(hidden)]
    pub fn parts(&self) -> Parts {
        let part = |reason, a| Parts { reason, a, n: 0.0, m: 0.0 };
        match self {
            // Exact: they are small.
            #[allow(clippy::cast_precision_loss)]
            Self::OutOfBounds(OutOfBounds(limit)) => {
                Parts { reason: 0, a: limit.setting as u8, n: limit.least as f64, m: limit.most as f64 }
            }
            Self::NotBoolean(switch) => part(1, *switch as u8),
            Self::Secret(fault) => part(2, *fault as u8),
            Self::NoSuchSecret => part(3, 0),
            Self::Target(fault) => part(4, *fault as u8),
            Self::DateToSign => part(5, 0),
            Self::EventNotCovered(event) => part(6, event.number()),
            Self::UnknownEvent => part(7, 0),
            Self::NoSignature => part(8, 0),
            Self::OtherMechanism => part(9, 0),
            Self::NoDate => part(10, 0),
            Self::Duplicate(header) => part(11, *header as u8),
            Self::NotText(header) => part(12, *header as u8),
            Self::Malformed(form) => part(13, *form as u8),
            Self::DateForm => part(14, 0),
            Self::Mismatch => part(15, 0),
            Self::SecretInactive { .. } => part(16, 0),
            // Exact: no two dates of four digits are as many seconds apart as a float can count.
            #[allow(clippy::cast_precision_loss)]
            Self::Stale { age_s, limit, limit_s } => {
                let a = if *limit == Setting::MaxAge { 2 } else { u8::from(*age_s < 0) };
                Parts { reason: 17, a, n: *age_s as f64, m: *limit_s as f64 }
            }
            Self::NoBearer => part(18, 0),
            Self::Bearer(fault) => part(19, *fault as u8),
            Self::UnknownUser => part(20, 0),
            Self::OtherToken => part(21, 0),
            Self::PayloadInvalid(event) => part(22, *event as u8),
            // Hosts with words of their own receive by themselves.
            Self::Body(_) | Self::TokenUnavailable | Self::Unrepresentable(_) => part(u8::MAX, 0),
        }
    }

    /// The text that belongs to it.
    #[must_use]
    #[doc(hidden)]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::SecretInactive { name } => Some(name),
            _ => None,
        }
    }
}
