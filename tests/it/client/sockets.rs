//! Over real sockets, by reqwest, against servers that are not kind.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use powens_users::api::{Effect, ErrorKind, Reason, UserId};
use powens_users::client::{Reqwest, Transport, UsersApi, UsersApiBuilder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A server that answers each request by its number, and gives what it heard.
struct Server {
    address: String,
    heard: Arc<std::sync::Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
}

/// What a server does with a request. After it the connection is closed.
#[derive(Clone)]
enum Deed {
    Answer(String),
    /// Answers, and then goes on with a byte now and then.
    Trickle(String),
    /// Answers, and then does nothing.
    Stall(String),
    /// Closes at once, or with a reset.
    Close,
    Reset,
}

async fn serve(deeds: Vec<Deed>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/2.0", listener.local_addr().unwrap());
    let heard = Arc::new(std::sync::Mutex::new(Vec::new()));
    let connections = Arc::new(AtomicUsize::new(0));
    let server = Server { address, heard: heard.clone(), connections: connections.clone() };
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let number = connections.fetch_add(1, Ordering::SeqCst);
            let deed = deeds[number.min(deeds.len() - 1)].clone();
            tokio::spawn(play(stream, deed, heard.clone()));
        }
    });
    server
}

async fn play(mut stream: TcpStream, deed: Deed, heard: Arc<std::sync::Mutex<Vec<String>>>) {
    let mut request = Vec::new();
    let mut buffer = [0; 4_096];
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(length) if length > 0 => request.extend_from_slice(&buffer[..length]),
            _ => return,
        }
    }
    heard.lock().unwrap().push(String::from_utf8_lossy(&request).into_owned());
    match deed {
        Deed::Answer(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
        }
        Deed::Trickle(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
            while stream.write_all(b" ").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        Deed::Stall(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
            // Until the client lets go.
            let _ = stream.read(&mut buffer).await;
            heard.lock().unwrap().push("let go".to_owned());
        }
        Deed::Close => {}
        Deed::Reset => {
            let _ = stream.set_zero_linger();
        }
    }
}

fn answer(head: &str, body: &str) -> Deed {
    Deed::Answer(format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len()))
}

impl Server {
    fn builder(&self) -> UsersApiBuilder {
        UsersApi::at(&self.address).users_token("users-t0k3n").user_token("user-t0k3n").max_retries(0)
    }

