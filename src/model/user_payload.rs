//! The body of a webhook about one user.

object! {
    /// What a USER_CREATED and a USER_DELETED webhook carry: the user. Nothing in the body says which of the two it is; the
    /// URL that was registered does.
    ///
    /// Source: "User created" and "User deleted" of the Powens documentation.
    UserPayload => USER, example "const payload: UserPayload = { id: 42, signin: \"2020-06-01 12:34:56\", id_webhook_data: 1001 };";
    required {
        /// ID of the user: a positive safe integer.
        id: super::OwnId => USER,
    }
    documented {
        /// When the user was created, such as `2020-06-01 12:34:56`. Text as it came: its zone is not documented, so it is
        /// no `Date`.
        signin: super::DateTime,
        /// ID of the payload, unique: the same payload can arrive more than once.
        id_webhook_data: super::Integer => ID_WEBHOOK_DATA,
    }
    seen {
        /// What the user was created with.
        platform: "UserPlatform",
    }
}
