//! Proxies that the environment names. It is the same for a whole process, so each of these tests runs itself in another one.

use std::env;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::mpsc::{Receiver, Sender, channel};

use powens_users::api::UserId;
use powens_users::client::{Reqwest, UsersApi};

/// Set in the other process: where the API is.
const BASE_URL: &str = "POWENS_USERS_TEST_BASE_URL";

/// A server that says by the name of its user who has answered, and gives what it heard.
fn serve(name: &'static str) -> (u16, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (heard, all_heard) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = answer(stream.unwrap(), name, &heard);
        }
    });
    (port, all_heard)
}

fn answer(mut stream: TcpStream, name: &str, all_heard: &Sender<String>) -> std::io::Result<()> {
    let mut heard = Vec::new();
    while !heard.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        heard.extend(byte);
    }
    let _ = all_heard.send(String::from_utf8_lossy(&heard).into_owned());
    let body = format!(r#"{{"id":42,"name":"{name}"}}"#);
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    stream.write_all((head + &body).as_bytes())
}

/// Runs the test of this name once more, in a process whose environment names a proxy, with that base URL. Gives what the proxy heard.
fn behind_a_proxy(test: &str, base_url: &str) -> Vec<String> {
    let (port, heard) = serve("proxy");
    let proxy = format!("http://127.0.0.1:{port}");
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", &format!("client::proxies::{test}"), "--nocapture"]).env(BASE_URL, base_url);
    for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env(name, &proxy);
    }
    // With the first, an upper-case name of a proxy does not count.
    for name in ["REQUEST_METHOD", "no_proxy", "NO_PROXY"] {
        command.env_remove(name);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{base_url}: {said}");
    heard.try_iter().collect()
}

/// Who answers a call.
fn who_answers(transport: Reqwest, base_url: &str) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let builder = UsersApi::at(base_url).user_token("user-t0k3n").allow_insecure_http().max_retries(0);
        let user = builder.build(transport).unwrap().get(UserId::ME).await.unwrap();
        user.other["name"].as_str().unwrap().to_owned()
    })
}

#[test]
fn plain_http_to_this_machine_goes_through_none() {
    if let Ok(base_url) = env::var(BASE_URL) {
        assert_eq!(who_answers(Reqwest::new().unwrap(), &base_url), "server");
        // Whoever brings a builder decides by it.
        let builder = reqwest::Client::builder;
        assert_eq!(who_answers(Reqwest::from_builder(builder()).unwrap(), &base_url), "proxy");
        assert_eq!(who_answers(Reqwest::from_builder(builder().no_proxy()).unwrap(), &base_url), "server");
        return;
    }
    let (port, _heard) = serve("server");
    for host in ["127.0.0.1", "localhost", "LOCALHOST"] {
        behind_a_proxy("plain_http_to_this_machine_goes_through_none", &format!("http://{host}:{port}/2.0"));
    }
}

#[test]
fn plain_http_to_others_goes_through_it() {
    if let Ok(base_url) = env::var(BASE_URL) {
        assert_eq!(who_answers(Reqwest::new().unwrap(), &base_url), "proxy");
        return;
    }
    for host in ["api.example", "localhost.example", "0.0.0.0", "10.0.0.1"] {
        behind_a_proxy("plain_http_to_others_goes_through_it", &format!("http://{host}:1/2.0"));
    }
}

#[test]
fn https_goes_through_it_wherever_it_goes() {
    if let Ok(base_url) = env::var(BASE_URL) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let api =
            UsersApi::at(base_url).user_token("user-t0k3n").max_retries(0).build(Reqwest::new().unwrap()).unwrap();
        // What the proxy answers is no TLS.
        let error = runtime.block_on(async { api.get(UserId::ME).await.unwrap_err() });
        assert_eq!(error.kind(), powens_users::ErrorKind::Network);
        return;
    }
    for host in ["127.0.0.1", "localhost", "api.example"] {
        let heard = behind_a_proxy("https_goes_through_it_wherever_it_goes", &format!("https://{host}:1/2.0"));
        assert!(heard.len() == 1 && heard[0].starts_with(&format!("CONNECT {host}:1 ")), "{heard:?}");
        assert!(!heard[0].contains("t0k3n"), "{heard:?}");
    }
}
