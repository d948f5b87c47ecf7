//! Receives `USER_CREATED` of Powens: `POWENS_WEBHOOK_SECRET=… cargo run --example axum --features gzip`.

use std::time::SystemTime;

use axum::Router;
use axum::body::{Bytes, HttpBody as _};
use axum::extract::{DefaultBodyLimit, FromRef, FromRequest, OriginalUri, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use powens_users::{Event, WebhookErrorKind, WebhookType, Webhooks};

/// A first synchronisation has several MB, more than axum takes by itself.
const MAX_BODY_BYTES: usize = 32 << 20;

/// A genuine `USER_CREATED`. Refused without a look at the body where the head, or the length that it declares, cannot be one.
struct UserCreated(Event<'static>);

impl<S: Send + Sync> FromRequest<S> for UserCreated
where
    Webhooks: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (webhooks, headers) = (Webhooks::from_ref(state), request.headers().clone());
        // Not the path that a nested router sees. Behind a proxy that rewrites paths, give the registered one instead.
        let uri = request.extensions().get::<OriginalUri>().map_or(request.uri(), |OriginalUri(uri)| uri).clone();
        let status = |code| StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response();
        webhooks.check_head(&uri, &headers).map_err(|error| status(error.http_status()))?;
        if request.body().size_hint().lower() > MAX_BODY_BYTES as u64 {
            return Err(StatusCode::PAYLOAD_TOO_LARGE.into_response());
        }
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        match webhooks.verify(WebhookType::UserCreated, &uri, &headers, &body, SystemTime::now()) {
            Ok(event) => Ok(Self(event.into_owned())),
            // Powens has sent what it does not document, and would send it again and again: keep it, and look at it.
            Err(error) if error.kind() == WebhookErrorKind::PayloadInvalid && error.is_authentic() => {
                eprintln!("{error} {} bytes are to be kept.", error.body().unwrap_or_default().len());
                Err(StatusCode::ACCEPTED.into_response())
            }
            Err(error) => {
                eprintln!("{error}");
                Err(status(error.http_status()))
            }
        }
    }
}

async fn user_created(UserCreated(event): UserCreated) -> StatusCode {
    // The same event can come more than once: remember event.id(), and do long work elsewhere, by event.body().
    println!("USER_CREATED {}", event.id().unwrap_or_default());
    StatusCode::NO_CONTENT
}

/// The routes of a server that receives webhooks.
pub fn app(webhooks: Webhooks) -> Router {
    let limit = DefaultBodyLimit::max(MAX_BODY_BYTES);
    Router::new().route("/hooks/user-created", post(user_created)).layer(limit).with_state(webhooks)
}

#[allow(dead_code)] // Tests take the routes alone.
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // No default: who accepts a secret that everybody knows, accepts forgeries.
    let webhooks = Webhooks::new(&std::env::var("POWENS_WEBHOOK_SECRET")?)?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8788").await?;
    println!("http://{}/hooks/user-created", listener.local_addr()?);
    Ok(axum::serve(listener, app(webhooks)).await?)
}
