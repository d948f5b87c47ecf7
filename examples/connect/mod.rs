//! Where the examples find the API, by the same environment variables as examples/connect.mjs: `POWENS_DOMAIN`, or the sandbox at
//! `POWENS_BASE_URL`; `POWENS_USERS_TOKEN`, `POWENS_USER_TOKEN`.

use std::env::{args, var};
use std::error::Error;

use powens_users::api::UserId;
use powens_users::client::{Reqwest, UsersApi};
use serde_json::{Value, json};

type Failure = Box<dyn Error + Send + Sync>;

/// A client of a real domain or of the sandbox.
pub fn connect() -> Result<UsersApi<Reqwest>, Failure> {
    let transport = Reqwest::new()?;
    if let Ok(domain) = var("POWENS_DOMAIN") {
        let api = UsersApi::builder(domain).users_token(var("POWENS_USERS_TOKEN")?);
        return Ok(api.user_token(var("POWENS_USER_TOKEN")?).build(transport)?);
    }
    let base_url = var("POWENS_BASE_URL").unwrap_or_else(|_| "http://127.0.0.1:8787/2.0".into());
    let api = UsersApi::at(&base_url)
        .users_token(var("POWENS_USERS_TOKEN").unwrap_or_else(|_| "sandbox-users-token".into()))
        .user_token_from(move |user_id| renew_user_token(base_url.clone(), user_id));
    Ok(api.build(transport)?)
}

/// The sandbox hands out user tokens as Powens does: to a server that knows the client's secret.
async fn renew_user_token(base_url: String, user_id: UserId) -> Result<String, Failure> {
    if let Ok(token) = var("POWENS_USER_TOKEN") {
        return Ok(token);
    }
    let body = json!({
        "grant_type": "client_credentials",
        "client_id": "sandbox-client-id",
        "client_secret": "sandbox-client-secret",
        "id_user": user_id.number(),
    });
    // As the calls: a proxy of the environment has no part in plain http to this machine.
    let client = reqwest::Client::builder().no_proxy().build()?;
    let request = client.post(format!("{base_url}/auth/renew")).json(&body);
    let answer: Value = request.send().await?.error_for_status()?.json().await?;
    Ok(answer.pointer("/access_token").and_then(Value::as_str).ok_or("there is no access_token")?.into())
}

/// The user id on the command line.
#[allow(dead_code)] // A list needs none.
pub fn user_id_argument() -> Result<UserId, Failure> {
    Ok(args().nth(1).ok_or("give a user id, or me")?.parse()?)
}
