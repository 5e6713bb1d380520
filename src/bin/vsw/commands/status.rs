//! `vsw status`: the drift check that CI runs, of applications that were named or of a whole set of them.

use vsw::application::ApplicationId;
use vsw::drift::Baseline;

use crate::args::Format;
use crate::args::change::{FailOn, Read, Survey};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::flow::judge::{Failing, Judge};
use crate::flow::memory::Memory;
use crate::flow::scope::Scope;
use crate::flow::select::{Reach, Selected, Set};
use crate::flow::survey::{Reading, Surveyed, Surveyor};
use crate::online::Online;
use crate::render::checked_text;
use crate::report::status::{CheckedApplication, StatusReport, StatusSummary, Verdict};
use crate::report::{Report, Selection, VERSION};

pub fn run(
    survey: &Survey,
    context: &Context,
    connect: impl FnOnce() -> Result<Online, Failure>,
) -> Result<Report, Failure> {
    let (selected, accounts) = Selected::of(&survey.named, Reach::Check, context, connect)?;
    if let Some(rate) = survey.pace.rate {
        accounts.iter().for_each(|online| online.client.limit(rate));
    }
    let memory = Memory::of(context);
    let check = Check { survey, context, memory, accounts: &accounts, failing: failing(survey) };
    match selected {
        Selected::Each { ids, source } => Ok(check.each(&ids, source)),
        Selected::Set(set) => check.set(&set),
    }
}

/// One check.
struct Check<'c> {
    survey: &'c Survey,
    context: &'c Context,
    memory: Option<Memory>,
    accounts: &'c [Online],
    failing: Failing,
}

impl Check<'_> {
    fn each(&self, ids: &[ApplicationId], source: &'static str) -> Report {
        let selection = Selection { source, file: None, count: ids.len() };
        let Some(online) = self.accounts.first() else { return self.report(selection, Found::default()) };
        let scope = Scope::named();
        let judge = self.judge(online, &scope);
        let surveyor = self.surveyor(online, &judge);
        let mut found = Found::default();
        {
            let _waiting = self.context.screen.waiting(match ids {
                [id] => format!("reading {id}"),
                ids => format!("reading {} applications", ids.len()),
            });
            online.run(surveyor.each(ids.iter().copied(), |application, checked| {
                if let (Some(application), Some(memory)) = (application, &self.memory) {
                    memory.note(&application, &online.account, self.context);
                }
                found.add(checked, Keep::All);
            }));
        }
        found.applications.sort_by_key(|one| ids.iter().position(|id| *id == one.id));
        found.by_get = true;
        self.report(selection, found)
    }

    /// A whole set. Text is shown as it comes, so that nobody has to keep it.
    fn set(&self, set: &Set) -> Result<Report, Failure> {
        let mut found = Found::default();
        let keep = if self.context.global.format() == Format::Text { Keep::First } else { Keep::All };
        let bar = self.context.screen.waiting("reading the applications");
        let mut failed = None;
        for (number, online) in self.accounts.iter().enumerate() {
            let scope = set.scope(number);
            let judge = self.judge(online, &scope);
            let surveyed = online.run(self.surveyor(online, &judge).set(|checked| {
                if keep == Keep::First && is_told(&checked) && failed.is_none() {
                    failed = bar.aside(|| self.context.screen.show(&checked_text(&checked))).err();
                }
                found.add(checked, keep);
                bar.says(format!("{} applications read", found.summary.all()));
            }));
            judge.keep_sights();
            if self.accounts.len() == 1
                && let (Some(problem), 0) = (&surveyed.problem, found.summary.all())
                && surveyed.listed == 0
            {
                tracing::info!("nothing of the list could be read: {problem}");
                return Err(surveyed.problem.map_or_else(|| set.nothing(), Failure::Api));
            }
            found.add_account(surveyed, self.failing, set.names.is_empty());
        }
        drop(bar);
        if let Some(failed) = failed {
            return Err(failed.into());
        }
        if found.summary.all() == 0 {
            return Err(set.nothing());
        }
        found.shown = keep == Keep::First;
        Ok(self.report(set.selection(found.summary.all()), found))
    }

    fn judge<'j>(&'j self, online: &'j Online, scope: &'j Scope<'j>) -> Judge<'j> {
        Judge::new(self.context, &online.account, scope, self.memory.as_ref(), &NOT_REVIEWED, &self.failing)
    }

    fn surveyor<'s>(&self, online: &'s Online, judge: &'s Judge<'s>) -> Surveyor<'s> {
        let reading = match self.survey.read {
            Read::Auto => Reading::Auto,
            Read::List => Reading::Pages,
            Read::Get => Reading::Each,
        };
        Surveyor { online, judge, reading, side_by_side: self.survey.pace.concurrency }
    }

    fn report(&self, selection: Selection, found: Found) -> Report {
        if found.lists_hide {
            self.context.screen.note(
                &crate::screen::Line::new()
                    .faint("the account's list does not show the flag, so applications were read one by one")
                    .into(),
            );
        }
        Report::Status(StatusReport {
            schema: "vsw/status/1",
            vsw: VERSION,
            checked_at: self.context.now().to_string(),
            requests: self.accounts.iter().map(|online| online.client.requests()).sum(),
            selection,
            read: match (found.by_pages, found.by_get) {
                (true, true) => "both",
                (true, false) => "list",
                _ => "get",
            },
            complete: found.problem.is_none(),
            code: found.problem.as_ref().map(|(code, _)| *code),
            detail: found.problem.map(|(_, detail)| detail),
            applications: found.applications,
            summary: found.summary,
            shown: found.shown,
            ended: found.ended,
        })
    }
}

