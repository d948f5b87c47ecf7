//! Values under numbers, by which JavaScript names them.

/// Holds values until they are taken out again.
pub struct Slab<T>(Vec<Option<T>>);

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Slab<T> {
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Keeps a value, and gives its number: the lowest that is free.
    pub fn insert(&mut self, value: T) -> usize {
        let free = self.0.iter().position(Option::is_none);
        let index = free.unwrap_or(self.0.len());
        match self.0.get_mut(index) {
            Some(place) => *place = Some(value),
            None => self.0.push(Some(value)),
        }
        index
    }

    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        self.0.get_mut(index)?.as_mut()
    }

    pub fn remove(&mut self, index: usize) -> Option<T> {
        self.0.get_mut(index)?.take()
    }
}
