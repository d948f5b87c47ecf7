//! The window: the piece of memory through which JavaScript and the core hand each other bytes.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static WINDOW: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The address of the window, once it is at least so many bytes long; 0 where there is not enough memory.
#[wasm_bindgen]
pub fn window_at(length: usize) -> usize {
    WINDOW.with_borrow_mut(|window| {
        let more = length.saturating_sub(window.len());
        if window.try_reserve_exact(more).is_err() {
            return 0;
        }
        if more > 0 {
            window.resize(length, 0);
        }
        window.as_ptr() as usize
    })
}

/// Looks at the first bytes of the window.
pub fn read<T>(length: usize, look: impl FnOnce(&[u8]) -> T) -> T {
    WINDOW.with_borrow(|window| look(window.get(..length).unwrap_or(window)))
}

/// Changes the first bytes of the window.
pub fn change<T>(length: usize, change: impl FnOnce(&mut [u8]) -> T) -> T {
    WINDOW.with_borrow_mut(|window| {
        let end = length.min(window.len());
        change(window.get_mut(..end).unwrap_or_default())
    })
}

/// Puts an answer at the window's start, which grows where the answer is longer, and gives the answer's length.
#[inline(never)]
pub fn write(answer: &[u8]) -> usize {
    WINDOW.with_borrow_mut(|window| {
        if window.len() < answer.len() {
            window.resize(answer.len(), 0);
        }
        if let Some(start) = window.get_mut(..answer.len()) {
            start.copy_from_slice(answer);
        }
        answer.len()
    })
}

/// Moves bytes of the window to its start.
pub fn move_to_start(start: usize, end: usize) {
    if start > 0 && start < end {
        change(end, |bytes| bytes.copy_within(start.min(bytes.len()).., 0));
    }
}
