//! A transport that answers by a script, in a time that passes only where something waits.

use std::collections::VecDeque;
use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use powens_users::ForeignError;
use powens_users::api::Redirect;
use powens_users::client::{Body, Transport, TransportError, TransportErrorKind, UsersApi, UsersApiBuilder};
use tokio::time::{Instant, sleep};

pub const USERS_TOKEN: &str = "users-t0k3n";
pub const USER_TOKEN: &str = "user-t0k3n";

/// What becomes of one request.
#[derive(Clone)]
pub struct Answer {
    after: Duration,
    head: Head,
    body: VecDeque<Piece>,
}

#[derive(Clone)]
enum Head {
    Response { status: u16, headers: Vec<(&'static str, Vec<u8>)>, redirect: Option<Redirect> },
    Failure { text: String, may_be_cors: bool },
    NoAnswer(TransportErrorKind),
    Never,
}

/// A step of a body.
#[derive(Clone)]
pub enum Piece {
    Bytes(Bytes),
    Wait(Duration),
    Break(&'static str),
    Never,
    /// The same piece, for ever and at once; each takes so long by the clock, and no timer has a turn.
    Always(&'static [u8], Duration),
}

pub fn status(status: u16) -> Answer {
    let head = Head::Response { status, headers: Vec::new(), redirect: None };
    Answer { after: Duration::ZERO, head, body: VecDeque::new() }
}

pub fn answer(code: u16, body: impl AsRef<[u8]>) -> Answer {
    status(code).piece(Piece::Bytes(Bytes::copy_from_slice(body.as_ref())))
}

pub fn failure(text: &str) -> Answer {
    let head = Head::Failure { text: text.to_owned(), may_be_cors: false };
    Answer { after: Duration::ZERO, head, body: VecDeque::new() }
}

/// Something that is no answer.
pub fn no_answer(kind: TransportErrorKind) -> Answer {
    Answer { after: Duration::ZERO, head: Head::NoAnswer(kind), body: VecDeque::new() }
}

pub fn never() -> Answer {
    Answer { after: Duration::ZERO, head: Head::Never, body: VecDeque::new() }
}

impl Answer {
    pub fn piece(mut self, piece: Piece) -> Self {
        self.body.push_back(piece);
        self
    }

    pub fn after(mut self, after: Duration) -> Self {
        self.after = after;
        self
    }

    pub fn header(mut self, name: &'static str, value: impl AsRef<[u8]>) -> Self {
        if let Head::Response { headers, .. } = &mut self.head {
            headers.push((name, value.as_ref().to_vec()));
        }
        self
    }

    pub fn redirected(mut self, how: Redirect) -> Self {
        if let Head::Response { redirect, .. } = &mut self.head {
            *redirect = Some(how);
        }
        self
    }

    pub fn like_cors(mut self) -> Self {
        if let Head::Failure { may_be_cors, .. } = &mut self.head {
            *may_be_cors = true;
        }
        self
    }
}

/// What the transport saw.
#[derive(Clone, Default)]
pub struct Seen {
    pub requests: Vec<http::Request<()>>,
    /// When each was sent, since the beginning.
    pub at: Vec<Duration>,
    pub sleeps: Vec<Duration>,
    /// Requests that were given up while they were under way, and bodies that were let go of before their end.
    pub dropped: usize,
    pub bodies_read: usize,
    answers: VecDeque<Answer>,
    /// What the clock shows beyond the time of the runtime.
    ahead: Duration,
    /// How far it was set back.
    back: Duration,
}

#[derive(Clone)]
pub struct Scripted {
    started: Instant,
    seen: Arc<Mutex<Seen>>,
    pub origin: Option<String>,
    pub refuses: bool,
    pub timers: Timers,
    pub may_resend: bool,
}

/// How waiting works.
#[derive(Clone, Copy, PartialEq)]
pub enum Timers {
    Genuine,
    /// It is over at once.
    None,
    /// The first time alone, which is for the deadline; then it never ends.
    Once,
}

impl Scripted {
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let seen = Seen { answers: answers.into_iter().collect(), ..Seen::default() };
        Self {
            started: Instant::now(),
            seen: Arc::new(Mutex::new(seen)),
            origin: None,
            refuses: false,
            timers: Timers::Genuine,
            may_resend: false,
        }
    }

    /// A copy: a guard would be held for as long as the expression that looks at it.
    pub fn seen(&self) -> Seen {
        self.seen.lock().unwrap().clone()
    }

    pub fn sent(&self) -> usize {
        self.seen.lock().unwrap().requests.len()
    }

    /// How often a piece of a body was asked for, and how many requests and bodies were given up.
    pub fn read_and_dropped(&self) -> (usize, usize) {
        let seen = self.seen();
        (seen.bodies_read, seen.dropped)
    }

    /// Has the clock go on while nothing waits.
    pub fn turn(&self, time: Duration) {
        self.seen.lock().unwrap().ahead += time;
    }

    /// Sets the clock back, which a steady one never is.
    pub fn turn_back(&self, time: Duration) {
        self.seen.lock().unwrap().back += time;
    }

    /// A client with both tokens, whose waits are as long as can be foretold: 250 ms, 500 ms …
    pub fn api(&self) -> UsersApi<Self> {
        self.builder().build(self.clone()).unwrap()
    }

    pub fn builder(&self) -> UsersApiBuilder {
        UsersApi::builder("acme").users_token(USERS_TOKEN).user_token(USER_TOKEN).random(|| 0.0)
    }
}

/// Counts what is dropped before its end.
struct Guard(Arc<Mutex<Seen>>, bool);

impl Drop for Guard {
    fn drop(&mut self) {
        if !self.1 {
            self.0.lock().unwrap().dropped += 1;
        }
    }
}

impl Transport for Scripted {
    type Body = Script;

    async fn send(&self, request: http::Request<()>) -> Result<http::Response<Script>, TransportError> {
        let answer = {
            let at = self.now();
            let mut seen = self.seen.lock().unwrap();
            seen.requests.push(request);
            seen.at.push(at);
            seen.answers.pop_front().expect("a request too many")
        };
        let mut guard = Guard(self.seen.clone(), false);
        if !answer.after.is_zero() {
            sleep(answer.after).await;
        }
        let response = match answer.head {
            Head::Never => pending().await,
            Head::NoAnswer(kind) => Err(TransportError::of_kind(kind)),
            Head::Failure { text, may_be_cors } => {
                let mut error = TransportError::new(&std::io::Error::other(text));
                error.may_be_cors = may_be_cors;
                Err(error)
            }
            Head::Response { status, headers, redirect } => {
                let mut response = http::Response::builder().status(status);
                for (name, value) in headers {
                    response = response.header(name, value);
                }
                if let Some(redirect) = redirect {
                    response = response.extension(redirect);
                }
                let guard = Guard(self.seen.clone(), false);
                Ok(response.body(Script { pieces: answer.body, guard }).unwrap())
            }
        };
        guard.1 = true;
        response
    }

    async fn sleep(&self, duration: Duration) {
        let number = {
            let mut seen = self.seen.lock().unwrap();
            seen.sleeps.push(duration);
            seen.sleeps.len()
        };
        match self.timers {
            Timers::None => {}
            Timers::Once if number > 1 => pending().await,
            Timers::Genuine | Timers::Once => sleep(duration).await,
        }
    }

    fn now(&self) -> Duration {
        let seen = self.seen.lock().unwrap();
        (self.started.elapsed() + seen.ahead).saturating_sub(seen.back)
    }

    fn wall_clock(&self) -> Option<SystemTime> {
        None
    }

    fn origin(&self) -> Option<String> {
        self.origin.clone()
    }

    fn can_send_to(&self, _url: &str) -> bool {
        !self.refuses
    }

    fn may_resend(&self) -> bool {
        self.may_resend
    }
}

pub struct Script {
    pieces: VecDeque<Piece>,
    guard: Guard,
}

impl Body for Script {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.guard.0.lock().unwrap().bodies_read += 1;
        loop {
            match self.pieces.pop_front() {
                None => {
                    self.guard.1 = true;
                    return Ok(None);
                }
                Some(Piece::Bytes(bytes)) => return Ok(Some(bytes)),
                Some(Piece::Wait(time)) => sleep(time).await,
                Some(Piece::Break(text)) => {
                    self.guard.1 = true;
                    return Err(TransportError::new(&std::io::Error::other(text)));
                }
                Some(Piece::Never) => pending().await,
                Some(Piece::Always(bytes, time)) => {
                    self.guard.0.lock().unwrap().ahead += time;
                    self.pieces.push_front(Piece::Always(bytes, time));
                    return Ok(Some(Bytes::from_static(bytes)));
                }
            }
        }
    }
}

/// A cause, with what stood behind it.
pub fn texts(cause: Option<&ForeignError>) -> Vec<String> {
    std::iter::successors(cause, |cause| cause.source.as_deref()).map(|cause| cause.message.clone()).collect()
}
