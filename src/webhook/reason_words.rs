//! What is wrong with a webhook, in words. Hosts with words of their own take the reason itself.

use std::fmt;

use super::event::WebhookType;
use super::reason::{BearerFault, BodyFault, Header, SecretFault, SignatureForm, Switch, TargetFault, WebhookReason};

impl fmt::Display for WebhookReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfBounds(error) => write!(f, "{error}."),
            Self::NotBoolean(switch) => write!(f, "{switch} is either on or off."),
            Self::Secret(fault) => f.write_str(words_of_secret(*fault)),
            Self::NoSuchSecret => f.write_str("There is no secret of this name."),
            Self::Target(fault) => {
                let what = words_of_target(*fault);
                write!(f, "The path of the URL that is registered at Powens is like \"/hooks/user-created\": {what}.")
            }
            Self::DateToSign => f.write_str(
                "A date that is signed must be ISO 8601 with a zone, such as 2022-06-27T11:08:52.577831Z.",
            ),
            Self::EventNotCovered(event) => {
                write!(f, "The payload of {} is not covered; ", event.name())?;
                names(f)?;
                f.write_str(" are. The signature of every event can be proven.")
            }
            Self::UnknownEvent => {
                f.write_str("The type of event must be one of ")?;
                names(f)?;
                f.write_str(". The body does not name it: it is the one of the URL that Powens calls.")
            }
            Self::NoSignature => f.write_str(
                "There is no header BI-Signature: the request is not from Powens, its webhook is registered without HMAC, or a proxy has removed the header.",
            ),
            Self::OtherMechanism => f.write_str(
                "There is no header BI-Signature, but a Bearer token: this webhook is registered with another mechanism than HMAC.",
            ),
            Self::NoDate => f.write_str(
                "There is a header BI-Signature and no BI-Signature-Date: a proxy may have removed it.",
            ),
            Self::Duplicate(header) => {
                write!(f, "The header {header} is there more than once; exactly one must be sent.")
            }
            Self::NotText(header) => write!(f, "The header {header} is given as something that is no text."),
            Self::Malformed(form) => write!(f, "The header BI-Signature {}.", words_of_form(*form)),
            Self::DateForm => f.write_str(
                "The header BI-Signature-Date is no ISO 8601 date with a zone, such as 2022-06-27T11:08:52.577831Z.",
            ),
            Self::Mismatch => f.write_str(
                "The signature does not match: the body is not the raw bytes, the path is not the one that is registered at Powens, or the secret is another one.",
            ),
            Self::SecretInactive { name } => {
                write!(f, "The request is signed with the secret \"{name}\", which is not in use at this time.")
            }
            Self::Stale { age_s, limit, limit_s } => {
                let when = if *age_s < 0 { "in the future" } else { "ago" };
                let age_s = age_s.unsigned_abs();
                write!(f, "It was signed {age_s} s {when}, beyond {} of {limit_s} s.", limit.as_str())
            }
            Self::NoBearer => f.write_str(
                "There is no header Authorization: the request is not from Powens, or its webhook is registered with another mechanism.",
            ),
            Self::Bearer(fault) => write!(f, "The header Authorization {}.", words_of_bearer(*fault)),
            Self::UnknownUser => f.write_str("There is no token on record for the user of the payload."),
            Self::OtherToken => {
                f.write_str("The Bearer token is not the one on record for the user of the payload.")
            }
            Self::PayloadInvalid(event) => write!(f, "The body is not what {} carries.", event.name()),
            Self::Body(fault) => write_body(f, *fault),
            Self::TokenUnavailable => {
                f.write_str("The token on record for the user of the payload could not be had.")
            }
            Self::Unrepresentable(what) => {
                write!(f, "The body is what its event carries, but holds {}. Its bytes are as they came.", what.as_str())
            }
        }
    }
}

fn write_body(f: &mut fmt::Formatter<'_>, fault: BodyFault) -> fmt::Result {
    match fault {
        BodyFault::TooLarge { most } => {
            write!(f, "The body is larger than {most} bytes. Raise the largest body if such bodies are expected.")
        }
        BodyFault::InflatesTooFar { most } => write!(
            f,
            "The body inflates to more than {most} bytes, and no secret signs it as it came. If such bodies are expected, inflate them and give the bytes."
        ),
        BodyFault::GzipInvalid => f.write_str("The gzip of the body is damaged."),
        BodyFault::GzipUnsupported => f.write_str(
            "The body is compressed with gzip, which this program cannot inflate: switch on the feature gzip of powens-users.",
        ),
    }
}

/// The names of the events that are covered.
fn names(f: &mut fmt::Formatter<'_>) -> fmt::Result {
    WebhookType::ALL.iter().enumerate().try_for_each(|(index, event)| {
        f.write_str(if index > 0 { ", " } else { "" })?;
        f.write_str(event.name())
    })
}

impl fmt::Display for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Signature => "BI-Signature",
            Self::Date => "BI-Signature-Date",
        })
    }
}

impl fmt::Display for Switch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AnyAge => "Whether requests of any age are accepted",
            Self::Strict => "Whether a check is strict",
        })
    }
}

const fn words_of_secret(fault: SecretFault) -> &'static str {
    match fault {
        SecretFault::NotText => "The secret key is no text, and no list of secrets.",
        SecretFault::LoneSurrogate => "The secret key holds half a character (a lone surrogate).",
        SecretFault::Empty => "The secret key is empty.",
        SecretFault::Blank => "The secret key is blank.",
        SecretFault::WhiteSpace => {
            "The secret key has white space or a line break around it, as a file or an environment variable may add."
        }
        SecretFault::NoSecret => "The list of secrets is empty: nothing could be verified.",
        SecretFault::TooMany => "The list of secrets is longer than 100.",
        SecretFault::NoEntry => "An entry of the list of secrets is no secret.",
        SecretFault::NoName => "A secret of the list has no name.",
        SecretFault::BlankName => "A secret of the list has a blank name.",
        SecretFault::SameName => "Two secrets of the list have the same name.",
        SecretFault::Period => "A secret is in use only after the moment from which it is not in use any more.",
        SecretFault::NotBefore => "The moment from which a secret is in use is no moment with a zone.",
        SecretFault::NotAfter => "The moment until which a secret is in use is no moment with a zone.",
    }
}

const fn words_of_target(fault: TargetFault) -> &'static str {
    match fault {
        TargetFault::NoSlash => "it starts with /",
        TargetFault::Query => "it holds no query and no fragment",
        TargetFault::NoScheme => "a URL starts with / or with a scheme such as https://",
        TargetFault::NoPath => "this URL has a query right behind its host",
    }
}

const fn words_of_form(form: SignatureForm) -> &'static str {
    match form {
        SignatureForm::WhiteSpace => "holds white space",
        SignatureForm::Merged => "is two headers merged into one; exactly one must be sent",
        SignatureForm::UrlSafe => "is base64 in the alphabet of URLs; Powens sends the standard one, with + and /",
        SignatureForm::Trailing => "goes on behind its =",
        SignatureForm::NotBase64 => "holds a character that base64 does not have",
        SignatureForm::Unpadded => "lacks the = at its end",
        SignatureForm::Length => "is not the base64 of 32 bytes, which has 44 characters",
        SignatureForm::TailBits => {
            "has bits behind its last byte that are not zero: it is another spelling of a signature"
        }
    }
}

const fn words_of_bearer(fault: BearerFault) -> &'static str {
    match fault {
        BearerFault::Form => "is no Bearer token",
        BearerFault::Many => "is there more than once",
        BearerFault::NotText => "is given as something that is no text",
    }
}
