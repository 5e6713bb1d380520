//! Survey: reads an account's applications and passes them to the evaluator. Sends no PUT.
//!
//! Vonage does not document whether list entries are complete documents, so some may be checked by a GET.

mod trust;

use std::collections::HashSet;
use std::mem;
use std::num::NonZeroUsize;

use vsw::application::{Application, ApplicationId};
use vsw::drift::ReferenceDocument;
use vsw::signing::Signing;

use self::trust::{Lists, Trust};
use super::concurrent::{self, Event, Unfinished};
use super::evaluate::{Evaluator, Shown};
use super::read::{MOST_PROBES, NotShown, Unread, left_open, read};
use crate::api::{ApiError, Listed};
use crate::args::change::Read;
use crate::context::Context;
use crate::online::Online;
use crate::report::status::{CheckedApplication, Verdict};

pub struct Surveyor<'s> {
    pub context: &'s Context,
    pub online: &'s Online,
    pub evaluator: &'s Evaluator<'s>,
    pub reading: Reading,
    pub concurrency: NonZeroUsize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// List pages. Applications whose entries omit needed members are read by GET.
    Auto,
    Pages,
    /// List pages for the ids, then one GET each.
    Each,
}

impl Reading {
    pub fn of(wanted: Read) -> Self {
        match wanted {
            Read::Auto => Self::Auto,
            Read::List => Self::Pages,
            Read::Get => Self::Each,
        }
    }
}

#[derive(Default)]
pub struct Surveyed {
    /// The number of applications according to the list, if the list states a number.
    pub total: Option<usize>,
    /// The number of list entries, or of applications that were read instead of the list.
    pub listed: usize,
    /// Why the list is incomplete, or may be. `None` if it is complete.
    pub problem: Option<Unread>,
    pub by_pages: bool,
    pub by_get: bool,
    /// Whether the list omits flags or capabilities.
    pub lists_hide: bool,
    pub order: Vec<ApplicationId>,
    bare: bool,
}

const SHIFTED: &str = "an existing application is missing, because the list changed while vsw read the list";

