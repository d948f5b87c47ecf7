//! The body of a webhook about all that was synchronised for a user.

object! {
    /// What a USER_SYNCED webhook carries: the user, and what is new in the connections. Powens deprecates this webhook in
    /// favour of CONNECTION_SYNCED.
    ///
    /// Source: "User synced" of the Powens documentation.
    UserSyncedPayload, example "const payload: UserSyncedPayload = { user: { id: 42 }, connections: [{ id: 7, accounts: [] }], id_webhook_data: 1001 };";
    required {
        /// The user to whom the synchronisation belongs.
        user: super::User => USER,
        /// The connections, each with its connector, its sources and accounts, and the new transactions of these.
        connections: Vec<super::Connection>,
    }
    documented {
        /// ID of the payload, unique: the same payload can arrive more than once.
        id_webhook_data: super::Integer => ID_WEBHOOK_DATA,
    }
    seen {
        /// A total, in an older form of the body. Of what is not documented.
        total: "number",
    }
}
