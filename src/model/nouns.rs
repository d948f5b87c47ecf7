//! The list of all declarations, for what is generated from them.

use super::enumeration::Enumeration;
use super::interface::Interface;
use super::{User, UserPlatform, UsersList};

/// What one file of the model declares.
pub(crate) struct Noun {
    pub file: &'static str,
    pub enumerations: Vec<Enumeration>,
    pub interfaces: Vec<Interface>,
}

impl Noun {
    /// The names that it declares.
    pub fn names(&self) -> Vec<&'static str> {
        let enumerations = self.enumerations.iter().map(|enumeration| enumeration.name);
        enumerations.chain(self.interfaces.iter().map(|interface| interface.name)).collect()
    }
}

/// All of them, in the order in which the documentation has them.
pub(crate) fn all() -> Vec<Noun> {
    vec![
        Noun { file: "user", enumerations: vec![UserPlatform::enumeration()], interfaces: vec![User::interface()] },
        Noun { file: "users-list", enumerations: vec![], interfaces: vec![UsersList::interface()] },
    ]
}
