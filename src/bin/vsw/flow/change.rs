//! Change: GET, splice, PUT, read back. The one way in which an application is written.
//!
//! Rules that this file keeps, whatever the API does: a change is made from the request right before its PUT; after
//! any pause the application is read again and the change made anew; a snapshot and a line are on disk before every
//! PUT; and what came of it is what the read-back shows (`settle`), never what the PUT's answer says. After a signal
//! no PUT goes out.

mod in_flight;
mod wish;

use vsw::application::{Application, ApplicationId};
use vsw::change::Change;
use vsw::confirmation::{Answer, Confirmation};
use vsw::json::differences;

use super::ending::{Ending, settle};
use super::read::{Unread, read_in_turn};
use super::run::Run;
use crate::api::{ATTEMPTS, Deadline, PutAnswer, pause_before_put};
use crate::context::Context;
use crate::exit::Exit;
use crate::interrupt;
use crate::journal::{self, Claim, Digest, Entry, Intent, Journal, JournalError, Sent};
use crate::online::Online;
use crate::report::change::ChangedApplication;
use crate::vocabulary::{Recorded, SigningState};

pub use in_flight::InFlight;
pub use wish::{KeepSigning, Restoration, Wish};

use in_flight::Flying;
use wish::plan;

/// Everything that a change needs to know about the run it is part of.
pub struct Changer<'c> {
    pub context: &'c Context,
    pub online: &'c Online,
    /// None where this machine has no place for one.
    pub journal: Option<&'c Journal>,
    pub run: &'c Run,
    pub command: &'static str,
    pub mode: Mode,
    pub in_flight: InFlight,
    pub disk: Disk,
}

/// Where the disk is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disk {
    /// On the one thread that there is.
    Here,
    /// On a thread beside it, so that the answers of other applications need not wait for the disk as well.
    Beside,
}

/// Whether anything is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    ForReal,
    DryRun,
}

/// How many requests a change takes: GET, PUT, GET.
const REQUESTS: u32 = 3;

/// A PUT that went out: the change it made, and the name of the snapshot of what it replaced.
struct Sending {
    change: Change,
    snapshot: String,
}

