//! Discover: finds in an account's list the applications that a change of a set covers.
//!
//! Invariant: a list entry is enough to skip an application, never to change it.

use std::num::NonZeroUsize;

use vsw::application::{Application, ApplicationId};
use vsw::change::Goal;
use vsw::signing::Signing;

use super::change_outcome::ChangeOutcome;
use super::concurrent::{self, Event};
use super::read::{MOST_PROBES, NotShown, Unread, left_open, read};
use super::scope::{Applies, Membership, Scope};
use crate::api::{ApiError, Listed};
use crate::online::Online;
use crate::plan::Planned;
use crate::report::change::ChangedApplication;
use crate::screen::Waiting;
use crate::vocabulary::SigningState;

pub enum Discovered {
    /// The application needs no change, or is skipped.
    Settled(Box<ChangedApplication>),
    /// A change may be needed.
    Candidate(Box<Planned>),
}

pub struct Discoverer<'g> {
    pub online: &'g Online,
    pub scope: &'g Scope<'g>,
    pub goal: Goal,
    pub concurrency: NonZeroUsize,
    /// The current time, which decides whether a waiver has ended.
    pub now: jiff::Timestamp,
    pub waiting: &'g Waiting,
}

impl Discovered {
    fn name(&self) -> Option<&str> {
        match self {
            Self::Settled(report) => report.name.as_deref(),
            Self::Candidate(planned) => planned.name.as_deref(),
        }
    }
}

#[derive(Default)]
struct ListFindings {
    /// Whether any entry shows the flag. If so, entries are trusted not to omit flags.
    flag: bool,
    /// The entries that do not show the signing state: index in the result, id, and what the entry omits.
    open: Vec<(usize, ApplicationId, NotShown)>,
}

impl Discoverer<'_> {
    /// Fails if the list is incomplete. The caller then ends the run before any change.
    pub async fn discover(&self) -> Result<Vec<Discovered>, ApiError> {
        let mut found = Vec::new();
        let mut findings = ListFindings::default();
        let mut seen = std::collections::BTreeSet::new();
        let client = &self.online.client;
        let (_, problem) = client
            .each_page(
                self.concurrency,
                || self.online.deadline(),
                async |entries, listing| {
                    self.waiting.set_message(format!("{} applications read", listing.count()));
                    for entry in entries {
                        seen.insert(entry.id);
                        self.add_entry(entry, &mut found, &mut findings);
                    }
                },
            )
            .await;
        if let Some(problem) = problem {
            return Err(problem);
        }
        for id in self.scope.ids().filter(|id| !seen.contains(id)) {
            found.extend(self.unread(id, None));
        }
        self.read_unclear(&mut found, &findings).await;
        Ok(found)
    }

    fn add_entry(&self, entry: Listed, found: &mut Vec<Discovered>, findings: &mut ListFindings) {
        let application = Application::of_document(entry.document, entry.id);
        let Ok(application) = application else {
            // The entry has no readable name, so the scope must decide without it.
            if matches!(self.scope.membership_by_id(entry.id), Membership::Expected(_)) {
                found.extend(self.unread(entry.id, None));
            }
            return;
        };
        findings.flag |= application.flag().is_some();
        let Some(sorted) = self.found(&application) else { return };
        if let Some(open) = left_open(&application) {
            findings.open.push((found.len(), application.id(), open));
        }
        found.push(sorted);
    }

    /// Returns the result for an application whose signing state is unknown, or `None` if the run does not cover it.
    fn unread(&self, id: ApplicationId, name: Option<&str>) -> Option<Discovered> {
        match self.scope.applies((id, name.unwrap_or_default()), None, self.goal, self.now) {
            Applies::No => None,
            Applies::Excepted { code, why } => {
                let outcome = ChangeOutcome::skipped(code, SigningState::UNKNOWN, why);
                let profile = &self.online.account.profile;
                Some(Discovered::Settled(Box::new(outcome.report(
                    profile,
                    id,
                    name,
                    SigningState::UNKNOWN,
                    None,
                ))))
            }
            Applies::Yes => {
                Some(Discovered::Candidate(Box::new(self.planned(id, name, SigningState::UNKNOWN))))
            }
        }
    }

    /// Returns `None` if the run does not cover the application.
    fn found(&self, application: &Application) -> Option<Discovered> {
        let settled = |outcome: ChangeOutcome| {
            let profile = &self.online.account.profile;
            let before = application.into();
            let name = Some(application.name());
            Some(Discovered::Settled(Box::new(outcome.report(profile, application.id(), name, before, None))))
        };
        let subject = (application.id(), application.name());
        match self.scope.applies(subject, Some(application.signing()), self.goal, self.now) {
            Applies::No => return None,
            Applies::Excepted { code, why } => {
                return settled(ChangeOutcome::skipped(code, application, why));
            }
            Applies::Yes => {}
        }
        match application.signing() {
            signing if signing == self.goal.signing() => settled(ChangeOutcome::unchanged(application)),
            Signing::NoVoice => settled(ChangeOutcome::skipped_without_voice()),
            signing => Some(Discovered::Candidate(Box::new(self.planned(
                application.id(),
                Some(application.name()),
                signing.into(),
            )))),
        }
    }

    /// Reads the applications whose list entries lack `capabilities`. If a few GETs show that lists omit the
    /// flag, also reads those whose entries lack the flag.
    async fn read_unclear(&self, found: &mut [Discovered], findings: &ListFindings) {
        let of = |kind| findings.open.iter().filter(move |(_, _, open)| *open == kind).copied();
        let mut closer: Vec<_> = of(NotShown::Bare).collect();
        let probes = if findings.flag { 0 } else { MOST_PROBES };
        for (_, telling, _) in of(NotShown::NoFlag).take(probes) {
            let Ok(application) = self.ask(telling).await else { break };
            if application.signing() != Signing::Absent {
                closer.extend(of(NotShown::NoFlag));
                break;
            }
        }
        let one = async |(place, id, open)| (place, id, open, self.ask(id).await);
        concurrent::each(closer, self.concurrency, one, |event| {
            let Event::Done((place, id, open, read)) = event else { return };
            let Some(slot) = found.get_mut(place) else { return };
            match read {
                Ok(application) => {
                    if let Some(sorted) = self.found(&application) {
                        *slot = sorted;
                    }
                }
                // An unreadable application is usually a candidate: the attempt to change it reports the error.
                Err(_) if open == NotShown::Bare => {
                    if let Some(sorted) = self.unread(id, slot.name()) {
                        *slot = sorted;
                    }
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
