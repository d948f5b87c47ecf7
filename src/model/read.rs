//! Makes values of bytes that a check accepted.

use serde::de::DeserializeOwned;

use crate::check::{Unrepresentable, find_obstacle};

/// Reads a body that a check accepted as that of `T`.
///
/// # Errors
/// [`Unrepresentable`]: JSON holds texts and numbers that Rust has no value for.
pub(crate) fn read<T: DeserializeOwned>(checked: &[u8]) -> Result<T, Unrepresentable> {
    read_part(checked, &[])
}

/// The same of a part of such a body, to which `keys` lead.
pub(crate) fn read_part<T: DeserializeOwned>(checked: &[u8], keys: &[&str]) -> Result<T, Unrepresentable> {
    let mut deserializer = serde_json::Deserializer::from_slice(checked);
    // The check has its own, which passes one level more.
    deserializer.disable_recursion_limit();
    // What serde says holds values of the body.
    T::deserialize(&mut deserializer).map_err(|_| find_obstacle(checked, keys))
}
