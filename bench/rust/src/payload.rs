//! The documented fields as plain structs, as one would write them for `serde_json`: no other key is kept.
#![allow(missing_docs)]

use serde::Deserialize;
use serde_json::Value;

/// What a USER_CREATED carries.
#[derive(Debug, Deserialize)]
pub struct UserCreated {
    pub id: u64,
    pub signin: Option<String>,
    pub id_webhook_data: Option<i64>,
}

/// What a USER_SYNCED carries.
#[derive(Debug, Deserialize)]
pub struct UserSynced {
    pub user: User,
    pub connections: Vec<Connection>,
    pub id_webhook_data: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub struct User {
    pub id: u64,
    pub signin: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Connection {
    pub id: u64,
    pub id_user: Option<i64>,
    pub id_connector: Option<i64>,
    pub id_provider: Option<i64>,
    pub id_bank: Option<i64>,
    pub state: Option<String>,
    pub error: Option<String>,
    pub error_message: Option<String>,
    pub fields: Option<Vec<Value>>,
    pub last_update: Option<String>,
    pub created: Option<String>,
    pub active: Option<bool>,
    pub last_push: Option<String>,
    pub expire: Option<String>,
    pub next_try: Option<String>,
    pub connector_uuid: Option<String>,
    pub connector: Option<Connector>,
    pub sources: Option<Vec<Source>>,
    pub accounts: Option<Vec<Account>>,
}

#[derive(Debug, Deserialize)]
pub struct Connector {
    pub id: u64,
    pub uuid: Option<String>,
    pub name: Option<String>,
    pub hidden: Option<bool>,
    pub charged: Option<bool>,
    pub code: Option<String>,
    pub beta: Option<bool>,
    pub color: Option<String>,
    pub slug: Option<String>,
    pub sync_frequency: Option<f64>,
    pub months_to_fetch: Option<i64>,
    pub auth_mechanism: Option<String>,
    pub available_auth_mechanisms: Option<Vec<String>>,
    pub transfer_mechanism: Option<String>,
    pub siret: Option<String>,
    pub restricted: Option<bool>,
    pub capabilities: Option<Vec<String>>,
    pub account_usages: Option<Vec<String>>,
    pub payment_settings: Option<Value>,
    pub products: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub struct Source {
    pub id: u64,
    pub id_connection: Option<i64>,
    pub id_connector_source: Option<i64>,
    pub name: Option<String>,
    pub last_update: Option<String>,
    pub disabled: Option<String>,
    pub created: Option<String>,
    pub state: Option<String>,
    pub access_expire: Option<String>,
    pub expire: Option<String>,
    pub next_try: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Account {
    pub id: u64,
    pub id_connection: Option<i64>,
    pub id_user: Option<i64>,
    pub id_source: Option<i64>,
    pub id_parent: Option<i64>,
    pub number: Option<String>,
    pub original_name: Option<String>,
    pub balance: Option<f64>,
    pub coming: Option<f64>,
    pub display: Option<bool>,
    pub last_update: Option<String>,
    pub deleted: Option<String>,
    pub disabled: Option<String>,
    pub iban: Option<String>,
    pub currency: Option<Currency>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub id_type: Option<i64>,
    pub bookmarked: Option<i64>,
    pub name: Option<String>,
    pub error: Option<String>,
    pub usage: Option<String>,
    pub ownership: Option<String>,
    pub company_name: Option<String>,
    pub loan: Option<Loan>,
    pub transactions: Option<Vec<Transaction>>,
}

#[derive(Debug, Deserialize)]
pub struct Loan {
    pub total_amount: Option<f64>,
    pub available_amount: Option<f64>,
    pub used_amount: Option<f64>,
    pub next_payment_amount: Option<f64>,
    pub rate: Option<f64>,
    pub last_payment_amount: Option<f64>,
    pub insurance_amount: Option<f64>,
    pub insurance_rate: Option<f64>,
    pub subscription_date: Option<String>,
    pub maturity_date: Option<String>,
    pub start_repayment_date: Option<String>,
    pub next_payment_date: Option<String>,
    pub last_payment_date: Option<String>,
    pub nb_payments_left: Option<i64>,
    pub nb_payments_done: Option<i64>,
    pub nb_payments_total: Option<i64>,
    pub duration: Option<i64>,
    pub account_label: Option<String>,
    pub insurance_label: Option<String>,
    pub deferred: Option<Value>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Currency {
    pub id: Option<String>,
    pub name: Option<String>,
    pub symbol: Option<String>,
    pub crypto: Option<bool>,
    pub precision: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub struct Transaction {
    pub id: u64,
    pub id_account: Option<i64>,
    pub application_date: Option<String>,
    pub date: Option<String>,
    pub datetime: Option<String>,
    pub vdate: Option<String>,
    pub vdatetime: Option<String>,
    pub rdate: Option<String>,
    pub rdatetime: Option<String>,
    pub bdate: Option<String>,
    pub bdatetime: Option<String>,
    pub value: Option<f64>,
    pub gross_value: Option<f64>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub original_wording: Option<String>,
    pub simplified_wording: Option<String>,
    pub wording: Option<String>,
    pub categories: Option<Vec<Category>>,
    pub date_scraped: Option<String>,
    pub coming: Option<bool>,
    pub active: Option<bool>,
    pub id_cluster: Option<i64>,
    pub comment: Option<String>,
    pub last_update: Option<String>,
    pub deleted: Option<String>,
    pub original_value: Option<f64>,
    pub original_gross_value: Option<f64>,
    pub original_currency: Option<Currency>,
    pub commission: Option<f64>,
    pub commission_currency: Option<Currency>,
    pub country: Option<String>,
    pub card: Option<String>,
    pub counterparty: Option<Counterparty>,
}

#[derive(Debug, Deserialize)]
pub struct Category {
    pub code: Option<String>,
    pub parent_code: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Counterparty {
    pub label: Option<String>,
    pub account_scheme_name: Option<String>,
    pub account_identification: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
}