impl Surveyor<'_> {
    /// Reads each application by GET. Returns the ids that a signal left unread.
    pub async fn each(
        &self,
        ids: impl IntoIterator<Item = ApplicationId>,
        mut tell: impl FnMut(Option<Application>, CheckedApplication),
    ) -> Unfinished<ApplicationId> {
        let ask = async |id| (id, self.read(id).await);
        concurrent::each(ids, self.concurrency, ask, |event| {
            let Event::Done((id, result)) = event else { return };
            match result {
                Ok(application) => {
                    if let Some(checked) = self.evaluated(&application, Shown::Whole) {
                        tell(Some(application), checked);
                    }
                }
                Err(unread) => {
                    if let Some(checked) = self.evaluator.unknown(id, &unread) {
                        tell(None, checked);
                    }
                }
            }
        })
        .await
    }

    /// Reads a set of applications, usually by list pages and then some GETs.
    pub async fn set(&self, mut tell: impl FnMut(CheckedApplication)) -> Surveyed {
        if let Some(ids) = self.evaluator.scope.few_ids().filter(|_| self.reading != Reading::Pages) {
            let listed = ids.len();
            self.each(ids, |_, checked| tell(checked)).await;
            return Surveyed { listed, by_get: true, ..Surveyed::default() };
        }
        let mut surveyed = Surveyed { by_pages: true, ..Surveyed::default() };
        let mut missing: HashSet<ApplicationId> = self.evaluator.scope.ids().collect();
        let mut one_by_one = Vec::new();
        let mut lists = Trust::of(self.reading);
        let (listing, problem) = self
            .online
            .client
            .each_page(
                self.concurrency,
                || self.online.deadline(),
                async |entries, _| {
                    for entry in &entries {
                        missing.remove(&entry.id);
                        surveyed.order.push(entry.id);
                    }
                    if self.reading == Reading::Each {
                        one_by_one.extend(entries.iter().map(|entry| entry.id));
                        return;
                    }
                    self.page(entries, &mut lists, &mut one_by_one, &mut surveyed, &mut tell).await;
                },
            )
            .await;
        self.settle(&mut lists, &mut one_by_one, &mut surveyed, &mut tell).await;
        surveyed.total = listing.total();
        surveyed.listed = listing.count();
        surveyed.lists_hide =
            self.reading == Reading::Auto && (lists.flags == Lists::Partial || surveyed.bare);
        let mut missing: Vec<ApplicationId> = missing.into_iter().collect();
        missing.sort_unstable();
        match problem.map(Unread::Api) {
            // An application that the list lacks may still exist, so a GET decides.
            None => one_by_one.extend(missing),
            // The list may have ended early, so the missing applications are unknown. Do not send a GET for
            // each: the API may not respond.
            Some(unread) => {
                for id in missing {
                    self.evaluator.unknown(id, &unread).into_iter().for_each(&mut tell);
                }
                surveyed.problem = Some(unread);
            }
        }
        surveyed.by_get |= !one_by_one.is_empty();
        if surveyed.problem.is_none() && self.reading != Reading::Pages {
            self.read_vanished(&mut surveyed, &one_by_one, &mut tell).await;
        }
        self.each(one_by_one, |_, checked| tell(checked)).await;
        surveyed
    }

    /// Reads by GET the applications that are in the baseline or were seen earlier, but are missing from the
    /// list. If an application is deleted while the list is read, the pages shift, so another may be skipped.
    async fn read_vanished(
        &self,
        surveyed: &mut Surveyed,
        asked: &[ApplicationId],
        tell: &mut impl FnMut(CheckedApplication),
    ) {
        let mut vanished = self.evaluator.known_ids();
        for id in surveyed.order.iter().chain(asked) {
            vanished.remove(id);
        }
        let ask = async |id| (id, self.read(id).await);
        concurrent::each(vanished, self.concurrency, ask, |event| match event {
            Event::Done((id, Err(Unread::Api(ApiError::NotFound { .. })))) => {
                self.evaluator.memory.forget(id);
            }
            Event::Done((_, Ok(application))) => {
                surveyed.problem = Some(ApiError::BadList(SHIFTED).into());
                if let Some(checked) = self.evaluated(&application, Shown::Whole) {
                    tell(checked);
                }
            }
            // The application may exist, so the list may be incomplete.
            Event::Done((id, Err(unread))) => {
                self.evaluator.unknown(id, &unread).into_iter().for_each(&mut *tell);
                surveyed.problem.get_or_insert(unread);
            }
            Event::Stopping(_) => {}
        })
        .await;
    }

    async fn page(
        &self,
        entries: Vec<Listed>,
        lists: &mut Trust,
        one_by_one: &mut Vec<ApplicationId>,
        surveyed: &mut Surveyed,
        tell: &mut impl FnMut(CheckedApplication),
    ) {
        for Listed { id, document } in entries {
            let application = match Application::of_document(document, id) {
                Ok(application) => application,
                Err(unfit) => {
                    self.evaluator.unknown(id, &unfit.into()).into_iter().for_each(&mut *tell);
                    continue;
                }
            };
            lists.shows_flag |= application.flag().is_some();
            // Do not spend a request on an application that this run does not cover.
            let Some(checked) = self.evaluated(&application, Shown::Whole) else { continue };
            match left_open(&application) {
                // The entry lacks the capabilities member, so only a GET can show the flag.
                Some(NotShown::Bare) if self.reading == Reading::Auto => {
                    surveyed.bare = true;
                    one_by_one.push(id);
                }
                // `--read list` sends no GET for a listed application: report that the list omits the flag.
                Some(NotShown::Bare) if self.reading == Reading::Pages => {
                    self.evaluator
                        .unknown(id, &ApiError::HiddenInList.into())
                        .into_iter()
                        .for_each(&mut *tell);
                }
                Some(NotShown::NoFlag) if lists.flags != Lists::Complete => lists.held.push(application),
                _ => self.compared(&application, checked, lists, surveyed, tell).await,
            }
        }
        // Do not wait for more pages. If an entry shows the flag, one GET decides for all held entries. If
        // lists omit the flag, each held entry needs its own GET.
        if lists.shows_flag || lists.flags == Lists::Partial {
            self.settle(lists, one_by_one, surveyed, tell).await;
        }
    }

    /// Finds out by GETs whether list entries omit the flag. Then evaluates the entries in [`Trust::held`],
    /// or adds their ids to `one_by_one`.
    async fn settle(
        &self,
        lists: &mut Trust,
        one_by_one: &mut Vec<ApplicationId>,
        surveyed: &mut Surveyed,
        tell: &mut impl FnMut(CheckedApplication),
    ) {
        if lists.flags == Lists::Unknown && !lists.held.is_empty() {
            lists.flags = self.probe(lists, tell).await;
            surveyed.by_get = true;
        }
        for application in mem::take(&mut lists.held) {
            match lists.flags {
                // If the probe failed, lists may omit the flag.
                Lists::Partial | Lists::Unknown => one_by_one.push(application.id()),
                Lists::Complete => {
                    let Some(checked) = self.evaluated(&application, Shown::Whole) else { continue };
                    self.compared(&application, checked, lists, surveyed, tell).await;
                }
            }
        }
    }

    /// Reports the result for a list entry. With `Reading::Auto`, a GET of the first entry that differs from
    /// its reference shows whether entries omit members.
    async fn compared(
        &self,
        entry: &Application,
        checked: CheckedApplication,
        lists: &mut Trust,
        surveyed: &mut Surveyed,
        tell: &mut impl FnMut(CheckedApplication),
    ) {
        if checked.differences.is_empty() || lists.documents == Lists::Complete {
            return tell(checked);
        }
        if lists.documents == Lists::Unknown
            && let Ok(application) = self.read(entry.id()).await
        {
            surveyed.by_get = true;
            let is_same = ReferenceDocument::of(entry.clone()).differences(&application).is_empty();
            lists.documents = if is_same { Lists::Complete } else { Lists::Partial };
            self.evaluated(&application, Shown::Whole).into_iter().for_each(tell);
            return;
        }
        self.evaluated(entry, Shown::Entry).into_iter().for_each(tell);
    }

    /// Finds out by a few GETs whether list entries omit the flag. The applications that were read leave `held`.
    async fn probe(&self, lists: &mut Trust, tell: &mut impl FnMut(CheckedApplication)) -> Lists {
        let held = &mut lists.held;
        let probes = if lists.shows_flag { 1 } else { MOST_PROBES };
        // Applications that had signing on earlier are the most likely to have the flag.
        let was_on = held.iter().map(Application::id).filter(|id| self.evaluator.was_on(*id));
        let mut likely = was_on.take(probes).collect::<Vec<_>>().into_iter();
        for _ in 0..probes.min(held.len()) {
            let place = likely.next().and_then(|id| held.iter().position(|entry| entry.id() == id));
            // Unlike `swap_remove`, `remove` keeps the list's order.
            let entry = held.remove(place.unwrap_or_default());
            match self.read(entry.id()).await {
                Ok(application) => {
                    let hides = application.signing() != entry.signing();
                    self.evaluated(&application, Shown::Whole).into_iter().for_each(&mut *tell);
                    if hides {
                        return Lists::Partial;
                    }
                }
                Err(unread) => {
                    self.evaluator.unknown(entry.id(), &unread).into_iter().for_each(tell);
                    return Lists::Unknown;
                }
            }
        }
        Lists::Complete
    }

    fn evaluated(&self, application: &Application, shown: Shown) -> Option<CheckedApplication> {
        let now = self.context.now();
        let checked = self.evaluator.evaluate(application, shown, now)?;
        if application.signing() == Signing::On && checked.verdict != Verdict::Unlisted {
            self.evaluator.memory.saw_on(application.id(), now);
        }
        Some(checked)
    }

    async fn read(&self, id: ApplicationId) -> Result<Application, Unread> {
        read(&self.online.client, id, self.online.deadline()).await
    }
}
