//! Enumerations of Powens. A check takes any text, so they are documentation and TypeScript only.

/// An enumeration that may grow.
pub(crate) struct OpenUnion {
    pub name: &'static str,
    pub doc: &'static [&'static str],
    pub example: &'static str,
    pub values: &'static [&'static str],
}
