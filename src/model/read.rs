//! A body that was checked, as the object that it is.

use serde::de::DeserializeOwned;

use crate::check::{Issue, Unrepresentable};

/// What of an accepted body its type does not hold, and what is wrong there, where that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotHeld {
    pub what: Unrepresentable,
    pub issue: Option<Issue>,
}

/// Reads a body that a check has accepted as the object of this type.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, NotHeld> {
    // It is UTF-8, and is looked through faster as a whole than text by text.
    let text = std::str::from_utf8(body).unwrap_or_default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    // Its limit is one level below ours, and what was checked is within ours.
    deserializer.disable_recursion_limit();
    T::deserialize(&mut deserializer).map_err(|_| match Unrepresentable::find(body) {
        Some((what, issue)) => NotHeld { what, issue: Some(issue) },
        None => NotHeld { what: Unrepresentable::Other, issue: None },
    })
}
