//! A source of a connection.

enumeration! {
    /// The state of a connection, or of one of its sources, that needs something. Success is not among them: it is null.
    ///
    /// Source: Powens documentation.
    ConnectionState, example "const state: ConnectionState = \"SCARequired\";";
    "SCARequired",
    "webauthRequired",
    "additionalInformationNeeded",
    "decoupled",
    "validating",
    "actionNeeded",
    "passwordExpired",
    "wrongpass",
    "rateLimiting",
    "websiteUnavailable",
    "bug",
    "notSupported",
}

object! {
    /// A source of a connection: one way in which its data is fetched.
    ///
    /// Source: "ConnectionSource object" of the Powens documentation.
    ConnectionSource, example "const source: ConnectionSource = { id: 3, id_connection: 7, name: \"openapi\", state: null, disabled: null };";
    required {
        /// ID of the source: a positive safe integer.
        id: super::OwnId,
    }
    documented {
        /// ID of the connection to which the source belongs.
        id_connection: super::Integer,
        /// ID of the source of the connector.
        id_connector_source: super::Integer,
        /// Name of the source, such as `openapi` or `directaccess`.
        name: String,
        /// When the source was last updated, such as `2020-06-01 12:34:56`; the zone is not documented.
        last_update: super::DateTime | null,
        /// When the source was disabled, such as `2020-06-01 12:34:56`; the zone is not documented. A moment, not a flag.
        disabled: super::DateTime | null,
        /// When the source was created, such as `2020-06-01 12:34:56`; the zone is not documented.
        created: super::DateTime,
        /// What the source needs or fails at. Null is success; `""` and `"null"` were seen for success too, and stay as
        /// they came.
        state: super::ConnectionState | null,
        /// When the access expires, such as `2020-06-01 12:34:56`; the zone is not documented.
        access_expire: super::DateTime | null,
        /// When the source expires, such as `2020-06-01 12:34:56`; the zone is not documented.
        expire: super::DateTime | null,
        /// When it is tried next, such as `2020-06-01 12:34:56`; the zone is not documented.
        next_try: super::DateTime | null,
    }
    seen {
        /// The source itself: an object with `name` and `priority`.
        source: "Readonly<Record<string, unknown>>",
    }
}
