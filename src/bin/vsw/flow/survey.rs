//! Survey: reads an account's applications and has them judged. Writes nothing to any application, by what it is
//! handed.
//!
//! A set is read by list pages. Whether a list shows the flag as an application's own document does, nobody documents:
//! one application whose entry leaves it open is read by itself, and if the two differ, all of those are.

use std::collections::HashSet;
use std::num::NonZeroUsize;

use vsw::application::{Application, ApplicationId};
use vsw::signing::Signing;

use super::concurrent::{self, Event, Unfinished};
use super::evaluate::Evaluator;
use super::read::{Open, Unread, left_open, read};
use crate::api::{ApiError, Listed};
use crate::args::change::Read;
use crate::context::Context;
use crate::online::Online;
use crate::report::status::{CheckedApplication, Verdict};

/// How the applications of one account are read.
pub struct Surveyor<'s> {
    pub context: &'s Context,
    pub online: &'s Online,
    pub judge: &'s Evaluator<'s>,
    pub reading: Reading,
    pub side_by_side: NonZeroUsize,
}

/// By which requests a set is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Pages, as long as they tell what is asked.
    Auto,
    Pages,
    /// Pages to know which there are, and then each by itself.
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

/// What came of reading one account.
#[derive(Default)]
pub struct Surveyed {
    /// How many applications the account has, as far as its list says.
    pub total: Option<usize>,
    /// How many of them were in what could be read of it.
    pub listed: usize,
    /// Why the list could not be read whole.
    pub problem: Option<Unread>,
    pub by_pages: bool,
    pub by_get: bool,
    /// Lists were seen not to show the flag.
    pub lists_hide: bool,
    /// The ids of the list, in its order.
    pub order: Vec<ApplicationId>,
    /// Entries were seen without anything of capabilities.
    bare: bool,
}

/// What is known of lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lists {
    Unknown,
    /// What an entry does not show is not there.
    Tell,
    Hide,
}

/// So many that are not listed any more are asked for; a baseline may be old.
const MOST_VANISHED: usize = 100;
const BARE: &str = "its entry does not show what the application can do";
const SHIFTED: &str = "an application that exists is not in it: its pages shifted while they were read";

