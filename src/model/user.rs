//! A user.

enumeration! {
    /// What a user was created with.
    ///
    /// Source: an older description of the Powens API; seen in practice, not documented: not checked.
    UserPlatform, example "const platform: UserPlatform = \"iPhone\";";
    "web",
    "iPad",
    "iPhone",
    "Android",
    "CAstore",
    "requestAccess",
    "sharedAccess",
    "singleAccess",
    "transfer",
    "refresh_token",
}

object! {
    /// A user of a Powens domain: what keeps the synchronized data of one person of yours apart from all others.
    ///
    /// Source: "User object" of the Powens documentation.
    User => USER, example "const user: User = { id: 42, signin: \"2020-06-01 12:34:56\", platform: \"web\" };";
    required {
        /// ID of the user: a positive safe integer.
        id: super::OwnId => USER,
    }
    documented {
        /// When the user was created, such as `2020-06-01 12:34:56`. Text as it came: its zone is not documented, so it is
        /// no `Date`.
        signin: super::DateTime,
    }
    seen {
        /// What the user was created with.
        platform: "UserPlatform",
    }
}