    fn api(&self) -> UsersApi<Reqwest> {
        self.builder().build(plain()).unwrap()
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

/// A proxy of this machine is not meant.
fn plain() -> Reqwest {
    Reqwest::from_builder(reqwest::Client::builder().no_proxy()).unwrap()
}

#[tokio::test]
async fn a_call_goes_through() {
    let server = serve(vec![answer("200 OK", r#"{"users":[{"id":1}]}"#), answer("204 No Content", "")]).await;
    let api = server.api();
    assert_eq!(api.list().limit(1).await.unwrap().users.len(), 1);
    api.delete(UserId::ME).await.unwrap();
    let heard = server.heard();
    let first = heard[0].to_lowercase();
    assert!(first.starts_with("get /2.0/users?limit=1 http/1.1\r\n"), "{first}");
    assert!(first.contains("authorization: bearer users-t0k3n\r\n"), "{first}");
    assert!(!first.contains("accept-encoding"), "{first}");
    assert!(heard[1].starts_with("DELETE /2.0/users/me HTTP/1.1\r\n"), "{}", heard[1]);
}

#[tokio::test]
async fn a_redirect_is_not_followed_with_a_token_whatever_the_builder_was_told() {
    let elsewhere = serve(vec![answer("200 OK", r#"{"id":42}"#)]).await;
    let redirect = answer(&format!("302 Found\r\nLocation: {}/users/42", elsewhere.address), "");
    let server = serve(vec![redirect]).await;
    let followed = reqwest::redirect::Policy::limited(5);
    let builder = reqwest::Client::builder().no_proxy().redirect(followed);
    let api = server.builder().build(Reqwest::from_builder(builder).unwrap()).unwrap();
    let error = api.get(UserId::ME).await.unwrap_err();
    assert_eq!((*error.reason(), error.status()), (Reason::Redirect(false), Some(302)));
    assert_eq!(elsewhere.connections.load(Ordering::SeqCst), 0);

    // A finished client is the caller's risk, and what it did is told.
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let api = server.builder().build(Reqwest::from_client_that_may_follow_redirects(client)).unwrap();
    let error = api.get(UserId::ME).await.unwrap_err();
    assert_eq!((*error.reason(), error.status()), (Reason::Redirect(true), Some(200)));
    assert_eq!(elsewhere.connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_refused_delete_is_without_effect_unless_a_client_may_have_sent_it_before() {
    let server = serve(vec![answer("404 Not Found", "")]).await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    for (transport, effect) in
        [(plain(), Effect::None), (Reqwest::from_client_that_may_follow_redirects(client), Effect::Unknown)]
    {
        let error = server.builder().build(transport).unwrap().delete(UserId::ME).await.unwrap_err();
        assert_eq!((error.status(), error.effect()), (Some(404), Some(effect)));
    }
}

#[tokio::test]
async fn no_cookie_is_kept_whatever_the_builder_was_told() {
    let server = serve(vec![answer("200 OK\r\nSet-Cookie: session=other; Path=/", r#"{"id":42}"#)]).await;
    let jar = Arc::new(reqwest::cookie::Jar::default());
    for builder in [
        reqwest::Client::builder().no_proxy().cookie_store(true),
        reqwest::Client::builder().no_proxy().cookie_provider(jar.clone()),
    ] {
        let api = server.builder().build(Reqwest::from_builder(builder).unwrap()).unwrap();
        api.get(UserId::ME).await.unwrap();
        api.get(UserId::ME).await.unwrap();
    }
    let heard = server.heard();
    assert_eq!(heard.len(), 4);
    assert!(heard.iter().all(|request| !request.to_lowercase().contains("cookie")), "{heard:?}");
    use reqwest::cookie::CookieStore;
    assert!(jar.cookies(&server.address.parse().unwrap()).is_none());
}

/// What is logged while these tests run, of connections alone.
static LOGGED: std::sync::Mutex<Vec<String>> = std::sync::Mutex::new(Vec::new());

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.target().starts_with("reqwest::connect")
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            LOGGED.lock().unwrap().push(record.args().to_string());
        }
    }

    fn flush(&self) {}
}

#[tokio::test]
async fn no_token_is_logged_whatever_the_builder_was_told() {
    log::set_boxed_logger(Box::new(Logger)).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let server = serve(vec![answer("200 OK", r#"{"users":[]}"#)]).await;
    let verbose = || reqwest::Client::builder().no_proxy().connection_verbose(true);
    let is_logged = |text: &str| LOGGED.lock().unwrap().iter().any(|line| line.contains(text));

    // What it would be.
    let plain = verbose().build().unwrap();
    plain.get(&server.address).header("x-plain", "seen-in-the-log").send().await.unwrap();
    assert!(is_logged("seen-in-the-log"));

    let api = UsersApi::at(&server.address).users_token("hidden-in-the-log");
    api.build(Reqwest::from_builder(verbose()).unwrap()).unwrap().list().await.unwrap();
    assert!(server.heard().iter().any(|request| request.contains("hidden-in-the-log")));
    assert!(!is_logged("hidden-in-the-log"));
}

#[tokio::test]
async fn nothing_is_sent_again_whatever_the_builder_was_told() {
    let server = serve(vec![answer("503 Service Unavailable", ""), answer("204 No Content", "")]).await;
    let retry = reqwest::retry::for_host("127.0.0.1").no_budget().classify_fn(|seen| seen.retryable());
    let builder = reqwest::Client::builder().no_proxy().retry(retry);
    let api = server.builder().build(Reqwest::from_builder(builder).unwrap()).unwrap();
    let error = api.delete(UserId::ME).await.unwrap_err();
    assert_eq!((error.status(), error.effect()), (Some(503), Some(Effect::Unknown)));
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
}

#[test]
fn it_knows_the_date_and_chance() {
    let transport = plain();
    let before = SystemTime::now();
    let told = transport.wall_clock().unwrap();
    assert!(before <= told && told <= SystemTime::now());
    let numbers: Vec<f64> = (0..1_000).map(|_| transport.random()).collect();
    assert!(numbers.iter().all(|number| (0.0..1.0).contains(number)));
    // That one of ten is empty happens in one run of 10^44.
    let tenths: BTreeSet<u32> = numbers.iter().map(|number| (number * 10.0) as u32).collect();
    assert_eq!(tenths.len(), 10, "{numbers:?}");
}

#[tokio::test]
async fn nothing_is_decompressed_whatever_the_builder_was_told() {
    let server = serve(vec![answer("200 OK\r\nContent-Encoding: gzip", r#"{"id":42}"#)]).await;
    let builder = reqwest::Client::builder().no_proxy().gzip(true);
    let api = server.builder().build(Reqwest::from_builder(builder).unwrap()).unwrap();
    assert_eq!(api.get(UserId::ME).await.unwrap().id.get(), 42);
    assert!(!server.heard()[0].to_lowercase().contains("accept-encoding"));
}

#[tokio::test]
async fn the_deadline_holds_against_a_body_that_does_not_end() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{".to_owned();
    for deed in [Deed::Stall(head.clone()), Deed::Trickle(head), Deed::Stall(String::new())] {
        let server = serve(vec![deed]).await;
        let api = server.builder().timeout(Duration::from_millis(150)).build(plain()).unwrap();
        let started = Instant::now();
        let error = api.get(UserId::ME).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!(started.elapsed() >= Duration::from_millis(150) && started.elapsed() < Duration::from_secs(5));
        let error = api.delete(UserId::ME).await.unwrap_err();
        assert_eq!((error.kind(), error.effect()), (ErrorKind::Timeout, Some(Effect::Unknown)));
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_lets_go_of_its_connection() {
    let server = serve(vec![Deed::Stall(String::new())]).await;
    let api = server.api();
    let call =
        tokio::time::timeout(Duration::from_millis(100), std::future::IntoFuture::into_future(api.delete(UserId::ME)));
    assert!(call.await.is_err());
    for _ in 0..500 {
        if server.heard().len() == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(server.heard()[1], "let go");
}

#[tokio::test]
async fn a_connection_that_breaks_is_a_failure_of_the_network() {
    for deed in [Deed::Close, Deed::Reset, Deed::Answer("HTTP/1.1 what\r\n\r\n".into())] {
        let server = serve(vec![deed.clone(), deed, answer("204 No Content", "")]).await;
        let error = server.api().delete(UserId::new(987_654).unwrap()).await.unwrap_err();
        assert_eq!((error.kind(), error.effect(), error.attempts()), (ErrorKind::Network, Some(Effect::Unknown), 1));
        // It was sent once, though reqwest would have a rule for that.
        assert_eq!(server.connections.load(Ordering::SeqCst), 1);
        let shown = format!("{error} {error:?}");
        assert!(error.cause().is_some() && !shown.contains("987654") && !shown.contains("t0k3n"), "{shown}");
        // And again, where that is right.
        let api = server.builder().max_retries(1).random(|| 0.0).build(plain()).unwrap();
        api.delete(UserId::ME).await.unwrap();
        assert_eq!(server.connections.load(Ordering::SeqCst), 3);
    }
    let cut = Deed::Answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":42}".into());
    let server = serve(vec![cut]).await;
    let error = server.api().get(UserId::ME).await.unwrap_err();
    assert_eq!((*error.reason(), error.status()), (Reason::BrokenOff(200), Some(200)));
    assert_eq!(server.api().delete(UserId::ME).await.unwrap_err().kind(), ErrorKind::DeleteUnconfirmed);
}

#[tokio::test]
async fn nobody_there_is_a_failure_of_the_network_with_its_cause() {
    let address = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}/2.0", listener.local_addr().unwrap())
    };
    let api = UsersApi::at(address).user_token("user-t0k3n").max_retries(0).build(plain()).unwrap();
    let error = api.delete(UserId::ME).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Network);
    let texts = super::script::texts(error.cause()).join("; ");
    assert!(texts.to_lowercase().contains("refused"), "{texts}");
}

#[tokio::test]
async fn an_address_that_no_url_is_is_refused_when_the_client_is_built() {
    let error = UsersApi::at("https://xn--a/2.0").user_token("t").build(plain()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
}

#[test]
fn its_futures_can_be_sent_to_other_threads() {
    fn is_sent<T: Send + 'static>(_: T) {}
    let api = UsersApi::builder("acme").users_token("t").user_token("t").build(plain()).unwrap();
    is_sent(std::future::IntoFuture::into_future(api.list()));
    is_sent(std::future::IntoFuture::into_future(api.get(UserId::ME)));
    is_sent(std::future::IntoFuture::into_future(api.delete(UserId::ME)));
}

/// Answers a get and keeps the connection, then breaks it on a delete; on another connection a delete is refused. Gives how many
/// came on each.
async fn serve_one_and_break(listener: TcpListener, is_reset: bool, deletes: Arc<std::sync::Mutex<Vec<usize>>>) {
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        deletes.lock().unwrap().push(0);
        let mut buffer = [0; 4_096];
        while let Ok(length @ 1..) = stream.read(&mut buffer).await {
            let is_first = deletes.lock().unwrap().len() == 1;
            let answer = if buffer[..length].starts_with(b"DELETE ") {
                *deletes.lock().unwrap().last_mut().unwrap() += 1;
                if is_first {
                    if is_reset {
                        let _ = stream.set_zero_linger();
                    }
                    break;
                }
                "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"
            } else {
                "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"id\":1}"
            };
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    }
}

/// What `may_resend` says of it.
#[tokio::test]
async fn a_delete_is_sent_once_though_its_connection_served_before_and_breaks() {
    for is_reset in [false, true] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/2.0", listener.local_addr().unwrap());
        let deletes = Arc::new(std::sync::Mutex::new(Vec::new()));
        tokio::spawn(serve_one_and_break(listener, is_reset, deletes.clone()));
        let api = UsersApi::at(address).user_token("user-t0k3n").max_retries(0).build(plain()).unwrap();
        api.get(UserId::ME).await.unwrap();
        // The connection goes back to the pool in a task of its own.
        tokio::time::sleep(Duration::from_millis(50)).await;
        let error = api.delete(UserId::ME).await.unwrap_err();
        assert_eq!((error.kind(), error.effect()), (ErrorKind::Network, Some(Effect::Unknown)), "{error}");
        assert_eq!(*deletes.lock().unwrap(), [1], "reset: {is_reset}");
    }
}
