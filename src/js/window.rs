//! The piece of memory through which JavaScript hands over bytes: it writes into it what a call then reads. Large bodies pass
//! through it piece by piece, since the memory of WebAssembly never shrinks.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

thread_local! {
    static WINDOW: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Where the window is, at least so many bytes long. It stays there until a longer one is asked for; what was written to it
/// stays too.
#[wasm_bindgen(js_name = windowAt)]
pub fn window_at(length: usize) -> usize {
    WINDOW.with_borrow_mut(|window| {
        if window.len() < length {
            window.resize(length, 0);
        }
        window.as_ptr() as usize
    })
}

/// Lets a function read the first bytes of the window.
pub fn read<T>(length: usize, reader: impl FnOnce(&[u8]) -> T) -> T {
    WINDOW.with_borrow(|window| reader(window.get(..length).unwrap_or_default()))
}

/// Moves what begins at `start` to the start of the window.
pub fn move_to_start(start: usize, end: usize) {
    WINDOW.with_borrow_mut(|window| {
        if start <= end && end <= window.len() {
            window.copy_within(start..end, 0);
        }
    });
}
