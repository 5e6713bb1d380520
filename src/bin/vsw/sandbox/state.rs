//! The state of a sandbox: applications, calls, waiting faults, outdated reads, and the request log.
//!
//! A request is handled in two steps, [`State::match_faults`] and [`State::apply`], to allow a delay between them.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use hyper::header::{LOCATION, RETRY_AFTER};
use hyper::{Method, StatusCode};
use vsw::application::ApplicationId;

use super::api::{self, Handling};
use super::behavior::Behavior;
use super::body::End;
use super::calls::api::{CallContext, Effect};
use super::calls::book::Calls;
use super::calls::token;
use super::clock;
use super::credentials::{self, Authorization};
use super::fault::{EditAt, FaultAction, Faults, Moment};
use super::problem::Problem;
use super::request::{Place, Request, instance};
use super::request_log::RequestLog;
use super::response::SandboxResponse;
use super::state_file::StateError;
use super::store::Store;

pub(super) struct State {
    pub store: Store,
    pub calls: Calls,
    pub faults: Faults,
    pub log: RequestLog,
    /// The default number of applications after a reset.
    pub apps: u32,
    pub lagging: HashMap<ApplicationId, Lagging>,
    pub behavior: Behavior,
    /// The earlier documents of changed applications. Reads return such a document until [`RequestLog::age`]
    /// reaches its `Duration`.
    pub outdated: HashMap<ApplicationId, (Duration, Bytes)>,
}

#[derive(Clone)]
pub(super) struct Shared(Arc<Mutex<State>>);

/// An outdated document, and how many reads still return it.
pub(super) struct Lagging {
    document: Bytes,
    reads: u64,
}

pub(super) struct AppliedFaults {
    sequence: u64,
    actions: Vec<FaultAction>,
    words: Vec<String>,
}

impl Shared {
    pub(super) fn new(state: State) -> Self {
        Self(Arc::new(Mutex::new(state)))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    pub(super) fn open(apps: u32, state: Option<PathBuf>, calls: Calls) -> Result<Self, StateError> {
        Ok(Self {
            store: Store::open(apps, state)?,
            calls,
            faults: Faults::default(),
            log: RequestLog::new(),
            apps,
            lagging: HashMap::new(),
            behavior: Behavior::default(),
            outdated: HashMap::new(),
        })
    }

    pub(super) fn match_faults(&mut self, request: &Request) -> AppliedFaults {
        let sequence = self.log.enter(request, self.authorization(request));
        let (actions, words) = self.faults.take_matching(request, self.log.age()).into_iter().unzip();
        let faults = AppliedFaults { sequence, actions, words };
        self.edit(&faults, request, Moment::Before);
        faults
    }

    pub(super) fn refuse(&mut self, request: &Request, status: u16) {
        let sequence = self.log.enter(request, self.authorization(request));
        self.log.close(sequence, Some(status), Vec::new());
    }

    /// Handles the request, then applies the edits that faults make after it. Returns `None` to close the
    /// connection without a response.
    pub(super) fn apply(&mut self, request: &Request, faults: &AppliedFaults) -> Option<SandboxResponse> {
        let answer = self.respond(request, faults);
        self.edit(faults, request, Moment::After);
        let status = answer.as_ref().map(|answer| answer.status.as_u16());
        self.log.close(faults.sequence, status, faults.words.clone());
        answer
    }

    fn respond(&mut self, request: &Request, faults: &AppliedFaults) -> Option<SandboxResponse> {
        let deciding = faults.actions.iter().find(|action| action.determines_response());
        match deciding {
            Some(FaultAction::DropBefore) => return None,
            Some(FaultAction::Redirect { status, location }) => {
                let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::FOUND);
                return Some(SandboxResponse::empty(status).with(LOCATION, location));
            }
            Some(FaultAction::Limit { retry_after, .. }) => {
                let mut answer =
                    Problem::Other(StatusCode::TOO_MANY_REQUESTS).respond(&instance(faults.sequence));
                if let Some(seconds) = retry_after {
                    answer = answer.with(RETRY_AFTER, &seconds.to_string());
                }
                return Some(answer);
            }
            Some(FaultAction::Answer(given)) => {
                if given.acts {
                    self.handle(request, faults);
                }
                return Some(given.respond(request, &instance(faults.sequence)));
            }
            _ => {}
        }
        let mut answer = self.handle(request, faults);
        match deciding {
            Some(FaultAction::DropAfter) => return None,
            Some(&FaultAction::Cut { at }) => answer.stop(at, End::Broken),
            Some(&FaultAction::Stall { at }) => answer.stop(at, End::Silent),
            Some(&FaultAction::Truncate { at }) => answer.body.truncate(at.unwrap_or(answer.body.len() / 2)),
            Some(&FaultAction::Slow { bytes, every_ms }) => answer.pieces = Some((bytes, every_ms)),
            Some(FaultAction::Endless) => answer.end = End::Never,
            Some(&FaultAction::HugeLength { length }) => {
                (answer.length, answer.end) = (Some(length), End::Broken);
            }
            _ => {}
        }
        Some(answer)
    }

