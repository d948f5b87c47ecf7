//! Rewriting checked JSON as ASCII, window by window, for hosts that parse such text faster.

use std::cell::RefCell;

use powens_users::internals::to_ascii;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::window;

thread_local! {
    static ASCII: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Rewrites the first bytes of the window, up to the last whole character. Gives how many bytes are not done with, which are
/// moved to the window's start; -1 where the rewriting would take too much memory. For checked JSON only.
#[wasm_bindgen]
pub fn ascii_feed(length: usize) -> i32 {
    let left = window::read(length, |bytes| {
        let valid = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => bytes.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok())?,
        };
        ASCII.set(to_ascii(valid)?.into_owned());
        Some(bytes.len().saturating_sub(valid.len()))
    });
    let Some(left) = left else { return -1 };
    window::move_to_start(length.saturating_sub(left), length);
    i32::try_from(left).unwrap_or(-1)
}

/// Where the rewritten bytes are.
#[wasm_bindgen]
pub fn ascii_at() -> usize {
    ASCII.with_borrow(|ascii| ascii.as_ptr() as usize)
}

/// How many there are.
#[wasm_bindgen]
pub fn ascii_length() -> usize {
    ASCII.with_borrow(Vec::len)
}
