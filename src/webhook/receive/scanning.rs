//! The check of a body that is there as a whole.

use std::cell::RefCell;

use super::super::event::WebhookType;
use super::super::limits::MAX_ISSUES;
use crate::check::{Options, Report, Scan};

thread_local! {
    // Checked again and again, bodies of one shape are checked faster. What it remembers is small: keys of bodies, no values.
    static SCAN: RefCell<Scan> = RefCell::default();
}

/// What is asked of a check where nobody asks for anything else.
pub(super) fn default_options() -> Options {
    Options { max_issues: usize::try_from(MAX_ISSUES.default).unwrap_or(usize::MAX), ..Options::default() }
}

/// Checks a body as that of an event.
pub(super) fn scan(webhook_type: WebhookType, options: Options, body: &[u8]) -> Report {
    let kept = SCAN
        .try_with(|scan| scan.try_borrow_mut().ok().map(|mut scan| scan_with(&mut scan, webhook_type, options, body)));
    // A thread that ends has none any more.
    kept.ok().flatten().unwrap_or_else(|| scan_with(&mut Scan::default(), webhook_type, options, body))
}

fn scan_with(scan: &mut Scan, webhook_type: WebhookType, options: Options, body: &[u8]) -> Report {
    scan.begin(webhook_type.shape(), options);
    scan.feed(body, true);
    scan.finish()
}
