//! Values that live as long as the module.

use std::cell::Cell;
use std::mem::{ManuallyDrop, forget};

/// A value of a `thread_local!`. Never dropped, so that no code is there to say when; taken out while it is used, so that no code
/// is there to say that it is in use already. Whoever uses it does not use it again meanwhile.
pub struct Global<T>(ManuallyDrop<Cell<T>>);

impl<T: Default> Global<T> {
    pub const fn new(value: T) -> Self {
        Self(ManuallyDrop::new(Cell::new(value)))
    }

    pub fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        let mut value = self.0.take();
        let result = work(&mut value);
        // What stands there is the empty value of above.
        forget(self.0.replace(value));
        result
    }
}
