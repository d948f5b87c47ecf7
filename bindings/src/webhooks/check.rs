//! Whether a payload is what its event carries.

use std::cell::RefCell;

use powens_users::check::{Detail, IssueCode};
use powens_users::internals::{Options, Report, Scan};
use powens_users::webhook::{MAX_ISSUES, WebhookType};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::write_issues;
use crate::record::Writer;
use crate::window;

/// What is asked of a check, as bits.
const FIRST: u32 = 1;
const LAST: u32 = 2;
const STRICT: u32 = 4;
const FROM_OBJECT: u32 = 8;
const TOO_LARGE: u32 = 16;

thread_local! {
    // Made at first use: what thread_local! has for that is 1 kB of code.
    static SCAN: RefCell<Option<Scan>> = const { RefCell::new(None) };
}

/// Checks the next bytes of a payload, which are at the window's start. Gives how many of them must come again, and are at the
/// window's start now; or, as a negative number, the length of the report. Of a body that is too large the length is the limit.
#[wasm_bindgen]
pub fn webhook_check(event: usize, max_issues: usize, bits: u32, length: usize) -> i32 {
    let Some(event) = WebhookType::ALL.get(event).copied() else { return 0 };
    SCAN.with_borrow_mut(|scan| {
        let scan = scan.get_or_insert_default();
        if bits & FIRST != 0 {
            let (strict, from_object) = (bits & STRICT != 0, bits & FROM_OBJECT != 0);
            scan.begin(event.shape(), Options { max_issues, strict, from_object });
        }
        if bits & TOO_LARGE != 0 {
            scan.refuse(IssueCode::TooLarge, Detail::Limit(length as u64));
        } else {
            let is_last = bits & LAST != 0;
            let done = window::read(length, |bytes| scan.feed(bytes, is_last));
            if !is_last && !scan.issues_full() {
                window::move_to_start(done, length);
                return i32::try_from(length.saturating_sub(done)).unwrap_or_default();
            }
        }
        let mut writer = Writer::default();
        write(&mut writer, &scan.finish(), Some(event));
        i32::try_from(writer.send()).unwrap_or_default().saturating_neg()
    })
}

/// The report on a body that is there as a whole.
pub fn whole(event: WebhookType, body: &[u8]) -> Report {
    SCAN.with_borrow_mut(|scan| {
        let scan = scan.get_or_insert_default();
        let max_issues = usize::try_from(MAX_ISSUES.default).unwrap_or_default();
        scan.begin(event.shape(), Options { max_issues, ..Options::default() });
        scan.feed(body, true);
        scan.finish()
    })
}

/// Writes a report: 0 where there is nothing wrong, 1 for another shape, 2 for what is no unambiguous JSON; whether it is ASCII;
/// `id_webhook_data`, the id of the user it is about, where the user begins and ends; issues and warnings.
#[inline(never)]
pub fn write(writer: &mut Writer, report: &Report, event: Option<WebhookType>) {
    let refusal = report.refusal.as_ref();
    writer.byte(refusal.map_or(0, |refusal| if refusal.malformed { 2 } else { 1 }));
    writer.byte(report.is_ascii.into());
    let owner = event.and_then(|event| event.owner(&report.captured));
    let (start, end) = user_range(report);
    writer.number(id_webhook_data(report)).number(number(owner)).number(start).number(end);
    write_issues(writer, refusal.map_or(&[], |refusal| &refusal.issues));
    write_issues(writer, &report.warnings);
}

pub fn id_webhook_data(report: &Report) -> f64 {
    number(report.captured.integer(powens_users::internals::slot::ID_WEBHOOK_DATA))
}

/// Where the user begins and ends, where it is a part of the payload.
#[allow(clippy::cast_precision_loss)] // Places in a body.
pub fn user_range(report: &Report) -> (f64, f64) {
    let range = report.captured.range(powens_users::internals::slot::USER).unwrap_or_default();
    (range.start as f64, range.end as f64)
}

/// Exact: it is a safe integer.
#[allow(clippy::cast_precision_loss)]
fn number(integer: Option<i64>) -> f64 {
    integer.map_or(f64::NAN, |integer| integer as f64)
}
