//! What a list of users costs: `UsersApi::list`, which checks every user, beside `reqwest` and `serde_json` into the same model.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // A bench that cannot begin says why by a panic.

use std::fmt;

use divan::{Bencher, black_box};
use powens_users::client::{Reqwest, UsersApi};
use powens_users::model::UsersList;
use powens_users_bench::{bodies, server};
use tokio::runtime::{Builder, Runtime};

const TOKEN: &str = "sandbox-users-token";

#[derive(Clone, Copy, Debug)]
enum Contender {
    List,
    Plain,
}

/// One contender with the list of so many users.
struct Case(&'static str, Contender);

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {:?}", self.0, self.1)
    }
}

fn cases() -> impl Iterator<Item = Case> {
    ["300 users", "100000 users"]
        .into_iter()
        .flat_map(|name| [Contender::List, Contender::Plain].map(|contender| Case(name, contender)))
}

#[divan::bench(args = cases())]
fn list(bencher: Bencher<'_, '_>, Case(name, contender): &Case) {
    let body = bodies::read(name).unwrap_or_else(|reason| panic!("{reason}"));
    let base = server::serve(&body).unwrap();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    match contender {
        Contender::List => measure_ours(bencher, &runtime, &base),
        Contender::Plain => measure_plain(bencher, &runtime, &base),
    }
}

fn measure_ours(bencher: Bencher<'_, '_>, runtime: &Runtime, base: &str) {
    let transport = runtime.block_on(async { Reqwest::new() }).unwrap();
    let api = UsersApi::at(format!("{base}/2.0")).users_token(TOKEN).without_user_token().build(transport).unwrap();
    bencher.bench_local(|| drop(black_box(runtime.block_on(async { api.list().await }).unwrap())));
}

fn measure_plain(bencher: Bencher<'_, '_>, runtime: &Runtime, base: &str) {
    let client = reqwest::Client::new();
    let url = format!("{base}/2.0/users");
    let list = async || -> Result<UsersList, Box<dyn std::error::Error>> {
        let answer = client.get(&url).bearer_auth(TOKEN).send().await?.error_for_status()?;
        Ok(serde_json::from_slice(&answer.bytes().await?)?)
    };
    bencher.bench_local(|| drop(black_box(runtime.block_on(list()).unwrap())));
}

fn main() {
    divan::main();
}
