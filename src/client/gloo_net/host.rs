//! What a host of WebAssembly tells that a program cannot know by itself: clocks, chance, and its page.

use std::cell::Cell;
use std::time::{Duration, SystemTime};

use super::foreign::{global, number, property};

/// The time by the host's `Date`, which people set; `None` where it tells none.
pub(super) fn wall_clock() -> Option<SystemTime> {
    SystemTime::UNIX_EPOCH.checked_add(milliseconds("Date", "now")?)
}

/// A random number from 0 up to 1, by the host's `Math`: good enough to spread waits, and for no secret.
pub(super) fn random() -> f64 {
    number("Math", "random").unwrap_or_default()
}

/// The origin of the page or worker, such as `https://app.example`; `None` in servers.
pub(super) fn page_origin() -> Option<String> {
    property(&global("location"), "origin").as_string()
}

/// Whether the host's `fetch` may send a request again by itself. All do that were tried but undici, which is Node's; a page of
/// Electron names it too, and has the browser's.
pub(super) fn may_resend() -> bool {
    page_origin().is_some() || property(&property(&global("process"), "versions"), "undici").is_falsy()
}

/// A clock that nobody sets, and that never goes back.
#[derive(Debug)]
pub(super) struct SteadyClock {
    /// Whether the host has a steady clock: the two must not be mixed.
    is_steady: bool,
    last: Cell<Duration>,
}

impl SteadyClock {
    pub(super) fn new() -> Self {
        Self { is_steady: milliseconds("performance", "now").is_some(), last: Cell::new(Duration::ZERO) }
    }

    /// The time since some moment; that of the last look where the host tells none.
    pub(super) fn now(&self) -> Duration {
        let told = if self.is_steady { milliseconds("performance", "now") } else { milliseconds("Date", "now") };
        let now = told.map_or(self.last.get(), |told| told.max(self.last.get()));
        self.last.set(now);
        now
    }
}

/// A time that a function of an object of the host's gives in milliseconds.
fn milliseconds(of: &str, name: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(number(of, name)? / 1000.0).ok()
}
