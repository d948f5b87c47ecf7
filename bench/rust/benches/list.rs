//! What a list of users costs: `UsersApi::list`, which checks every user, beside `reqwest` and `serde_json` into the same model.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::panic)] // A bench that cannot begin says why by a panic.
#![allow(missing_docs)]

use divan::{Bencher, black_box};
use powens_users::client::{Reqwest, UsersApi};
use powens_users::model::UsersList;
use powens_users_bench::{bodies, server};
use tokio::runtime::{Builder, Runtime};

const TOKEN: &str = "sandbox-users-token";

#[derive(Clone, Copy, Debug)]
enum Contender {
    /// `UsersApi::list`.
    List,
    /// `reqwest`, and `serde_json` into the same model.
    Plain,
}

const CONTENDERS: [Contender; 2] = [Contender::List, Contender::Plain];

#[divan::bench(name = "300 users", args = CONTENDERS)]
fn small(bencher: Bencher<'_, '_>, contender: Contender) {
    measure(bencher, contender, "300 users");
}

#[divan::bench(name = "100000 users", args = CONTENDERS)]
fn large(bencher: Bencher<'_, '_>, contender: Contender) {
    measure(bencher, contender, "100000 users");
}

fn measure(bencher: Bencher<'_, '_>, contender: Contender, body: &str) {
    let body = bodies::read(body).unwrap_or_else(|reason| panic!("{reason}"));
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