impl Changer<'_> {
    /// Makes one application what is wished, or finds out why not.
    pub async fn change(&self, id: ApplicationId, wish: &Wish<'_>) -> ChangedApplication {
        if let Err(unread) = self.turn(self.online.deadline()).await {
            return self.unread(id, &unread);
        }
        let mut deadline = self.online.deadline();
        let claim = self.claim(id, deadline).await;
        let mut turned_away: Option<Sending> = None;
        let mut attempt = 1;
        loop {
            let now = match read_in_turn(&self.online.client, id, deadline).await {
                Ok(now) => now,
                Err(unread) => match turned_away {
                    Some(sending) => return self.sent(sending, Ending::never_read_again(&unread)).await,
                    None => return self.unread(id, &unread),
                },
            };
            if let Some(sending) = turned_away.take()
                && let Some(ended) = self.turned_away(sending, &now, attempt).await
            {
                return ended;
            }
            if self.mode == Mode::DryRun {
                return self.preview(now, wish);
            }
            let change = match plan(now, wish) {
                Ok(change) => change,
                Err((now, ending)) => return self.report(id, Some(&now), None, *ending),
            };
            if let Some(exit) = interrupt::held() {
                return self.report(
                    id,
                    Some(change.before()),
                    None,
                    Ending::interrupted(exit, change.before()),
                );
            }
            // What another application's request was told in the meantime holds for this one too, and a change that
            // waited is made anew.
            let closed = self.online.client.closed_for();
            if !closed.is_zero() {
                deadline = match self.turn(deadline).await {
                    Ok(later) => later,
                    Err(_) => {
                        let before = change.before();
                        return self.report(id, Some(before), None, Ending::closed(closed, before));
                    }
                };
                continue;
            }
            let snapshot = self.run.next_snapshot();
            // From here on whoever stops caring has to say that it may have been sent.
            self.in_flight.took_off(change.before(), &snapshot);
            if let Err(ending) = self.announce(&claim, &change, wish, &snapshot).await {
                self.in_flight.landed(id);
                return self.report(id, Some(change.before()), None, *ending);
            }
            let sending = Sending { change, snapshot };
            // While the disk was waited for, a signal may have come, or another request may have been told to go away.
            if let Some(exit) = interrupt::held() {
                let ending = Ending::interrupted(exit, sending.change.before());
                return self.sent(sending, ending).await;
            }
            if !self.online.client.closed_for().is_zero() {
                let ending = Ending::withdrawn(sending.change.before());
                if let Err(error) = self.conclude(&sending, &ending).await {
                    return self.reported(sending, ending.unrecorded(&error));
                }
                self.in_flight.landed(id);
                deadline = match self.turn(deadline).await {
                    Ok(later) => later,
                    Err(unread) => return self.unread(id, &unread),
                };
                continue;
            }
            let text = sending.change.after().text();
            let put = self.online.client.put(id, text, deadline.leaving_some()).await;
            let ending = match put {
                PutAnswer::Acknowledged => {
                    settle(&self.online.client, &sending.change, Answer::Acknowledged, deadline).await
                }
                PutAnswer::Unknown => {
                    settle(&self.online.client, &sending.change, Answer::Unknown, deadline).await
                }
                PutAnswer::Refused(error) => Ending::refused(&error, sending.change.before()),
                PutAnswer::ComeBack(error) => {
                    let Some(pause) = pause_before_put(&error, attempt, deadline) else {
                        return self.sent(sending, Ending::no_time(&error)).await;
                    };
                    tokio::time::sleep(pause).await;
                    deadline = match self.turn(deadline).await {
                        Ok(later) => later,
                        Err(unread) => return self.sent(sending, Ending::never_read_again(&unread)).await,
                    };
                    turned_away = Some(sending);
                    attempt += 1;
                    continue;
                }
            };
            return self.sent(sending, ending).await;
        }
    }

    /// What a read shows of a PUT that the API was too busy for: how it ended, or none where it is to be made anew.
    async fn turned_away(
        &self,
        sending: Sending,
        now: &Application,
        attempt: u32,
    ) -> Option<ChangedApplication> {
        let shown = Confirmation::of(&sending.change, Answer::Unknown, now);
        if !matches!(shown, Confirmation::NotApplied | Confirmation::Moved { .. }) {
            return Some(self.sent(sending, Ending::confirmed(Answer::Unknown, shown, now)).await);
        }
        let ending = Ending::spent(now);
        if attempt > ATTEMPTS {
            return Some(self.sent(sending, ending).await);
        }
        let error = self.conclude(&sending, &ending).await.err()?;
        Some(self.reported(sending, ending.unrecorded(&error)))
    }

    /// An application that a signal kept from being begun, or left in the middle.
    pub fn left(&self, id: ApplicationId, exit: Exit) -> ChangedApplication {
        let profile = &self.online.account.profile;
        match self.in_flight.landed(id) {
            Some(Flying { name, before, snapshot }) => {
                Ending::left_in_flight(exit).report(profile, id, Some(&name), before, Some(snapshot))
            }
            None => Ending::not_begun(exit).report(profile, id, None, SigningState::UNKNOWN, None),
        }
    }

    /// Waits for the turn of a change, so that between its GET and the end of its read-back nothing is waited for; the
    /// reason why not where the API asked for more time than there is.
    async fn turn(&self, deadline: Deadline) -> Result<Deadline, Unread> {
        let requests = match self.mode {
            Mode::ForReal => REQUESTS,
            Mode::DryRun => 1,
        };
        Ok(self.online.client.turn(requests, deadline).await?)
    }

    /// What a change would do to the application as it was just read. Nothing is sent.
    pub fn preview(&self, now: Application, wish: &Wish<'_>) -> ChangedApplication {
        let id = now.id();
        match plan(now, wish) {
            Ok(change) => self.report(id, Some(change.before()), None, Ending::would_change(&change)),
            Err((now, ending)) => self.report(id, Some(&now), None, *ending),
        }
    }

    /// An application that could not be read.
    pub fn unread(&self, id: ApplicationId, unread: &Unread) -> ChangedApplication {
        self.report(id, None, None, Ending::unread(unread))
    }

    /// One change of an application at a time on this machine. Where that cannot be had, it only matters once there
    /// is something to send.
    async fn claim(&self, id: ApplicationId, deadline: Deadline) -> Result<Option<Claim>, JournalError> {
        match (self.journal, self.mode) {
            (_, Mode::DryRun) => Ok(None),
            (None, Mode::ForReal) => Err(JournalError::NoFolder),
            (Some(journal), Mode::ForReal) => journal.claim(id, deadline.left()).await.map(Some),
        }
    }

    /// Puts the snapshot and the line on disk that must stand before a PUT.
    async fn announce(
        &self,
        claim: &Result<Option<Claim>, JournalError>,
        change: &Change,
        wish: &Wish<'_>,
        snapshot: &str,
    ) -> Result<(), Box<Ending>> {
        let unjournalled = |error: &JournalError| Box::new(Ending::unjournalled(error, change.before()));
        if let Err(error) = claim {
            return Err(unjournalled(error));
        }
        let journal = self.journal.ok_or_else(|| unjournalled(&JournalError::NoFolder))?;
        self.write_intent(journal, change, wish, snapshot).await.map_err(|error| unjournalled(&error))
    }

    async fn write_intent(
        &self,
        journal: &Journal,
        change: &Change,
        wish: &Wish<'_>,
        snapshot: &str,
    ) -> Result<(), JournalError> {
        let document = change.before().text().to_owned();
        let replaces = Digest::of(&document);
        let flag = change.after().flag().map(str::to_owned);
        let sends = match wish {
            Wish::Flag(_) | Wish::Planned(..) => Sent { document: replaces.clone(), flag },
            Wish::Earlier(restoration) => Sent {
                document: restoration.digest.clone(),
                flag: flag.filter(|_| restoration.signing == KeepSigning::Present),
            },
        };
        let account = &self.online.account;
        let line = Entry::Intent(Intent {
            at: self.context.now(),
            run: self.run.name.clone(),
            snapshot: snapshot.to_owned(),
            command: self.command.to_owned(),
            by: self.context.actor(),
            profile: account.profile.clone(),
            account: account.api_key.clone(),
            origin: account.origin.as_str().to_owned(),
            application: change.before().id().to_string(),
            name: change.before().name().to_owned(),
            before: change.before().into(),
            replaces,
            sends,
        });
        self.on_disk(journal, move |journal| journal.keep(&document).and_then(|_| journal.append(&line)))
            .await
    }

    /// Has the disk written to, and waits for it.
    async fn on_disk(
        &self,
        journal: &Journal,
        write: impl FnOnce(&Journal) -> Result<(), JournalError> + Send + 'static,
    ) -> Result<(), JournalError> {
        if self.disk == Disk::Here {
            return write(journal);
        }
        let journal = journal.clone();
        match tokio::task::spawn_blocking(move || write(&journal)).await {
            Ok(written) => written,
            // A defect of ours stays one, on whichever thread it shows.
            Err(ended) => std::panic::resume_unwind(ended.into_panic()),
        }
    }

    /// Records what came of a PUT and reports it. An outcome that cannot be recorded is no success.
    async fn sent(&self, sending: Sending, ending: Ending) -> ChangedApplication {
        let ending = match self.conclude(&sending, &ending).await {
            Ok(()) => ending,
            Err(error) => ending.unrecorded(&error),
        };
        self.reported(sending, ending)
    }

    fn reported(&self, sending: Sending, ending: Ending) -> ChangedApplication {
        self.in_flight.landed(sending.change.before().id());
        // Of a flag one word says it all; of a document that was put back, a person wants to see what moved.
        let ending = if sending.change.is_of_flag() { ending } else { ending.showing(&sending.change) };
        let before = sending.change.before();
        self.report(before.id(), Some(before), Some(sending.snapshot), ending)
    }

    async fn conclude(&self, sending: &Sending, ending: &Ending) -> Result<(), JournalError> {
        let sent = sending.change.after();
        // What was sent can be made again from what is kept; only another document is worth keeping.
        let other =
            ending.read_back.as_ref().filter(|shown| !differences(sent.json(), shown.json()).is_empty());
        let other = other.map(|shown| shown.text().to_owned());
        self.record(sent.id(), &sending.snapshot, ending, other).await
    }

    /// Records what came of a PUT of an earlier part of this run.
    pub async fn conclude_earlier(
        &self,
        id: ApplicationId,
        snapshot: &str,
        ending: &Ending,
    ) -> Result<(), JournalError> {
        self.record(id, snapshot, ending, None).await
    }

    async fn record(
        &self,
        id: ApplicationId,
        snapshot: &str,
        ending: &Ending,
        read_back: Option<String>,
    ) -> Result<(), JournalError> {
        let journal = self.journal.ok_or(JournalError::NoFolder)?;
        let line = Entry::Outcome(journal::Outcome {
            at: self.context.now(),
            snapshot: snapshot.to_owned(),
            application: id.to_string(),
            outcome: Recorded::Known(ending.outcome),
            code: ending.code.map(Recorded::Known),
            after: ending.after,
            read_back: read_back.as_deref().map(Digest::of),
        });
        let write = move |journal: &Journal| {
            read_back.map(|shown| journal.keep(&shown)).transpose().and_then(|_| journal.append(&line))
        };
        self.on_disk(journal, write).await
    }

    fn report(
        &self,
        id: ApplicationId,
        before: Option<&Application>,
        snapshot: Option<String>,
        ending: Ending,
    ) -> ChangedApplication {
        let signing = before.map(SigningState::from).unwrap_or_default();
        ending.report(&self.online.account.profile, id, before.map(Application::name), signing, snapshot)
    }
}
