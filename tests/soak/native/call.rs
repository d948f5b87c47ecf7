//! One call, from its line to what became of it.

use std::pin::pin;
use std::time::Duration;

use powens_users::client::Transport;
use powens_users::{ApiError, Effect, UserId, UsersApi};
use tokio::time::{Instant, sleep};

use crate::lie::Lie;
use crate::lines::{Kind, Made, Planned, Said};
use crate::told;

/// Makes a call, and waits no longer than so long after its deadline.
pub async fn make<T: Transport>(api: &UsersApi<T>, planned: Planned, hang: Duration, lie: Option<Lie>) -> Made {
    let deadline = Duration::from_millis(planned.deadline_ms);
    let started = Instant::now();
    let (told, listening) = told::listening(planned.id, async {
        let said = call(api, &planned, deadline).await;
        match lie {
            Some(lie) => lie.told(said, &planned).await,
            None => said,
        }
    });
    // It begins when it is polled: behind the call.
    let (mut made, mut timer) = (pin!(listening), pin!(async { sleep(deadline).await }));
    let mut hanging = pin!(sleep(deadline.saturating_add(hang)));
    let mut timer_at = None;
    let said = loop {
        tokio::select! {
            biased;
            said = &mut made => break said,
            () = &mut hanging => break Said { outcome: "hang".to_owned(), ..Said::default() },
            () = &mut timer, if timer_at.is_none() => timer_at = Some(Instant::now()),
        }
    };
    let settled = Instant::now();
    let late = timer_at.map_or(Duration::ZERO, |timer_at| settled.saturating_duration_since(timer_at));
    let mut attempts = told.attempts();
    if let Some(lie) = lie {
        lie.hide(&mut attempts);
    }
    Made {
        id: planned.id,
        said,
        attempts,
        settled_ms: ms(settled.saturating_duration_since(started)),
        late_ms: ms(late),
    }
}

async fn call<T: Transport>(api: &UsersApi<T>, planned: &Planned, deadline: Duration) -> Said {
    let ok = |answered_id| Said { outcome: "ok".to_owned(), answered_id, ..Said::default() };
    let ended = match (planned.kind, user_id(planned)) {
        (Kind::List, _) => api.list().limit(1).offset(planned.offset).timeout(deadline).await.map(|_| ok(None)),
        (_, Err(error)) => Err(error),
        (Kind::Get, Ok(id)) => api.get(id).timeout(deadline).await.map(|user| ok(Some(user.id.get()))),
        (Kind::Delete, Ok(id)) => api.delete(id).timeout(deadline).await.map(|()| ok(None)),
    };
    ended.unwrap_or_else(|error| Said {
        outcome: error.kind().as_str().to_owned(),
        effect: error.effect().map(Effect::as_str),
        status: error.status(),
        request_id: error.request_id().map(str::to_owned),
        answered_id: None,
        error_attempts: Some(error.attempts()),
    })
}

/// A plan without the id is refused as a call of user 0 is.
fn user_id(planned: &Planned) -> Result<UserId, ApiError> {
    UserId::new(planned.user_id.unwrap_or_default())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
