//! Gather: which applications of an account a change of a set is about, read by list pages, and which of them there is
//! something to do for. Writes nothing.
//!
//! What a page says is enough to leave an application alone, never to change it: a change begins with a read of its own.

use std::num::NonZeroUsize;

use vsw::application::{Application, ApplicationId};
use vsw::change::Goal;
use vsw::signing::Signing;

use super::ending::Ending;
use super::many::{self, Event};
use super::read::read;
use super::scope::{Meant, Scope, Wanted};
use crate::api::{ApiError, Listed};
use crate::online::Online;
use crate::plan::Planned;
use crate::report::change::ChangedApplication;
use crate::screen::Waiting;

/// What is to be done about the applications of one account, in the order of its list.
pub struct Gathered {
    pub each: Vec<Found>,
}

/// One application of a set.
pub enum Found {
    /// There is nothing to do, and this is what the report says of it.
    Settled(Box<ChangedApplication>),
    /// It is to be changed, or to be looked at at least.
    Candidate(Box<Planned>),
}

/// What the gathering is for.
pub struct Gatherer<'g> {
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
    /// Those whose entries leave it open.
    open: Vec<Open>,
}

/// An entry that says nothing of signing: a voice capability without the flag, or no capabilities at all.
#[derive(Clone, Copy)]
struct Open {
    place: usize,
    id: ApplicationId,
    listed: Signing,
}

impl Gatherer<'_> {
    /// Reads the account's list and sorts what is in it.
    ///
    /// # Errors
    /// The list could not be read whole; then nothing may be changed by it.
    pub async fn gather(&self) -> Result<Gathered, ApiError> {
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
        if !shown.flag {
            self.look_closer(&mut found, &shown.open).await;
        }
        Ok(Gathered { each: found })
    }

    fn sort(&self, entry: Listed, found: &mut Vec<Found>, shown: &mut Shown) {
        let application = Application::of_document(entry.document, entry.id);
        let Ok(application) = application else {
            // Its name cannot be read, so only its id can say that it is meant.
            if matches!(self.scope.wanted_unnamed(entry.id), Wanted::Expected(_)) {
                found.extend(self.unread(entry.id));
            }
            return;
        };
        shown.flag |= application.flag().is_some();
        let Some(sorted) = self.found(&application) else { return };
        if is_open(&application) {
            let (place, id) = (found.len(), application.id());
            shown.open.push(Open { place, id, listed: application.signing() });
        }
        found.push(sorted);
    }

    /// What there is to do for one that the list does not show: what is waived or to be off is left alone, unread.
    fn unread(&self, id: ApplicationId) -> Option<Found> {
        match self.scope.meant((id, ""), None, self.goal, self.now) {
            Meant::No => None,
            Meant::Excepted { code, why } => {
                let ending = Ending::skipped(code, "unknown", why);
                let profile = &self.online.account.profile;
                Some(Found::Settled(Box::new(ending.report(profile, id, None, "unknown", None))))
            }
            Meant::Yes => Some(Found::Candidate(Box::new(self.planned(id, None, "unknown")))),
        }
    }

    /// What there is to do for an application, if it is meant at all.
    fn found(&self, application: &Application) -> Option<Found> {
        let settled = |ending: Ending| {
            let profile = &self.online.account.profile;
            let before = application.signing().word();
            let name = Some(application.name());
            Some(Found::Settled(Box::new(ending.report(profile, application.id(), name, before, None))))
        };
        let whose = (application.id(), application.name());
        match self.scope.meant(whose, Some(application.signing()), self.goal, self.now) {
            Meant::No => return None,
            Meant::Excepted { code, why } => {
                return settled(Ending::skipped(code, application.signing().word(), why));
            }
            Meant::Yes => {}
        }
        match application.signing() {
            signing if signing == self.goal.signing() => settled(Ending::unchanged(application)),
            Signing::NoVoice => settled(Ending::skipped(
                "no-voice",
                Signing::NoVoice.word(),
                "it has no voice capability, and none is added",
            )),
            signing => Some(Found::Candidate(Box::new(self.planned(
                application.id(),
                Some(application.name()),
                signing.word(),
            )))),
        }
    }

    /// Nothing in the whole list shows the flag. Either it is nowhere, or lists do not show it: one application's own
    /// document tells, and if it is the latter, all of them are asked.
    async fn look_closer(&self, found: &mut [Found], open: &[Open]) {
        // One that has a voice capability tells more than one that may have nothing.
        let telling = open.iter().find(|open| open.listed == Signing::Absent).or(open.first());
        let Some(telling) = telling else { return };
        let ask = async |id| read(&self.online.client, id, self.online.deadline()).await;
        let Ok(application) = ask(telling.id).await else { return };
        if application.signing() == telling.listed {
            return;
        }
        let mut closer = vec![(telling.place, self.found(&application))];
        let rest = open.iter().filter(|open| open.id != telling.id).copied();
        let one = async |open: Open| (open.place, ask(open.id).await);
        many::each(rest, self.side_by_side, one, |event| {
            // One that cannot be read stays what it is: where it is to be changed, the change finds out why.
            if let Event::Done((place, Ok(application))) = event {
                closer.push((place, self.found(&application)));
            }
        })
        .await;
        for (place, sorted) in closer {
            if let (Some(slot), Some(sorted)) = (found.get_mut(place), sorted) {
                *slot = sorted;
            }
        }
    }

    fn planned(&self, id: ApplicationId, name: Option<&str>, before: &str) -> Planned {
        let account = &self.online.account;
        Planned {
            profile: account.profile.clone(),
            account: account.api_key.clone(),
            origin: account.origin.as_str().to_owned(),
            id,
            name: name.map(str::to_owned),
            before: before.to_owned(),
            document: None,
        }
    }
}

/// Does an application's entry in a list leave open what its own document says of signing?
pub fn is_open(application: &Application) -> bool {
    match application.signing() {
        Signing::Absent => true,
        Signing::NoVoice => !matches!(application.json().root().member("capabilities"), Ok(Some(_))),
        _ => false,
    }
}
