//! The check of a body that is there as a whole.

use std::cell::Cell;

use super::super::event::WebhookType;
use super::super::limits::MAX_ISSUES;
use crate::check::{Options, Report, Scan};

thread_local! {
    // Checked again and again, bodies of one shape are checked faster. What it remembers is small: keys of bodies, no values.
    static SCAN: Cell<Option<Box<Scan>>> = const { Cell::new(None) };
}

/// What is asked of a check where nobody asks for anything else.
pub(super) fn default_options() -> Options {
    Options { max_issues: usize::try_from(MAX_ISSUES.default).unwrap_or(usize::MAX), ..Options::default() }
}

/// Checks a body as that of an event.
pub(super) fn scan(webhook_type: WebhookType, options: Options, body: &[u8]) -> Report {
    // A thread that ends has none any more.
    let mut scan = SCAN.try_with(Cell::take).ok().flatten().unwrap_or_default();
    scan.begin(webhook_type.shape(), options);
    scan.feed(body, true);
    let report = scan.finish();
    let _ = SCAN.try_with(|kept| kept.set(Some(scan)));
    report
}
