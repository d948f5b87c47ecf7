//! What every public type of the crate keeps to.

use std::fmt::{Debug, Display};

use powens_users::api::{
    ApiError, BaseUrl, Client, Exchange, ExtraHeaders, Failure, HeaderProblem, HeadersSource, Target, Token,
    TokenProblem, TokenSource,
};
#[cfg(feature = "reqwest")]
use powens_users::client;
use powens_users::internals::{BearerToken, Mac};
use powens_users::webhook::{Endpoint, Secret, Secrets, SignatureHeaders, SignedRequest, Values, sign};
use powens_users::{ForeignError, WebhookError, Webhooks, api, check, model, webhook};

use crate::api::support::{begun, foreign, get};

/// Compiles for types that may go from one thread to another and stay with a task.
fn is_free<T: Send + Sync + Unpin + Debug + 'static>() {}

/// For errors, which `anyhow` and `Box<dyn Error + Send + Sync>` take.
fn is_error<T: std::error::Error + Send + Sync + Clone + PartialEq + 'static>() {}

macro_rules! each {
    ($check:ident: $($type:ty),* $(,)?) => { $($check::<$type>();)* };
}

#[test]
fn every_type_is_send_and_sync_and_can_be_shown() {
    each![is_free: api::ApiError, api::BaseUrl, api::Call, api::Client, api::Clock, api::Collected<'static>, api::Decision,
        api::Exchange, api::ExtraHeaders, api::Failure, api::Head, api::HeadersSource, api::Plan, api::Reason, api::Redirect,
        api::RetryPolicy, api::Step, api::Target, api::Token, api::TokenSource, api::UserId];
    each![is_free: check::Issue, check::Refusal, check::ObjectShape, powens_users::Limit, powens_users::OutOfBounds];
    each![is_free: model::BankAccount, model::Connection, model::ConnectionDeletedPayload, model::ConnectionSource,
        model::ConnectionSyncedPayload, model::Connector, model::Counterparty, model::Currency, model::Loan,
        model::Transaction, model::TransactionCategory, model::User, model::UserPayload, model::UserSyncedPayload,
        model::UsersList, model::OwnId, model::Integer, model::UserPlatform];
    each![is_free: webhook::Diagnosis, webhook::DiagnosisCause, webhook::Endpoint<'static>, webhook::Freshness, webhook::Proof,
        webhook::Secret, webhook::Secrets, webhook::SignatureHeaders<'static>, webhook::SignedAt,
        webhook::SignedRequest<'static>, webhook::Values<'static>, webhook::WebhookError, webhook::WebhookReason,
        webhook::WebhookType];
    each![is_free: webhook::BearerClaim<'static>, webhook::CheckedPayload<'static>, webhook::CheckOptions, webhook::Event<'static>,
        webhook::EventOrigin, webhook::Payload, webhook::Signed<'static>, webhook::Target<'static>, webhook::Webhooks,
        webhook::WebhooksBuilder];
    each![is_error: ApiError, WebhookError, ForeignError, TokenProblem, HeaderProblem, api::BaseUrlProblem, check::Refusal,
        powens_users::OutOfBounds, model::InvalidOwnId, model::InvalidInteger];
}

const SECRET: &str = "s3cr3t/t0ken+ok=";

fn shown(value: &impl Debug) -> String {
    format!("{value:?} {value:#?}")
}

fn said(value: &(impl Debug + Display)) -> String {
    format!("{} {value}", shown(value))
}

#[cfg(feature = "reqwest")]
#[test]
fn a_client_is_send_and_sync_and_shows_no_secret() {
    each![is_free: client::UsersApi<client::Reqwest>, client::UsersApiBuilder, client::TransportError];
    let builder = client::UsersApi::builder("acme").users_token(SECRET).user_token(SECRET);
    let builder = builder.header("X-Key", SECRET);
    let text = shown(&builder);
    let api = builder.build(client::Reqwest::new().unwrap()).unwrap();
    let defaults = [("x-key".parse().unwrap(), SECRET.parse().unwrap())].into_iter().collect();
    let proxy = reqwest::Proxy::all("http://user:s3cr3t@127.0.0.1:1").unwrap();
    let defaults = reqwest::Client::builder().proxy(proxy).default_headers(defaults);
    let transport = shown(&client::Reqwest::from_builder(defaults).unwrap());
    assert!(transport.contains("Reqwest") && !transport.contains("s3cr3t"), "{transport}");
    for text in [text, shown(&api)] {
        assert!(text.contains("UsersApi") && !text.contains("s3cr3t") && !text.contains("t0ken"), "{text}");
    }
}

#[test]
fn nothing_that_holds_a_secret_shows_it() {
    let token = Token::new(SECRET).unwrap();
    let mut headers = ExtraHeaders::default();
    headers.add("X-Key", SECRET).unwrap();
    let mut client = Client::new(Target::Domain(BaseUrl::from_domain("acme").unwrap()));
    client.users_token = TokenSource::Fixed(token.clone());
    client.user_token = TokenSource::Fixed(token.clone());
    client.headers = HeadersSource::Fixed(headers.clone());
    let exchange = Exchange::new(client.clone(), get(), None, Some(token.clone())).unwrap();
    let failed = exchange.source_failed(foreign(SECRET));

    let secret = Secret::new(SECRET).unwrap();
    let named = Secrets::named(vec![secret.clone().named("new", None, None)]).unwrap();
    let date = "2023-01-01T00:00:00Z";
    let endpoint = Endpoint::path("/hook").unwrap();
    let signature = sign(&secret, endpoint, date, b"{}").unwrap();
    let signed = SignatureHeaders::new(&signature, date);
    let request = SignedRequest::new(endpoint, signed).unwrap();
    let authorization = format!("Bearer {SECRET}");
    let bearer = BearerToken::read(Values::One(&authorization)).unwrap();

    let texts = [
        shown(&token),
        shown(&headers),
        shown(&client),
        shown(&exchange),
        said(&failed),
        shown(&Failure::BrokenOff),
        shown(&secret),
        shown(&Secrets::single(secret)),
        shown(&named),
        shown(&signed),
        shown(&request),
        shown(&Values::One(&authorization)),
        shown(&bearer),
        shown(&Webhooks::new(SECRET).unwrap()),
        shown(&Webhooks::builder().secret(Secret::new(SECRET).unwrap())),
    ];
    for text in texts {
        assert!(!text.contains("s3cr3t") && !text.contains("t0ken") && !text.contains(&signature), "{text}");
        assert!(text.len() > 5);
    }
    // They would be seen.
    assert!(shown(&foreign(SECRET)).contains(SECRET));
    assert!(shown(&begun(get(), 0)).contains("Exchange"));
}

/// Text that is refused as a secret may be one all the same.
#[test]
fn no_refusal_repeats_what_it_refuses() {
    let spaced = format!(" {SECRET}");
    let errors: [String; 6] = [
        said(&Token::new(&spaced).unwrap_err()),
        said(&Secret::new(&spaced).unwrap_err()),
        said(&ExtraHeaders::default().add("X", "s3cr3t\n").unwrap_err()),
        said(&ExtraHeaders::default().add("s3cr3t t0ken", "").unwrap_err()),
        said(&BearerToken::read(Values::One(&spaced)).unwrap_err()),
        said(&Mac::parse(SECRET).err().unwrap()),
    ];
    for error in errors {
        assert!(!error.contains("s3cr3t") && !error.contains("t0ken"), "{error}");
    }
}
