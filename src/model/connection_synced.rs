//! The body of a webhook about all that was synchronised for a connection.

object! {
    /// What a CONNECTION_SYNCED webhook carries: the user, and what is new in one connection. It succeeds USER_SYNCED.
    ///
    /// A connection whose `id_user` is there and is not the id of the user is refused: it would be the data of somebody else.
    ///
    /// Source: "Connection synced" of the Powens documentation.
    ConnectionSyncedPayload, example "const payload: ConnectionSyncedPayload = { user: { id: 42 }, connection: { id: 7, accounts: [] }, id_webhook_data: 1001 };";
    required {
        /// The user to whom the connection belongs.
        user: super::User => USER,
        /// The connection, with its connector, its sources and accounts, and the new transactions of these.
        connection: super::Connection,
    }
    documented {
        /// ID of the payload, unique: the same payload can arrive more than once.
        id_webhook_data: super::Integer => ID_WEBHOOK_DATA,
    }
    same_ids { USER, ID_USER at "connection" / "id_user" }
}
