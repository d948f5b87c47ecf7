//! What is kept between the calls about one request. JavaScript makes them one behind the other, with nothing between.

use std::cell::RefCell;

use powens_users::internals::{Claim, Search, Trial};
use powens_users::webhook::SignedAt;

thread_local! {
    static STATE: RefCell<State> = const { RefCell::new(State { claim: None, trials: Vec::new(), search: None }) };
}

pub struct State {
    pub claim: Option<Claim>,
    /// The signatures that are being computed, one for each secret, in the order in which they are tried.
    pub trials: Vec<Trial>,
    pub search: Option<Search>,
}

pub fn with<T>(work: impl FnOnce(&mut State) -> T) -> T {
    STATE.with_borrow_mut(work)
}

/// A time of JavaScript's clock.
#[allow(clippy::cast_possible_truncation)] // Beyond the range it saturates.
pub fn moment(ms: f64) -> SignedAt {
    SignedAt::from_epoch_ms(ms.floor() as i64)
}

/// A time as JavaScript counts it.
#[allow(clippy::cast_precision_loss)] // No year has more than four digits.
pub fn ms(moment: SignedAt) -> f64 {
    moment.epoch_ms() as f64
}
