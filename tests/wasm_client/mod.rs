//! A small client on gloo-net that does what an [`Exchange`] decides, as any host would.
#![allow(dead_code)] // Each test takes what it needs.

use std::time::Duration;

use gloo_net::http::{Headers, Method, RequestBuilder, Response};
use powens_users::ForeignError;
use powens_users::api::{
    ApiError, BaseUrl, Call, Client, Clock, Collected, Decision, Exchange, ExtraHeaders, Failure, Head, HeadersSource,
    Plan, RetryPolicy, Step, Target, Token, TokenSource,
};
use web_sys::RequestRedirect;

/// How many bytes are checked at a time: a fraction of a list.
const WINDOW: usize = 1000;

/// A client of the sandbox at this address, with the same token for both kinds of call.
pub fn client(address: &str, token: &str) -> Client {
    let token = TokenSource::Fixed(Token::new(token).unwrap());
    Client {
        target: Target::Address(BaseUrl::parse(&format!("{address}/2.0"), None).unwrap(), false),
        users_token: token.clone(),
        user_token: token,
        headers: HeadersSource::Fixed(ExtraHeaders::default()),
        timeout: Duration::from_secs(30),
        retry: RetryPolicy { max_retries: 2 },
        max_response_bytes: 1 << 20,
    }
}

/// Performs a call, and gives the body of its answer.
pub async fn perform(client: Client, call: Call) -> Result<Vec<u8>, ApiError> {
    let mut exchange = Exchange::new(client, call, None, None)?;
    loop {
        assert_eq!(exchange.step(), Step::Send);
        let (body, decision) = attempt(&mut exchange).await;
        match decision {
            Decision::Accept => return Ok(body),
            // Nobody waits in a test; that there is a wait is tested elsewhere.
            Decision::Retry { .. } => {}
            Decision::Reject(error) => return Err(error),
        }
    }
}

/// Whether this runs in a page, and not in Node.
pub fn is_page() -> bool {
    js_sys::eval("typeof document === 'object'").unwrap().is_truthy()
}

async fn attempt(exchange: &mut Exchange) -> (Vec<u8>, Decision) {
    let response = match send(exchange).await {
        Ok(response) => response,
        Err(error) => {
            let cause = ForeignError { message: error.to_string(), ..ForeignError::default() };
            let failure = Failure::NoAnswer { may_be_cors: is_page() };
            return (Vec::new(), exchange.decide_failure(&failure, Some(cause), clock()));
        }
    };
    match exchange.answered(head(&response)) {
        Plan::Discard | Plan::TooLarge => (Vec::new(), exchange.decide_collected(Collected::TooLarge, clock())),
        Plan::Collect(most) => {
            let body = response.binary().await.unwrap();
            let collected = if body.len() as u64 > most { Collected::TooLarge } else { Collected::Bytes(&body) };
            let decision = exchange.decide_collected(collected, clock());
            (body, decision)
        }
        Plan::Check(most) => {
            let body = response.binary().await.unwrap();
            if body.len() as u64 > most {
                return (body, exchange.decide_failure(&Failure::TooLarge, None, clock()));
            }
            feed(exchange, &body);
            let decision = exchange.decide_checked(body.len() as u64, clock());
            (body, decision)
        }
    }
}

async fn send(exchange: &Exchange) -> Result<Response, gloo_net::Error> {
    let method = Method::from_bytes(exchange.call().method().as_str().as_bytes()).unwrap();
    let headers = Headers::new();
    for (name, value) in exchange.headers() {
        headers.set(&name, &value);
    }
    RequestBuilder::new(&exchange.url()).method(method).headers(headers).redirect(RequestRedirect::Manual).send().await
}

fn head(response: &Response) -> Head {
    let header = |name| response.headers().get(name);
    Head {
        request_id: header("X-Request-Id"),
        content_length: header("Content-Length").and_then(|length| length.parse().ok()),
        ..Head::new(response.status())
    }
}

/// Feeds a body window by window; what the check asks for again comes again.
pub fn feed(exchange: &mut Exchange, body: &[u8]) {
    let mut done = 0;
    loop {
        let end = body.len().min(done + WINDOW);
        let is_last = end == body.len();
        done += exchange.feed(&body[done..end], is_last);
        if is_last || exchange.is_settled() {
            return;
        }
    }
}

pub fn clock() -> Clock {
    Clock { remaining: Duration::from_secs(30), random: 0.5 }
}
