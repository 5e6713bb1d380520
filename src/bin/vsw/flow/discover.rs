//! Gather: which applications of an account a change of a set is about, read by list pages, and which of them there is
//! something to do for. Writes nothing.
//!
//! What a page says is enough to leave an application alone, never to change it: a change begins with a read of its own.

use std::num::NonZeroUsize;

use vsw::application::{Application, ApplicationId};
use vsw::change::Goal;
use vsw::signing::Signing;

use super::concurrent::{self, Event};
use super::ending::ChangeOutcome;
use super::read::{Open, Unread, left_open, read};
use super::scope::{Applies, Membership, Scope};
use crate::api::{ApiError, Listed};
use crate::codes::Code;
use crate::online::Online;
use crate::plan::Planned;
use crate::report::change::ChangedApplication;
use crate::screen::Waiting;
use crate::vocabulary::SigningState;

/// One application of a set.
pub enum Discovered {
    /// There is nothing to do, and this is what the report says of it.
    Settled(Box<ChangedApplication>),
    /// It is to be changed, or to be looked at at least.
    Candidate(Box<Planned>),
}

/// What the gathering is for.
pub struct Discoverer<'g> {
    pub online: &'g Online,
    pub scope: &'g Scope<'g>,
    pub goal: Goal,
    pub side_by_side: NonZeroUsize,
    /// For waivers, which end.
    pub now: jiff::Timestamp,
    pub waiting: &'g Waiting,
}

/// What the entries of a list say of signing.
#[derive(Default)]
struct Shown {
    /// At least one entry shows a flag: lists do show it.
    flag: bool,
    /// Those whose entries leave it open, and their places in what was found.
    open: Vec<(usize, ApplicationId, Open)>,
}

impl Discoverer<'_> {
    /// Reads the account's list and returns what is to be done about each application in it, in its order.
    ///
    /// # Errors
    /// The list could not be read whole; then nothing may be changed by it.
    pub async fn gather(&self) -> Result<Vec<Discovered>, ApiError> {
        let mut found = Vec::new();
        let mut shown = Shown::default();
        let mut seen = std::collections::BTreeSet::new();
        let client = &self.online.client;
        let (_, problem) = client
            .each_page(
                self.side_by_side,
                || self.online.deadline(),
                async |entries, listing| {
                    self.waiting.says(format!("{} applications read", listing.count()));
                    for entry in entries {
                        seen.insert(entry.id);
                        self.sort(entry, &mut found, &mut shown);
                    }
                },
            )
            .await;
        if let Some(problem) = problem {
            return Err(problem);
        }
        for id in self.scope.ids().filter(|id| !seen.contains(id)) {
            found.extend(self.unread(id));
        }
        self.look_closer(&mut found, &shown).await;
        Ok(found)
    }

    fn sort(&self, entry: Listed, found: &mut Vec<Discovered>, shown: &mut Shown) {
        let application = Application::of_document(entry.document, entry.id);
        let Ok(application) = application else {
            // Its name cannot be read, so only its id can say that it is meant.
            if matches!(self.scope.wanted_unnamed(entry.id), Membership::Expected(_)) {
                found.extend(self.unread(entry.id));
            }
            return;
        };
        shown.flag |= application.flag().is_some();
        let Some(sorted) = self.found(&application) else { return };
        if let Some(open) = left_open(&application) {
            shown.open.push((found.len(), application.id(), open));
        }
        found.push(sorted);
    }

    /// What there is to do for one that the list does not show: what is waived or to be off is left alone, unread.
    fn unread(&self, id: ApplicationId) -> Option<Discovered> {
        match self.scope.meant((id, ""), None, self.goal, self.now) {
            Applies::No => None,
            Applies::Excepted { code, why } => {
                let ending = ChangeOutcome::skipped(code, SigningState::UNKNOWN, why);
                let profile = &self.online.account.profile;
                Some(Discovered::Settled(Box::new(ending.report(
                    profile,
                    id,
                    None,
                    SigningState::UNKNOWN,
                    None,
                ))))
            }
            Applies::Yes => {
                Some(Discovered::Candidate(Box::new(self.planned(id, None, SigningState::UNKNOWN))))
            }
        }
    }

    /// What there is to do for an application, if it is meant at all.
    fn found(&self, application: &Application) -> Option<Discovered> {
        let settled = |ending: ChangeOutcome| {
            let profile = &self.online.account.profile;
            let before = application.into();
            let name = Some(application.name());
            Some(Discovered::Settled(Box::new(ending.report(profile, application.id(), name, before, None))))
        };
        let whose = (application.id(), application.name());
        match self.scope.meant(whose, Some(application.signing()), self.goal, self.now) {
            Applies::No => return None,
            Applies::Excepted { code, why } => {
                return settled(ChangeOutcome::skipped(code, application, why));
            }
            Applies::Yes => {}
        }
        match application.signing() {
            signing if signing == self.goal.signing() => settled(ChangeOutcome::unchanged(application)),
            Signing::NoVoice => settled(ChangeOutcome::skipped(
                Code::NoVoice,
                Signing::NoVoice,
                "it has no voice capability, and none is added",
            )),
            signing => Some(Discovered::Candidate(Box::new(self.planned(
                application.id(),
                Some(application.name()),
                signing.into(),
            )))),
        }
    }

    /// Asks for what the list leaves open: each entry that says nothing of capabilities; and where nothing in the whole
    /// list shows the flag, one that could: either it is nowhere, or lists do not show it, and then all of them are asked.
    async fn look_closer(&self, found: &mut [Discovered], shown: &Shown) {
        let of = |kind| shown.open.iter().filter(move |(_, _, open)| *open == kind).copied();
        let mut closer: Vec<_> = of(Open::Bare).collect();
        if let (false, Some((_, telling, _))) = (shown.flag, of(Open::NoFlag).next())
            && let Ok(application) = self.ask(telling).await
            && application.signing() != Signing::Absent
        {
            closer.extend(of(Open::NoFlag));
        }
        let one = async |(place, id, open)| (place, id, open, self.ask(id).await);
        concurrent::each(closer, self.side_by_side, one, |event| {
            let Event::Done((place, id, open, read)) = event else { return };
            let Some(slot) = found.get_mut(place) else { return };
            match read {
                Ok(application) => {
                    if let Some(sorted) = self.found(&application) {
                        *slot = sorted;
                    }
                }
                // What cannot be read is nothing to pass over: its change finds out why.
                Err(_) if open == Open::Bare => {
                    *slot = Discovered::Candidate(Box::new(self.planned(id, None, SigningState::UNKNOWN)));
                }
                Err(_) => {}
            }
        })
        .await;
    }

    async fn ask(&self, id: ApplicationId) -> Result<Application, Unread> {
        read(&self.online.client, id, self.online.deadline()).await
    }

    fn planned(&self, id: ApplicationId, name: Option<&str>, before: SigningState) -> Planned {
        let name = name.map(str::to_owned);
        Planned { name, before, ..Planned::unread(id, &self.online.account) }
    }
}
