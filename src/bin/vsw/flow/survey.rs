//! Survey: reads an account's applications and passes them to the evaluator. Sends no PUT.
//!
//! By default, a set is read by list pages. Vonage does not document whether list entries show the flag. So a GET
//! probes one application whose entry lacks the flag, or up to [`MOST_PROBES`] if no entry shows it. If a probe finds
//! the flag, every application whose entry lacks it is read by a GET. If a probe fails, this holds for the pages so
//! far only, and a later application is probed. Vonage does not document whether entries are whole documents. So a GET
//! reads the first application that seems to differ from its reference.

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

/// Reads and evaluates the applications of one account.
pub struct Surveyor<'s> {
    pub context: &'s Context,
    pub online: &'s Online,
    pub evaluator: &'s Evaluator<'s>,
    pub reading: Reading,
    pub concurrency: NonZeroUsize,
}

/// Which requests read a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// List pages, unless they omit what is needed.
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

/// The result of reading one account.
#[derive(Default)]
pub struct Surveyed {
    /// Number of applications in the account, if its list states it.
    pub total: Option<usize>,
    /// Number of applications in the list, or of those that were read instead of the list.
    pub listed: usize,
    /// Why the list is incomplete, or may be.
    pub problem: Option<Unread>,
    pub by_pages: bool,
    pub by_get: bool,
    /// The list was seen to omit flags or capabilities, so applications were read one by one.
    pub lists_hide: bool,
    /// The listed ids, in list order.
    pub order: Vec<ApplicationId>,
    /// Entries without a capabilities member were seen.
    bare: bool,
}

const SHIFTED: &str = "it lacks an existing application, because its pages shifted during the read";

impl Surveyor<'_> {
    /// Reads each application by one GET, several at a time, and calls `tell` for each once it is evaluated. Returns
    /// the ids that a signal left unread.
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

    /// Reads and evaluates a set: by the account's list, and by one GET for each application that the list lacks or
    /// does not show sufficiently. If the scope is a few ids, the list is not read, unless `--read list` asks for it.
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
            // The list may have ended early, so the missing applications are unknown. Do not read each: the API may not
            // respond.
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

    /// Reads all known applications that the list lacks. Either they are gone, or the pages shifted without a change of
    /// their totals: an application was deleted on a page that had been read, and another one added on a later page.
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
            // It is unknown whether this application still exists and whether the list is complete.
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
                // Without the capabilities member, only a GET shows the flag, even if other entries have it.
                Some(NotShown::Bare) if self.reading == Reading::Auto => {
                    surveyed.bare = true;
                    one_by_one.push(id);
                }
                // With `--read list`, report what the list omits.
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
        // If an entry shows the flag, one probe is enough: do not wait for further pages.
        if lists.shows_flag || lists.flags == Lists::Partial {
            self.settle(lists, one_by_one, surveyed, tell).await;
        }
    }

    /// Finds out what a missing flag means in the held entries, and evaluates them or leaves them to be read.
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
                // Unknown: the probe could not be read, so lists may omit the flag.
                Lists::Partial | Lists::Unknown => one_by_one.push(application.id()),
                Lists::Complete => {
                    let Some(checked) = self.evaluated(&application, Shown::Whole) else { continue };
                    self.compared(&application, checked, lists, surveyed, tell).await;
                }
            }
        }
    }

    /// Reports an entry of the list. The first application that seems to differ from its reference is read by a GET: if
    /// the entry and the document differ, the list does not show whole documents.
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

    /// Reads up to [`MOST_PROBES`] held applications, and removes them from `held`, until one has the flag or cannot be
    /// read. Reads only one if other entries show the flag.
    async fn probe(&self, lists: &mut Trust, tell: &mut impl FnMut(CheckedApplication)) -> Lists {
        let held = &mut lists.held;
        let probes = if lists.shows_flag { 1 } else { MOST_PROBES };
        // Applications whose signing was on earlier are the most likely to have the flag.
        let was_on = held.iter().map(Application::id).filter(|id| self.evaluator.was_on(*id));
        let mut likely = was_on.take(probes).collect::<Vec<_>>().into_iter();
        for _ in 0..probes.min(held.len()) {
            let place = likely.next().and_then(|id| held.iter().position(|entry| entry.id() == id));
            // `remove` keeps the list's order, in which applications are reported.
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

    /// Evaluates an application, and notes it for later checks if signing is on.
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
