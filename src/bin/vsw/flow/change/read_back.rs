//! Read-back: the GET after a PUT, which is repeated while the API lags.

use std::time::Duration;

use vsw::change::Change;
use vsw::confirmation::{Confirmation, PutStatus};

use super::super::change_outcome::ChangeOutcome;
use super::super::read::{Unread, read, read_in_turn};
use crate::api::{ApiError, Client, Deadline};
use crate::signals;

/// How long to repeat the read-back until it shows the sent document.
const LAG: Duration = Duration::from_secs(5);
/// Pause before the second read-back. Each further pause is twice as long, up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// The pause before each read-back that follows a signal during a PUT.
const AFTER_SIGNAL: Duration = Duration::from_millis(300);

/// Waits for a signal, then for a read-back that shows the change. May never return: the caller also waits
/// for the PUT's response.
pub async fn applied_after_signal(client: &Client, change: &Change, deadline: Deadline) -> ChangeOutcome {
    signals::until_held().await;
    loop {
        // Pause first: a quick read-back could end the run before the run prints what it waits for.
        tokio::time::sleep(AFTER_SIGNAL).await;
        if let Ok(shown) = read(client, change.before().id(), deadline).await {
            let confirmation = Confirmation::of(change, PutStatus::Unknown, &shown);
            if matches!(confirmation, Confirmation::Applied { .. }) {
                return ChangeOutcome::confirmed(PutStatus::Unknown, confirmation, &shown);
            }
        }
    }
}

/// Repeats the read-back until it shows the change, fails for good, or has taken [`LAG`].
pub async fn settle(
    client: &Client,
    change: &Change,
    status: PutStatus,
    deadline: Deadline,
) -> ChangeOutcome {
    let patience = deadline.at_most(LAG);
    let mut pause = FIRST_PAUSE;
    let mut last = None;
    let id = change.before().id();
    loop {
        // The change's turn in the rate limiter includes the first read-back. Each further read-back takes
        // its own turn.
        let shown = match &last {
            None => read_in_turn(client, id, deadline).await,
            Some(_) => read(client, id, deadline).await,
        };
        let outcome = match shown {
            Ok(shown) => match Confirmation::of(change, status, &shown) {
                applied @ Confirmation::Applied { .. } => {
                    return ChangeOutcome::confirmed(status, applied, &shown);
                }
                other => ChangeOutcome::confirmed(status, other, &shown),
            },
            // A read-back that our deadline cut short does not replace the previous one.
            Err(unread @ Unread::Api(ApiError::TimedOut)) => {
                return last.unwrap_or_else(|| ChangeOutcome::never_read_back(&unread));
            }
            Err(Unread::Api(error)) if error.is_transient_without_pause() => {
                ChangeOutcome::never_read_back(&error.into())
            }
            Err(unread) => return ChangeOutcome::never_read_back(&unread),
        };
        if pause >= patience.left() {
            return outcome;
        }
        last = Some(outcome);
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
