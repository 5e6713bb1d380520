//! Removal: deletes the application of a live check, and those of interrupted checks that this machine recorded.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use vsw::application::ApplicationId;
use vsw::json::Json;

use super::listing::{Search, has_name, search};
use super::reading::at;
use super::session::{FOR_CLEANUP, Purpose, Session, Stop};
use crate::api::{Exchange, Operation};
use crate::failure::Failure;
use crate::journal::{Throwaway, ThrowawayRecord};
use crate::report::live_check::{Leftover, LeftoverOutcome};

#[derive(Default)]
pub struct Removal {
    pub is_gone: bool,
    /// The 404 response that confirms the deletion; `None` without one.
    pub last: Option<Exchange>,
    /// Why the attempts ended early; `None` if they did not.
    pub stop: Option<Stop>,
}

/// The pauses before the reads after a deletion.
const READ_PAUSES: [Duration; 3] = [Duration::ZERO, Duration::from_millis(500), Duration::from_secs(1)];
const ATTEMPTS: u32 = 2;
const _: () = assert!(ATTEMPTS as usize * (1 + READ_PAUSES.len()) == FOR_CLEANUP as usize);
/// The API may create an application up to this long after the POST, so a record without an id is kept until then.
const LATEST_POST_EFFECT: SignedDuration = SignedDuration::from_mins(10);

pub async fn remove(session: &Session<'_>, id: ApplicationId) -> Removal {
    let mut removal = Removal::default();
    for _ in 0..ATTEMPTS {
        match once(session, id).await {
            Ok(Some(exchange)) => return Removal { is_gone: true, last: Some(exchange), stop: None },
            Ok(None) => {}
            Err(stop) => {
                removal.stop = Some(stop);
                break;
            }
        }
    }
    removal
}

/// Returns the 404 response that confirms the deletion, or `None` without one.
async fn once(session: &Session<'_>, id: ApplicationId) -> Result<Option<Exchange>, Stop> {
    session.send(Operation::Delete(id), Purpose::Cleanup).await?;
    for pause in READ_PAUSES {
        session.rest(pause, Purpose::Cleanup).await?;
        let exchange = session.send_now(Operation::Get(id), Purpose::Cleanup).await?;
        if exchange.status == 404 {
            return Ok(Some(exchange));
        }
    }
    Ok(None)
}

/// Removes the applications of interrupted checks. Returns the outcomes, and the reason for an early stop.
pub async fn leftovers(
    session: &Session<'_>,
    record: &mut ThrowawayRecord,
    now: Timestamp,
) -> Result<(Vec<Leftover>, Option<Stop>), Failure> {
    let mut all = Vec::new();
    for earlier in record.pending().to_vec() {
        let (outcome, id, stop) = match of_earlier(session, &earlier, record).await? {
            Ok((outcome, id)) => (outcome, id, None),
            Err(stop) => {
                // The search may have found and recorded the id before the removal failed.
                let id = record.pending().iter().find(|one| one.name == earlier.name).and_then(|one| one.id);
                let outcome = if id.is_some() { LeftoverOutcome::Remains } else { LeftoverOutcome::Unknown };
                (outcome, id, Some(stop))
            }
        };
        let was_searched = matches!(outcome, LeftoverOutcome::Absent | LeftoverOutcome::Unlisted);
        let is_too_early =
            was_searched && id.is_none() && now.duration_since(earlier.at).abs() < LATEST_POST_EFFECT;
        let is_done = !matches!(outcome, LeftoverOutcome::Remains | LeftoverOutcome::Unknown);
        if is_done && !is_too_early {
            record.gone(&earlier.name)?;
        }
        let application = id.map(|id| id.to_string());
        all.push(Leftover { name: earlier.name, application, outcome });
        if stop.is_some() {
            return Ok((all, stop));
        }
    }
    Ok((all, None))
}

type Outcome = (LeftoverOutcome, Option<ApplicationId>);

async fn of_earlier(
    session: &Session<'_>,
    earlier: &Throwaway,
    record: &mut ThrowawayRecord,
) -> Result<Result<Outcome, Stop>, Failure> {
    let id = match (earlier.id, &earlier.name) {
        (Some(id), name) => {
            let read = match session.send(Operation::Get(id), Purpose::Cleanup).await {
                Ok(read) => read,
                Err(stop) => return Ok(Err(stop)),
            };
            if read.status == 404 {
                return Ok(Ok((LeftoverOutcome::Absent, Some(id))));
            }
            match Json::parse_bytes(read.body) {
                Ok(json) if has_name(json.root(), name) => id,
                Ok(json) if at(&json, &["name"]).is_some() => {
                    return Ok(Ok((LeftoverOutcome::Renamed, None)));
                }
                _ => return Ok(Ok((LeftoverOutcome::Remains, Some(id)))),
            }
        }
        (None, name) => match search(session, name).await {
            Ok(Search::Found(id)) => {
                record.created(name, id)?;
                id
            }
            Ok(Search::Absent) => return Ok(Ok((LeftoverOutcome::Absent, None))),
            Ok(Search::Several) => return Ok(Ok((LeftoverOutcome::Remains, None))),
            Ok(Search::TooLong) => return Ok(Ok((LeftoverOutcome::Unlisted, None))),
            Err(stop) => return Ok(Err(stop)),
        },
    };
    let removal = remove(session, id).await;
    Ok(match (removal.is_gone, removal.stop) {
        (true, _) => Ok((LeftoverOutcome::Removed, Some(id))),
        (false, Some(stop)) => Err(stop),
        (false, None) => Ok((LeftoverOutcome::Remains, Some(id))),
    })
}
