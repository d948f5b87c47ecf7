//! Makes the calls of a soak by the crate: reads settings and calls as lines of JSON, and writes what became of each call as a line.
#![forbid(unsafe_code)]

mod call;
mod lie;
mod lines;
mod told;

use std::error::Error;
use std::io::{BufRead, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use powens_users::client::Transport;
use powens_users::{Reqwest, UserId, UsersApi};
use tokio::task::JoinSet;

use lie::{Lie, Resending};
use lines::{Planned, Settings};
use told::{CALL_HEADER, Listener};

type Failed = Box<dyn Error + Send + Sync>;

/// `soak [--lie NAME]`: the lies are [`Lie`].
#[tokio::main]
async fn main() -> Result<(), Failed> {
    let lie = Lie::from_args(std::env::args().skip(1))?;
    tracing::subscriber::set_global_default(Listener)?;
    let mut lines = std::io::stdin().lock().lines();
    let settings: Settings = serde_json::from_str(&lines.next().ok_or("no settings")??)?;
    let plan = lines.map(|line| Ok(serde_json::from_str(&line?)?)).collect::<Result<Vec<Planned>, Failed>>()?;
    // What the environment says of proxies is not for a sandbox on this machine.
    let transport = Reqwest::from_builder(reqwest::Client::builder().no_proxy())?;
    match lie {
        Some(Lie::ResendsUnseen) => make_calls(settings, plan, lie, Resending(transport)).await,
        _ => make_calls(settings, plan, lie, transport).await,
    }
}

/// So many at a time, by one client.
async fn make_calls<T: Transport>(
    settings: Settings,
    plan: Vec<Planned>,
    lie: Option<Lie>,
    transport: T,
) -> Result<(), Failed> {
    let api = client(&settings, transport)?;
    let hang = Duration::from_millis(settings.hang_ms);
    let left = Arc::new(Mutex::new(plan.into_iter()));
    let mut workers = JoinSet::new();
    for _ in 0..settings.at_a_time {
        let (api, left) = (api.clone(), Arc::clone(&left));
        workers.spawn(async move {
            while let Some(planned) = next(&left) {
                let made = call::make(&api, planned, hang, lie).await;
                writeln!(std::io::stdout().lock(), "{}", serde_json::to_string(&made)?)?;
            }
            Ok::<_, Failed>(())
        });
    }
    while let Some(ended) = workers.join_next().await {
        ended??;
    }
    Ok(())
}

fn next(left: &Mutex<std::vec::IntoIter<Planned>>) -> Option<Planned> {
    left.lock().unwrap_or_else(PoisonError::into_inner).next()
}

fn client<T: Transport>(settings: &Settings, transport: T) -> Result<UsersApi<T>, Failed> {
    let mut builder = UsersApi::at(&settings.base_url)
        .users_token("sandbox-users-token")
        .user_token_from(|user_id: UserId| async move { Ok::<_, Failed>(format!("sandbox-user-token-{user_id}")) })
        .headers_from(|| async { Ok::<_, Failed>([(CALL_HEADER, told::call_id()?.to_string())]) })
        .max_retries(settings.max_retries)
        .max_response_bytes(settings.max_response_bytes);
    if let Some(random) = settings.random {
        builder = builder.random(move || random);
    }
    Ok(builder.build(transport)?)
}
