//! The window: the piece of memory through which JavaScript and the core hand each other bytes.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::global::Global;

thread_local! {
    static WINDOW: Global<Vec<u8>> = const { Global::new(Vec::new()) };
}

fn with<T>(work: impl FnOnce(&mut Vec<u8>) -> T) -> T {
    WINDOW.with(|window| window.with(work))
}

/// The address of the window, once it is at least so many bytes long; 0 where there is not enough memory.
#[wasm_bindgen]
pub fn window_at(length: usize) -> usize {
    with(|window| {
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
    with(|window| look(window.get(..length).unwrap_or(window)))
}

/// Changes the first bytes of the window.
pub fn change<T>(length: usize, change: impl FnOnce(&mut [u8]) -> T) -> T {
    with(|window| {
        let end = length.min(window.len());
        change(window.get_mut(..end).unwrap_or_default())
    })
}

/// Puts an answer at the window's start, which grows where the answer is longer, and gives the answer's length.
#[inline(never)]
pub fn write(answer: &[u8]) -> usize {
    with(|window| {
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