impl Surveyor<'_> {
    /// Reads applications one by one, some side by side, and tells of each as it is judged. What a signal kept from
    /// being read is handed back.
    pub async fn each(
        &self,
        ids: impl IntoIterator<Item = ApplicationId>,
        mut tell: impl FnMut(Option<Application>, CheckedApplication),
    ) -> Unfinished<ApplicationId> {
        let ask = async |id| (id, self.read(id).await);
        concurrent::each(ids, self.side_by_side, ask, |event| {
            let Event::Done((id, result)) = event else { return };
            match result {
                Ok(application) => {
                    if let Some(checked) = self.judged(&application) {
                        tell(Some(application), checked);
                    }
                }
                Err(unread) => {
                    if let Some(checked) = self.judge.unknown(id, &unread) {
                        tell(None, checked);
                    }
                }
            }
        })
        .await
    }

    /// Reads the account's list and judges what is in it, and what should be and is not.
    pub async fn set(&self, mut tell: impl FnMut(CheckedApplication)) -> Surveyed {
        if let Some(ids) = self.judge.scope.few_ids().filter(|_| self.reading != Reading::Pages) {
            let listed = ids.len();
            self.each(ids, |_, checked| tell(checked)).await;
            return Surveyed { listed, by_get: true, ..Surveyed::default() };
        }
        let mut surveyed = Surveyed { by_pages: true, ..Surveyed::default() };
        let mut missing: HashSet<ApplicationId> = self.judge.scope.ids().collect();
        let mut one_by_one = Vec::new();
        let mut lists = match self.reading {
            Reading::Auto => Lists::Unknown,
            Reading::Pages => Lists::Tell,
            Reading::Each => Lists::Hide,
        };
        let (listing, problem) = self
            .online
            .client
            .each_page(
                self.side_by_side,
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
        surveyed.total = listing.total();
        surveyed.listed = listing.count();
        surveyed.lists_hide = self.reading == Reading::Auto && (lists == Lists::Hide || surveyed.bare);
        let mut missing: Vec<ApplicationId> = missing.into_iter().collect();
        missing.sort_unstable();
        match problem.map(Unread::Api) {
            // What the list does not have may exist all the same: its own document, or a 404, says so.
            None => one_by_one.extend(missing),
            // What is missing may only not have been reached. An API that does not answer is not asked for each.
            Some(unread) => {
                for id in missing {
                    self.judge.unknown(id, &unread).into_iter().for_each(&mut tell);
                }
                surveyed.problem = Some(unread);
            }
        }
        surveyed.by_get |= !one_by_one.is_empty();
        if surveyed.problem.is_none() && self.reading != Reading::Pages {
            self.ask_after_the_vanished(&mut surveyed, &one_by_one, &mut tell).await;
        }
        self.each(one_by_one, |_, checked| tell(checked)).await;
        surveyed
    }

    /// Asks for what was there earlier and is not listed. It is gone, or the pages shifted in a way that their totals do
    /// not tell: one was deleted on a page that had been read, and another added behind.
    async fn ask_after_the_vanished(
        &self,
        surveyed: &mut Surveyed,
        asked: &[ApplicationId],
        tell: &mut impl FnMut(CheckedApplication),
    ) {
        let mut vanished = self.judge.known_ids();
        for id in surveyed.order.iter().chain(asked) {
            vanished.remove(id);
        }
        let ask = async |id| (id, self.read(id).await);
        concurrent::each(
            vanished.into_iter().take(MOST_VANISHED),
            self.side_by_side,
            ask,
            |event| match event {
                Event::Done((id, Err(Unread::Api(ApiError::NotFound { .. })))) => {
                    self.judge.memory.forget(id)
                }
                Event::Done((_, Ok(application))) => {
                    surveyed.problem = Some(ApiError::BadList(SHIFTED).into());
                    if let Some(checked) = self.judged(&application) {
                        tell(checked);
                    }
                }
                // Whether it is still there is not known, and nothing says that it should be.
                Event::Done((_, Err(_))) | Event::Stopping(_) => {}
            },
        )
        .await;
    }

    async fn page(
        &self,
        entries: Vec<Listed>,
        lists: &mut Lists,
        one_by_one: &mut Vec<ApplicationId>,
        surveyed: &mut Surveyed,
        tell: &mut impl FnMut(CheckedApplication),
    ) {
        let mut open = Vec::new();
        for Listed { id, document } in entries {
            let application = match Application::of_document(document, id) {
                Ok(application) => application,
                Err(unfit) => {
                    self.judge.unknown(id, &unfit.into()).into_iter().for_each(&mut *tell);
                    continue;
                }
            };
            // Only what this run is about is worth a request.
            let Some(checked) = self.judged(&application) else { continue };
            match left_open(&application) {
                // Its own document is the only one that tells, whatever the list shows of others.
                Some(Open::Bare) if self.reading == Reading::Auto => {
                    surveyed.bare = true;
                    one_by_one.push(id);
                }
                // Whoever wants pages alone is told what they do not say.
                Some(Open::Bare) if self.reading == Reading::Pages => {
                    self.judge.unknown(id, &ApiError::BadList(BARE).into()).into_iter().for_each(&mut *tell);
                }
                Some(Open::NoFlag) if *lists != Lists::Tell => open.push(application),
                _ => tell(checked),
            }
        }
        if *lists == Lists::Unknown && !open.is_empty() {
            *lists = self.probe(&mut open, tell).await;
            surveyed.by_get = true;
        }
        for application in open {
            match lists {
                // Where the one that was to tell could not be read, nobody knows yet.
                Lists::Hide | Lists::Unknown => one_by_one.push(application.id()),
                Lists::Tell => {
                    self.judged(&application).into_iter().for_each(&mut *tell);
                }
            }
        }
    }

    /// Reads one application by itself whose entry leaves its signing open, and takes it off the page.
    async fn probe(&self, open: &mut Vec<Application>, tell: &mut impl FnMut(CheckedApplication)) -> Lists {
        // The others stay in the list's order, in which they are told.
        let entry = open.remove(0);
        match self.read(entry.id()).await {
            Ok(application) => {
                let hides = application.signing() != entry.signing();
                self.judged(&application).into_iter().for_each(tell);
                if hides { Lists::Hide } else { Lists::Tell }
            }
            Err(unread) => {
                self.judge.unknown(entry.id(), &unread).into_iter().for_each(tell);
                Lists::Unknown
            }
        }
    }

    /// The judgement of an application that was read, remembered if its signing is on.
    fn judged(&self, application: &Application) -> Option<CheckedApplication> {
        let now = self.context.now();
        let checked = self.judge.judge(application, now)?;
        if application.signing() == Signing::On && checked.verdict != Verdict::Unlisted {
            self.judge.memory.saw_on(application.id(), now);
        }
        Some(checked)
    }

    async fn read(&self, id: ApplicationId) -> Result<Application, Unread> {
        read(&self.online.client, id, self.online.deadline()).await
    }
}