    fn authorization(&self, request: &Request) -> Authorization {
        let is_right = match request.place() {
            Place::Calls | Place::Call(_) => {
                token::application(&request.headers, &self.store, clock::now_ms() / 1000).is_ok()
            }
            _ => credentials::admits(&request.headers),
        };
        if is_right { Authorization::Matched } else { Authorization::NotMatched }
    }

    fn handle(&mut self, request: &Request, faults: &AppliedFaults) -> SandboxResponse {
        let uuid = match request.place() {
            Place::Calls => None,
            Place::Call(uuid) => Some(uuid),
            _ => return self.handle_application(request, faults),
        };
        let is_ignored = faults.actions.iter().any(|action| matches!(action, FaultAction::Ignore));
        let effect = if is_ignored { Effect::Ignored } else { Effect::Done };
        let now_ms = clock::now_ms();
        let mut context = CallContext { calls: &mut self.calls, store: &self.store, now_ms, effect };
        context.respond(request, uuid, &instance(faults.sequence))
    }

    fn handle_application(&mut self, request: &Request, faults: &AppliedFaults) -> SandboxResponse {
        let id = request.application();
        let age = self.log.age();
        self.outdated.retain(|_, (until, _)| *until > age);
        let outdated = self.outdated.iter().map(|(id, (_, document))| (*id, document.clone())).collect();
        let handling = Handling {
            is_ignored: faults.actions.iter().any(|action| matches!(action, FaultAction::Ignore)),
            is_literal: faults.actions.iter().any(|action| matches!(action, FaultAction::Literal)),
            stale: id.filter(|_| request.method == Method::GET).and_then(|id| self.stale(id)),
            list_fault: faults.actions.iter().find_map(|action| match action {
                FaultAction::List(list_fault) => Some((**list_fault).clone()),
                _ => None,
            }),
            behavior: self.behavior.clone(),
            outdated,
            instance: instance(faults.sequence),
        };
        let before = id.and_then(|id| self.store.document(id));
        let answer = api::respond(&mut self.store, request, &handling);
        let after = id.and_then(|id| self.store.document(id));
        if let (Some(id), Some(document), Some(_)) = (id, before.clone().filter(|_| before != after), &after)
            && self.behavior.lag_ms > 0
        {
            let until = age.saturating_add(Duration::from_millis(self.behavior.lag_ms));
            self.outdated.insert(id, (until, document));
        }
        for action in &faults.actions {
            if let (FaultAction::Lag { gets }, Some(id), Some(document)) =
                (action, id, before.clone().filter(|_| before != after))
            {
                self.lagging.insert(id, Lagging { document, reads: *gets });
            }
        }
        answer
    }

    /// Returns the outdated document of a `lag` fault, and counts the read.
    fn stale(&mut self, id: ApplicationId) -> Option<Bytes> {
        let lagging = self.lagging.get_mut(&id)?;
        let Some(reads) = lagging.reads.checked_sub(1) else {
            self.lagging.remove(&id);
            return None;
        };
        lagging.reads = reads;
        Some(lagging.document.clone())
    }

    fn edit(&mut self, faults: &AppliedFaults, request: &Request, moment: Moment) {
        for action in &faults.actions {
            let FaultAction::Edit(edit) = action else { continue };
            let EditAt { when, id, edit } = &**edit;
            if let (true, Some(id)) =
                (*when == moment, id.or_else(|| request.application()).or_else(|| self.store.first()))
            {
                // Ignore a failed edit (application deleted, document not JSON): the test that requested it
                // checks the document.
                let _ = edit.apply(&mut self.store, id);
            }
        }
    }
}

impl AppliedFaults {
    pub(super) fn delay(&self, moment: Moment) -> Duration {
        let delays = self.actions.iter().filter_map(|action| match action {
            FaultAction::Delay { ms, when } if *when == moment => Some(*ms),
            _ => None,
        });
        // At most a day, which no client waits. A longer delay could overflow the clock.
        Duration::from_millis(delays.fold(0, u64::saturating_add).min(86_400_000))
    }
}
