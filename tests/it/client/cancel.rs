//! Dropping the future of a call ends it.

use std::future::{IntoFuture, pending};
use std::io::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use powens_users::api::UserId;
use tokio::time::timeout;

use super::script::{Piece, Scripted, failure, never, status};

const SOON: Duration = Duration::from_millis(100);

/// Drops a delete under way after a while, and gives how many requests and bodies were given up.
async fn dropped(transport: &Scripted) -> usize {
    let call = transport.api().delete(UserId::ME).into_future();
    assert!(timeout(SOON, call).await.is_err());
    // Nothing goes on behind it.
    let sent = transport.sent();
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(transport.sent(), sent);
    transport.seen().dropped
}

#[tokio::test(start_paused = true)]
async fn a_call_is_given_up_wherever_it_is() {
    assert_eq!(dropped(&Scripted::new([never()])).await, 1);
    assert_eq!(dropped(&Scripted::new([status(200).piece(Piece::Never)])).await, 1);
    // Between two attempts nothing is under way.
    assert_eq!(dropped(&Scripted::new([failure("reset")])).await, 0);
}

#[tokio::test(start_paused = true)]
async fn a_source_that_is_asked_is_given_up_with_its_call() {
    struct Flag(Arc<AtomicBool>);
    impl Drop for Flag {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }
    let is_dropped = Arc::new(AtomicBool::new(false));
    let flag = is_dropped.clone();
    let transport = Scripted::new([]);
    let source = move |_| {
        let flag = Flag(flag.clone());
        async move {
            let _flag = flag;
            Ok::<String, Error>(pending().await)
        }
    };
    let api = transport.builder().user_token_from(source).build(transport.clone()).unwrap();
    assert!(timeout(SOON, api.get(UserId::ME).into_future()).await.is_err());
    assert!(is_dropped.load(Ordering::SeqCst));
    assert_eq!(transport.sent(), 0);
}
