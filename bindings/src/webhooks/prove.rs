//! Who sent a request.

use powens_users::internals::{Mac, Trial};
use powens_users::webhook::{WebhookType, is_gzip};
use wasm_bindgen::prelude::wasm_bindgen;

use super::head::Layout;
use super::state::{self, moment, ms};
use super::{FAILED, check, error, head, receiver};
use crate::record::{Reader, Writer};
use crate::window;

/// The body is compressed, which takes a longer way.
const COMPRESSED: i32 = -2;
/// No secret signs these bytes; others may come.
const NOBODY: i32 = -3;
/// The sender is proven, and the payload is refused: so much less the length of the report of the check is given.
const REFUSED: i32 = -16;

/// Verifies a request that is in the window as a whole, its body behind its head, and checks its payload as that of an event;
/// of one that is not there, it does not. Gives the number of the secret that signed it. The answer is when it was signed,
/// `id_webhook_data` or NaN, and where in the body the user begins and ends.
#[wasm_bindgen]
#[allow(clippy::too_many_arguments)] // One call with nothing but numbers is what makes small events cheap.
pub fn webhook_verify(
    receiver: usize,
    event: usize,
    target_kind: u32,
    signature: usize,
    target: usize,
    date: usize,
    head: usize,
    total: usize,
    now_ms: f64,
) -> i32 {
    let layout = Layout { target_kind, signature, target, date };
    receiver::with(receiver, |receiver| {
        let seen = window::read(total, |bytes| {
            let (head, body) = bytes.split_at_checked(head).unwrap_or_default();
            if is_gzip(body) {
                return Ok(None);
            }
            let request = layout.read(head)?;
            let proof = request.prove(&receiver.secrets, body, moment(now_ms), receiver.freshness)?;
            let report = WebhookType::ALL.get(event).map(|event| check::whole(*event, body));
            Ok(Some((proof, report)))
        });
        let (proof, report) = match seen {
            Ok(Some(seen)) => seen,
            Ok(None) => return COMPRESSED,
            Err(error) => return error::send(&error),
        };
        let mut answer = [0; 32];
        let signed_at = ms(proof.signed_at);
        let (id, user) = match &report {
            Some(report) if report.refusal.is_some() => {
                let mut writer = Writer::default();
                check::write(&mut writer, report, None);
                return REFUSED.saturating_sub(i32::try_from(writer.send()).unwrap_or_default());
            }
            Some(report) => (check::id_webhook_data(report), check::user_range(report)),
            None => (f64::NAN, (0.0, 0.0)),
        };
        for (to, number) in answer.chunks_exact_mut(8).zip([signed_at, id, user.0, user.1]) {
            to.copy_from_slice(&number.to_le_bytes());
        }
        window::write(&answer);
        i32::try_from(proof.secret).unwrap_or(FAILED)
    })
}

/// Reads the head of a request, which is in the window. Gives the length of the answer: how many secrets there are, their numbers
/// in the order in which they are tried, and what is signed in front of the body. `hashes` says that the bodies will be
/// hashed here.
#[wasm_bindgen]
#[allow(clippy::too_many_arguments)]
pub fn webhook_head(
    receiver: usize,
    target_kind: u32,
    signature: usize,
    target: usize,
    date: usize,
    head: usize,
    now_ms: f64,
    hashes: bool,
) -> i32 {
    let layout = Layout { target_kind, signature, target, date };
    receiver::with(receiver, |receiver| {
        let read = window::read(head, |bytes| {
            let request = layout.read(bytes)?;
            let (mut trials, mut order) = (Vec::new(), Vec::new());
            for index in receiver.secrets.order(moment(now_ms)) {
                order.push(u8::try_from(index).unwrap_or_default());
                if hashes && let Some(secret) = receiver.secrets.get(index) {
                    trials.push(request.trial(secret));
                }
            }
            let mut answer = vec![u8::try_from(order.len()).unwrap_or_default()];
            answer.extend_from_slice(&order);
            answer.extend_from_slice(request.prefix().as_bytes());
            Ok((request.claim(), trials, answer))
        });
        match read {
            Ok((claim, trials, answer)) => {
                state::with(|state| {
                    state.claim = Some(claim);
                    state.trials = trials;
                });
                i32::try_from(window::write(&answer)).unwrap_or(FAILED)
            }
            Err(error) => error::send(&error),
        }
    })
}

/// Hashes the first bytes of the window, with each secret.
#[wasm_bindgen]
pub fn webhook_hash(length: usize) {
    state::with(|state| {
        window::read(length, |bytes| state.trials.iter_mut().for_each(|trial| trial.update(bytes)));
    });
}

/// Judges who signed the body: by so many signatures of 32 bytes that are in the window, in the order that was asked for; without
/// any, by what was hashed. Gives the number of the secret, and answers when it was signed. Where no secret signs it, and
/// it is not the last form of the body that is tried, it gives that.
#[wasm_bindgen]
pub fn webhook_judge(receiver: usize, now_ms: f64, macs: usize, is_last: bool) -> i32 {
    receiver::with(receiver, |receiver| {
        let (claim, trials) = state::with(|state| (state.claim, std::mem::take(&mut state.trials)));
        let Some(claim) = claim else { return FAILED };
        let now = moment(now_ms);
        let signer = if macs == 0 {
            claim.signer(&receiver.secrets, now, trials.into_iter().map(Trial::finish))
        } else {
            window::read(macs.saturating_mul(32), |bytes| {
                let (macs, _) = bytes.as_chunks::<32>();
                claim.signer(&receiver.secrets, now, macs.iter().map(|mac| Mac::from_bytes(*mac)))
            })
        };
        if signer.is_none() && !is_last {
            return NOBODY;
        }
        match claim.judge(signer, &receiver.secrets, now, receiver.freshness) {
            Ok(proof) => {
                window::write(&ms(proof.signed_at).to_le_bytes());
                i32::try_from(proof.secret).unwrap_or(FAILED)
            }
            Err(error) => error::send(&error),
        }
    })
}

/// The error of headers that are not one text each.
#[wasm_bindgen]
pub fn webhook_headers(length: usize) -> i32 {
    let refused = window::read(length, |record| {
        let headers = head::headers(&mut Reader::new(record));
        head::endpoint("/", 0).and_then(|endpoint| powens_users::webhook::SignedRequest::new(endpoint, headers)).err()
    });
    refused.map_or(0, |error| error::send(&error))
}
