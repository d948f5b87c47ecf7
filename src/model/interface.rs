//! What the declaration of an object tells TypeScript and the documentation.

/// Where a field is known from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Documentation,
    SeenInPractice,
    Ours,
}

/// When a field is there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Always, and not null.
    Required,
    /// As documented: always and not null. Often absent or null in practice.
    Documented,
    /// Documented as "or null".
    OrNull,
    /// Nothing is documented.
    Undocumented,
}

/// An interface; documentation is as `///` leaves it, a line each.
pub(crate) struct Interface {
    pub name: &'static str,
    pub doc: &'static [&'static str],
    pub example: &'static str,
    pub properties: Vec<Property>,
}

/// A property of an interface.
pub(crate) struct Property {
    pub name: &'static str,
    pub doc: &'static [&'static str],
    pub source: Source,
    pub presence: Presence,
    pub deprecated: bool,
    /// Its type in TypeScript.
    pub value: String,
}