const NOT_REVIEWED: fn(ApplicationId) -> Option<Baseline> = |_| None;

/// How many of the judged applications are kept for the report.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    All,
    /// The first that something is wrong with: the hint is about it.
    First,
}

/// What a check found so far.
#[derive(Default)]
struct Found {
    applications: Vec<CheckedApplication>,
    summary: StatusSummary,
    by_pages: bool,
    by_get: bool,
    lists_hide: bool,
    /// Why not all could be looked at: a code and a sentence.
    problem: Option<(&'static str, String)>,
    ended: Exit,
    shown: bool,
}

impl Found {
    fn add(&mut self, checked: CheckedApplication, keep: Keep) {
        self.summary.add(checked.verdict);
        self.ended = Exit::of_survey([self.ended, checked.exit]);
        let is_first =
            self.applications.is_empty() && matches!(checked.verdict, Verdict::Drift | Verdict::Unknown);
        if keep == Keep::All || is_first {
            self.applications.push(checked);
        }
    }

    /// What is known of an account once it was read. Of a list that could not be read whole, what is missing counts as
    /// unknown, if all of it was asked about.
    fn add_account(&mut self, surveyed: Surveyed, failing: Failing, is_whole: bool) {
        self.by_pages |= surveyed.by_pages;
        self.by_get |= surveyed.by_get;
        self.lists_hide |= surveyed.lists_hide;
        let Some(problem) = surveyed.problem else { return };
        if is_whole {
            self.summary.unknown += surveyed.total.unwrap_or_default().saturating_sub(surveyed.listed);
        }
        if failing.unknown {
            self.ended = Exit::of_survey([self.ended, problem.exit()]);
        }
        self.problem = Some((problem.code(), problem.to_string()));
    }
}

/// Is it worth a person's time? What is as it should be is counted.
fn is_told(checked: &CheckedApplication) -> bool {
    !matches!(checked.verdict, Verdict::Ok | Verdict::Skipped)
}

fn failing(survey: &Survey) -> Failing {
    match &survey.fail_on {
        None => Failing { drift: true, unknown: true, unlisted: None, waived: false },
        Some(on) => Failing {
            drift: on.contains(&FailOn::Drift),
            unknown: on.contains(&FailOn::Unknown),
            unlisted: Some(on.contains(&FailOn::Unlisted)),
            waived: on.contains(&FailOn::Waived),
        },
    }
}
