//! The body of a webhook about a connection that was deleted.

super::connection::connection_object! {
    /// What a CONNECTION_DELETED webhook carries: the connection.
    ///
    /// Source: "Connection deleted" of the Powens documentation.
    ConnectionDeletedPayload, example "const payload: ConnectionDeletedPayload = { id: 7, id_user: 42, id_connector: 59, id_webhook_data: 1001 };";
    more {
        /// ID of the payload, unique: the same payload can arrive more than once.
        id_webhook_data: super::Integer => ID_WEBHOOK_DATA,
    }
}
