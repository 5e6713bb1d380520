//! The world of a sandbox: its applications, the faults that wait, what lags, and the record of requests.
//!
//! A request is met in two steps with time between them, since a fault may ask for a delay: [`State::meet`] draws its
//! faults, [`State::act`] does what it asks for.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use hyper::header::{LOCATION, RETRY_AFTER};
use hyper::{Method, StatusCode};
use vsw::application::ApplicationId;

use super::api::{self, Handling};
use super::body::End;
use super::fault::{EditAt, FaultAction, Faults, Moment};
use super::problem::Problem;
use super::request::{Request, instance};
use super::request_log::Record;
use super::response::Answer;
use super::state_file::StateError;
use super::store::Store;

/// Everything that a sandbox remembers.
pub(super) struct State {
    pub shelf: Store,
    pub faults: Faults,
    pub record: Record,
    /// How many applications it began with: what a reset goes back to.
    pub apps: u32,
    pub lagging: HashMap<ApplicationId, Lagging>,
}

/// What an application's reads still show, and how many of them.
pub(super) struct Lagging {
    document: Bytes,
    reads: u64,
}

/// What is going to happen to a request.
pub(super) struct AppliedFaults {
    sequence: u64,
    deeds: Vec<FaultAction>,
    words: Vec<String>,
}

impl State {
    pub(super) fn open(apps: u32, state: Option<PathBuf>) -> Result<Self, StateError> {
        let shelf = Store::open(apps, state)?;
        Ok(Self { shelf, faults: Faults::default(), record: Record::new(), apps, lagging: HashMap::new() })
    }

    /// Enters a request in the record, draws its faults, and makes the edits that come before it.
    pub(super) fn meet(&mut self, request: &Request) -> AppliedFaults {
        let sequence = self.record.enter(request);
        let (deeds, words) = self.faults.draw(request, self.record.age()).into_iter().unzip();
        let fate = AppliedFaults { sequence, deeds, words };
        self.edit(&fate, request, Moment::Before);
        fate
    }

    /// Enters a request that is refused before anything is made of it.
    pub(super) fn refuse(&mut self, request: &Request, status: u16) {
        let sequence = self.record.enter(request);
        self.record.close(sequence, Some(status), Vec::new());
    }

    /// Does what a request asks for, as far as its fate allows, and makes the edits that come after it. None where
    /// the connection is to be closed instead of an answer.
    pub(super) fn act(&mut self, request: &Request, fate: &AppliedFaults) -> Option<Answer> {
        let answer = self.answer(request, fate);
        self.edit(fate, request, Moment::After);
        let status = answer.as_ref().map(|answer| answer.status.as_u16());
        self.record.close(fate.sequence, status, fate.words.clone());
        answer
    }

    fn answer(&mut self, request: &Request, fate: &AppliedFaults) -> Option<Answer> {
        let deciding = fate.deeds.iter().find(|deed| deed.decides_the_answer());
        match deciding {
            Some(FaultAction::DropBefore) => return None,
            Some(FaultAction::Redirect { status, location }) => {
                let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::FOUND);
                return Some(Answer::empty(status).with(LOCATION, location));
            }
            Some(FaultAction::Limit { retry_after, .. }) => {
                let mut answer =
                    Problem::Other(StatusCode::TOO_MANY_REQUESTS).answer(&instance(fate.sequence));
                if let Some(seconds) = retry_after {
                    answer = answer.with(RETRY_AFTER, &seconds.to_string());
                }
                return Some(answer);
            }
            Some(FaultAction::Answer(given)) => {
                if given.acts {
                    self.handle(request, fate);
                }
                return Some(given.answer(request, &instance(fate.sequence)));
            }
            _ => {}
        }
        let mut answer = self.handle(request, fate);
        match deciding {
            Some(FaultAction::DropAfter) => return None,
            Some(&FaultAction::Cut { at }) => answer.stop(at, End::Broken),
            Some(&FaultAction::Stall { at }) => answer.stop(at, End::Silent),
            Some(&FaultAction::Truncate { at }) => answer.body.truncate(at.unwrap_or(answer.body.len() / 2)),
            Some(&FaultAction::Slow { bytes, every_ms }) => answer.pieces = Some((bytes, every_ms)),
            Some(FaultAction::Endless) => answer.end = End::Never,
            Some(&FaultAction::HugeLength { length }) => {
                (answer.length, answer.end) = (Some(length), End::Broken)
            }
            _ => {}
        }
        Some(answer)
    }

    fn handle(&mut self, request: &Request, fate: &AppliedFaults) -> Answer {
        let id = request.application();
        let handling = Handling {
            is_ignored: fate.deeds.iter().any(|deed| matches!(deed, FaultAction::Ignore)),
            stale: id.filter(|_| request.method == Method::GET).and_then(|id| self.stale(id)),
            lies: fate.deeds.iter().find_map(|deed| match deed {
                FaultAction::List(lies) => Some((**lies).clone()),
                _ => None,
            }),
            instance: instance(fate.sequence),
        };
        let before = id.and_then(|id| self.shelf.document(id));
        let answer = api::answer(&mut self.shelf, request, &handling);
        let after = id.and_then(|id| self.shelf.document(id));
        for deed in &fate.deeds {
            if let (FaultAction::Lag { gets }, Some(id), Some(document)) =
                (deed, id, before.clone().filter(|_| before != after))
            {
                self.lagging.insert(id, Lagging { document, reads: *gets });
            }
        }
        answer
    }

    /// What a read of that application shows in place of the truth, one time less from now on.
    fn stale(&mut self, id: ApplicationId) -> Option<Bytes> {
        let lagging = self.lagging.get_mut(&id)?;
        let Some(reads) = lagging.reads.checked_sub(1) else {
            self.lagging.remove(&id);
            return None;
        };
        lagging.reads = reads;
        Some(lagging.document.clone())
    }

    fn edit(&mut self, fate: &AppliedFaults, request: &Request, moment: Moment) {
        for deed in &fate.deeds {
            let FaultAction::Edit(edit) = deed else { continue };
            let EditAt { when, id, edit } = &**edit;
            if let (true, Some(id)) =
                (*when == moment, id.or_else(|| request.application()).or_else(|| self.shelf.first()))
            {
                // What cannot be edited (it is gone, it is no JSON) stays as it is: the test looks at the document.
                let _ = edit.apply(&mut self.shelf, id);
            }
        }
    }
}

impl AppliedFaults {
    /// How long the request waits before it is acted on, or its answer after that.
    pub(super) fn delay(&self, moment: Moment) -> Duration {
        let delays = self.deeds.iter().filter_map(|deed| match deed {
            FaultAction::Delay { ms, when } if *when == moment => Some(*ms),
            _ => None,
        });
        // A day is for ever to a client, and no sum of days overflows the clock.
        Duration::from_millis(delays.fold(0, u64::saturating_add).min(86_400_000))
    }
}
