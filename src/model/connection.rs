//! A connection of a user to a connector.

/// Declares an object with the fields of a connection, and with more.
macro_rules! connection_object {
    ($(#[doc = $doc:literal])* $object:ident, example $example:literal; more { $($more:tt)* }) => {
        object! {
            $(#[doc = $doc])*
            $object, example $example;
            required {
                /// ID of the connection: a positive safe integer.
                id: super::OwnId,
            }
            documented {
                /// ID of the user to whom the connection belongs.
                id_user: super::Integer => ID_USER | null,
                /// ID of the connector.
                id_connector: super::Integer,
                /// ID of the provider.
                id_provider: super::Integer | deprecated,
                /// ID of the bank: the older name of the connector.
                id_bank: super::Integer | deprecated,
                /// What the connection needs or fails at. Null is success; `""` and `"null"` were seen for success too, and stay as
                /// they came.
                state: super::ConnectionState | null,
                /// What went wrong.
                error: String | null | deprecated,
                /// What went wrong, in words.
                error_message: String | null,
                /// The fields that the connector asks for, as ConnectorField objects. Their inside is not looked at.
                fields: Vec<super::Object> | null,
                /// When the connection was last updated, such as `2020-06-01 12:34:56`; the zone is not documented.
                last_update: super::DateTime | null,
                /// When the connection was created, such as `2020-06-01 12:34:56`; the zone is not documented.
                created: super::DateTime | null,
                /// Whether the connection is active.
                active: bool,
                /// When the connection was last pushed, such as `2020-06-01 12:34:56`; the zone is not documented.
                last_push: super::DateTime | null,
                /// When the connection expires, such as `2020-06-01 12:34:56`; the zone is not documented.
                expire: super::DateTime | null,
                /// When it is tried next, such as `2020-06-01 12:34:56`; the zone is not documented.
                next_try: super::DateTime | null,
                /// `uuid` of the connector, the same on every domain.
                connector_uuid: String,
                /// The connector.
                connector: super::Connector,
                /// The sources of the connection that are activated and were synchronised.
                sources: Vec<super::ConnectionSource>,
                /// The bank accounts of the connection that are activated and were synchronised.
                accounts: Vec<super::BankAccount>,
                $($more)*
            }
            seen {
                /// The connector, under the older name of `connector`.
                bank: "Connector",
                /// Subscriptions of the connection.
                subscriptions: "unknown",
            }
        }
    };
}

pub(super) use connection_object;

connection_object! {
    /// A connection: what links a user to a connector, with the sources and accounts found there.
    ///
    /// Source: "Connection object" of the Powens documentation.
    Connection, example "const connection: Connection = { id: 7, id_user: 42, id_connector: 59, state: null, active: true };";
    more {}
}
