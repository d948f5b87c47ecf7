//! A connector: the bank or other institution behind a connection.

enumeration! {
    /// How a connector authenticates a user.
    ///
    /// Source: Powens documentation.
    AuthMechanism, example "const mechanism: AuthMechanism = \"webauth\";";
    "credentials",
    "webauth",
}

enumeration! {
    /// A product that a connector serves.
    ///
    /// Source: Powens documentation.
    ConnectorProduct, example "const product: ConnectorProduct = \"bank\";";
    "bank",
    "wealth",
    "bill",
    "pay",
}

object! {
    /// A connector: what reaches one bank or other institution.
    ///
    /// Source: "Connector object" of the Powens documentation.
    Connector, example "const connector: Connector = { id: 59, uuid: \"338178e6-3d01-564f-9a7b-52ca442459bf\", name: \"Connecteur de test\", products: [\"bank\"] };";
    required {
        /// ID of the connector: a positive safe integer. It differs between domains; `uuid` does not.
        id: super::OwnId,
    }
    documented {
        /// ID of the connector, the same on every domain.
        uuid: String,
        /// Name of the connector.
        name: String,
        /// Whether the connector is hidden.
        hidden: bool | null,
        /// Whether the connector is charged.
        charged: bool,
        /// Code of the connector.
        code: String | null,
        /// Whether the connector is in beta.
        beta: bool,
        /// Colour of the connector.
        color: String | null,
        /// Short name of the connector.
        slug: String | null,
        /// How often it synchronises. The unit is not documented.
        sync_frequency: f64 | null | deprecated,
        /// How many months of history are fetched.
        months_to_fetch: super::Integer | null,
        /// How the connector authenticates a user.
        auth_mechanism: super::AuthMechanism | null,
        /// Every way in which the connector can authenticate a user.
        available_auth_mechanisms: Vec<super::AuthMechanism>,
        /// How the connector authenticates a transfer. Its values are not listed.
        transfer_mechanism: String | null,
        /// SIRET number, the French number of an establishment.
        siret: String | null,
        /// Whether the connector is restricted.
        restricted: bool,
        /// What the connector is capable of. The values are not listed.
        capabilities: Vec<String>,
        /// For which usages the connector has accounts. The values are not listed.
        account_usages: Vec<String>,
        /// Settings for payments. Its inside is not looked at.
        payment_settings: super::Object | null,
        /// The products that the connector serves.
        products: Vec<super::ConnectorProduct>,
    }
    seen {
        /// Types of the accounts that the connector has.
        account_types: "unknown",
        /// Types of the documents that the connector has.
        documents_type: "unknown",
        /// The ways in which the connector can make a transfer.
        available_transfer_mechanisms: "unknown",
        /// Types of the beneficiaries of a transfer.
        transfer_beneficiary_types: "unknown",
        /// Types of the execution dates of a transfer.
        transfer_execution_date_types: "unknown",
        /// Categories of the connector.
        categories: "unknown",
        /// URLs of the connector.
        urls: "unknown",
        /// Countries of the connector.
        countries: "unknown",
        /// The fields that the connector asks for.
        fields: "unknown",
        /// Sources of the connector.
        sources: "unknown",
        /// How often it synchronises. The unit is not documented.
        sync_periodicity: "unknown",
        /// ID of the category of the connector.
        id_category: "unknown",
        /// ID of the connector in weboob, the software behind it.
        id_weboob: "unknown",
    }
}
