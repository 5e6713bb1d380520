//! Read-back: the GET after a PUT, repeated while the API lags. It decides what came of the PUT.

use std::time::Duration;

use vsw::change::Change;
use vsw::confirmation::{Answer, Confirmation};

use super::super::ending::ChangeOutcome;
use super::super::read::{Unread, read, read_in_turn};
use crate::api::{ApiError, Client, Deadline};

/// How long a read-back is tried again while it does not show what was sent.
const LAG: Duration = Duration::from_secs(5);
/// The first pause between two read-backs; each further one is twice as long, up to a second.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Reads back until what was sent shows, for as long as a lagging API may take.
pub async fn settle(client: &Client, change: &Change, answer: Answer, deadline: Deadline) -> ChangeOutcome {
    let patience = deadline.but_within(LAG);
    let mut pause = FIRST_PAUSE;
    let mut last = None;
    let id = change.before().id();
    loop {
        // The first look has its turn with the change; each further one takes its own.
        let shown = match &last {
            None => read_in_turn(client, id, deadline).await,
            Some(_) => read(client, id, deadline).await,
        };
        let ending = match shown {
            Ok(shown) => match Confirmation::of(change, answer, &shown) {
                applied @ Confirmation::Applied { .. } => {
                    return ChangeOutcome::confirmed(answer, applied, &shown);
                }
                other => ChangeOutcome::confirmed(answer, other, &shown),
            },
            // A look that our own clock cut short takes nothing from what the one before it showed.
            Err(unread @ Unread::Api(ApiError::TimedOut)) => {
                return last.unwrap_or_else(|| ChangeOutcome::never_read_back(&unread));
            }
            Err(Unread::Api(error)) if error.may_pass_soon() => ChangeOutcome::never_read_back(&error.into()),
            Err(unread) => return ChangeOutcome::never_read_back(&unread),
        };
        if pause >= patience.left() {
            return ending;
        }
        last = Some(ending);
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
