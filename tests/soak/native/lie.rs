//! Clients that lie, each in one way, which the judge has to find.

use std::time::Duration;

use http::{Request, Response, StatusCode};
use powens_users::Reqwest;
use powens_users::client::{ReqwestBody, Transport, TransportError};
use tokio::time::sleep;

use crate::Failed;
use crate::lines::{Attempt, Kind, Planned, Said};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// A delete of unknown effect is claimed.
    ClaimsUnknown,
    /// A delete of unknown effect is said to have had none.
    DeniesUnknown,
    /// The first attempt is not told of.
    HidesAttempt,
    /// A call goes on after its deadline.
    Hangs,
    /// A request that is refused by 429 is sent once more, and not counted.
    ResendsUnseen,
}

const NAMES: [(&str, Lie); 5] = [
    ("claims-unknown", Lie::ClaimsUnknown),
    ("denies-unknown", Lie::DeniesUnknown),
    ("hides-attempt", Lie::HidesAttempt),
    ("hangs", Lie::Hangs),
    ("resends-unseen", Lie::ResendsUnseen),
];

/// Beyond every deadline.
const LATER: Duration = Duration::from_millis(1_200);

impl Lie {
    pub fn from_args(mut args: impl Iterator<Item = String>) -> Result<Option<Self>, Failed> {
        match (args.next().as_deref(), args.next(), args.next()) {
            (None, ..) => Ok(None),
            (Some("--lie"), Some(name), None) => match NAMES.iter().find(|(known, _)| *known == name) {
                Some((_, lie)) => Ok(Some(*lie)),
                None => Err(format!("--lie {name} is none of {:?}", NAMES.map(|(known, _)| known)).into()),
            },
            _ => Err("usage: soak [--lie NAME]".into()),
        }
    }

    /// What is said instead.
    pub async fn told(self, said: Said, planned: &Planned) -> Said {
        let is_unknown = planned.kind == Kind::Delete && said.effect == Some("unknown");
        match self {
            Self::ClaimsUnknown if is_unknown => Said { outcome: "ok".to_owned(), ..Said::default() },
            Self::DeniesUnknown if is_unknown => Said { effect: Some("none"), ..said },
            Self::HidesAttempt => {
                Said { error_attempts: said.error_attempts.map(|told| told.saturating_sub(1)), ..said }
            }
            Self::Hangs => {
                sleep(LATER).await;
                said
            }
            _ => said,
        }
    }

    /// What was told of attempts instead.
    pub fn hide(self, attempts: &mut Vec<Attempt>) {
        if self == Self::HidesAttempt && !attempts.is_empty() {
            attempts.remove(0);
        }
    }
}

/// Sends once more what was refused by 429.
pub struct Resending(pub Reqwest);

impl Transport for Resending {
    type Body = ReqwestBody;

    async fn send(&self, request: Request<()>) -> Result<Response<ReqwestBody>, TransportError> {
        let response = self.0.send(request.clone()).await?;
        if response.status() == StatusCode::TOO_MANY_REQUESTS { self.0.send(request).await } else { Ok(response) }
    }

    async fn sleep(&self, duration: Duration) {
        self.0.sleep(duration).await;
    }

    fn now(&self) -> Duration {
        self.0.now()
    }
}
