//! Rollout: proposes changes of many applications and executes their plan.

use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Duration;

use vsw::application::Application;
use vsw::change::Goal;
use vsw::signing::Signing;

use super::change::{Changer, Disk, REQUESTS};
use super::change_outcome::ChangeOutcome;
use super::concurrent::{self, Event};
use super::execution::{Task, execute};
use super::read::{Unread, read};
use super::resume;
use super::run::{Mode, Run};
use crate::codes::Code;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::JournalHistory;
use crate::online::Online;
use crate::plan::{Plan, Planned};
use crate::report::change::ChangedApplication;
use crate::report::change::Proposal;
use crate::screen::Line;
use crate::vocabulary::{Outcome, Recorded};

pub struct Rollout<'r> {
    pub context: &'r Context,
    pub accounts: &'r [Online],
    pub run: &'r Run,
    pub goal: Goal,
    pub concurrency: NonZeroUsize,
}

const NAMED: usize = 10;

/// Returns the outcomes of a plan that exceeds `--max-changes`: no application is changed.
pub fn too_many(planned: &[Planned]) -> Vec<ChangedApplication> {
    planned.iter().map(|planned| ChangeOutcome::too_many(planned.before).report_planned(planned)).collect()
}

impl Rollout<'_> {
    pub fn proposal(&self, planned: &[Planned], settled: &[&ChangedApplication]) -> Proposal {
        let mut skipped: Vec<(Code, usize)> = Vec::new();
        for code in settled.iter().filter(|one| one.outcome == Outcome::Skipped).filter_map(|one| one.code) {
            match skipped.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => skipped.push((code, 1)),
            }
        }
        let accounts = self.accounts.iter().map(|online| {
            let account = &online.account;
            let count = planned.iter().filter(|planned| planned.is_of(&online.account)).count();
            (account.profile.clone(), account.api_key.clone(), account.origin.as_str().to_owned(), count)
        });
        let first = planned.iter().take(NAMED).map(|planned| {
            let name = planned.name.clone().unwrap_or_else(|| "(not read)".to_owned());
            (name, planned.id.to_string(), planned.before)
        });
        let requests = planned.len() * usize::try_from(REQUESTS).unwrap_or_default();
        Proposal {
            command: self.run.command,
            to_change: planned.len(),
            already_as_requested: settled.iter().filter(|one| one.outcome == Outcome::Unchanged).count(),
            skipped,
            accounts: accounts.collect(),
            first: first.collect(),
            after: self.goal.signing().into(),
            requests,
            takes: self.takes(requests),
        }
    }

    /// Estimates the duration from the first account's latency and rate limit. Returns `None` if that latency
    /// is unknown.
    fn takes(&self, requests: usize) -> Option<Duration> {
        let client = &self.accounts.first()?.client;
        let requests = u32::try_from(requests).unwrap_or(u32::MAX);
        let at_a_time = u32::try_from(self.concurrency.get()).unwrap_or(1);
        let by_latency = client.latency()?.saturating_mul(requests) / at_a_time;
        let by_rate =
            client.rate_limiter.rate().map(|rate| Duration::from_secs_f64(f64::from(requests) / rate));
        Some(by_rate.map_or(by_latency, |by_rate| by_rate.max(by_latency)))
    }

    /// Adds each application's document to the plan, so that `vsw apply` can detect later changes. Also
    /// returns reports of applications that leave the plan.
    pub fn detailed(&self, planned: Vec<Planned>) -> (Vec<Planned>, Vec<ChangedApplication>) {
        let Some(first) = self.accounts.first() else { return (planned, Vec::new()) };
        let screen = &self.context.screen;
        let bar = match planned.as_slice() {
            [one] => {
                screen.waiting(format!("reading {}", one.name.clone().unwrap_or_else(|| one.id.to_string())))
            }
            _ => screen.working(planned.len()),
        };
        let ask = async |place: usize| {
            let one = planned.get(place)?;
            let online = self.account_of(one)?;
            Some((place, read(&online.client, one.id, online.deadline()).await))
        };
        let mut read_of: Vec<Option<Result<Application, Unread>>> = planned.iter().map(|_| None).collect();
        first.run(concurrent::each(0..planned.len(), self.concurrency, ask, |event| {
            let Event::Done(Some((place, result))) = event else { return };
            bar.done(0);
            if let Some(slot) = read_of.get_mut(place) {
                *slot = Some(result);
            }
        }));
        drop(bar);
        let redactions = self.context.screen.redactions();
        let (mut kept, mut reported) = (Vec::new(), Vec::new());
        for (one, result) in planned.into_iter().zip(read_of) {
            let before = match &result {
                Some(Ok(now)) => now.into(),
                _ => one.before,
            };
            let report = |outcome: ChangeOutcome, name: Option<&str>| {
                outcome.report(&one.profile, one.id, name, before, None)
            };
            match result {
                Some(Ok(now)) if now.signing() == self.goal.signing() => {
                    reported.push(report(ChangeOutcome::unchanged(&now), Some(now.name())));
                }
                Some(Ok(now)) if now.signing() == Signing::NoVoice => {
                    reported.push(report(ChangeOutcome::skipped_without_voice(), Some(now.name())));
                }
                Some(Ok(now)) => kept.push(one.detailed(&now, redactions)),
                Some(Err(unread)) => {
                    let name = unread.name().or(one.name.as_deref());
                    reported.push(report(ChangeOutcome::unread(&unread), name));
                }
                None => {
                    reported.push(report(ChangeOutcome::not_begun(Exit::Interrupted), one.name.as_deref()));
                }
            }
        }
        (kept, reported)
    }

    pub fn write_down(&self, plan: &Plan, path: &Path) -> Result<Vec<ChangedApplication>, Failure> {
        plan.write(path, &self.context.protected())?;
        for withheld in plan.applications.iter().filter(|planned| planned.withheld.is_some()) {
            self.context.screen.warn(format!(
                "the document of {} contains a configured secret, so {} lacks the document; to change this \
                 application, run `vsw apply` without `--yes`, and confirm the change",
                withheld.id,
                path.display()
            ));
        }
        let would = |planned: &Planned| ChangeOutcome::planned(planned, self.goal).report_planned(planned);
        Ok(plan.applications.iter().map(would).collect())
    }

    /// Executes the plan. If this function fails, no change was sent. `past` is the journal, for a resumed run.
    pub fn execute(
        &self,
        plan: &Plan,
        past: Option<&JournalHistory>,
    ) -> Result<Vec<ChangedApplication>, Failure> {
        let run = self.run;
        let journal = match run.mode {
            Mode::ForReal => Some(self.context.journal()?),
            Mode::DryRun => None,
        };
        let mut held = None;
        if let (Some(journal), None) = (&journal, past)
            && !plan.applications.is_empty()
        {
            journal.keep_plan(&run.name, &plan.text())?;
            held = Some(journal.hold(&run.name)?);
            // Print the run's name only after its plan is stored: from then on, the run can be resumed.
            self.context.screen.note(&Line::new().faint(format!("run {}", run.name)).into());
        }
        let changer = |online| Changer::new(self.context, online, journal.as_ref(), run, Disk::Beside);
        let changers: Vec<Changer<'_>> = self.accounts.iter().map(changer).collect();
        // A dry run reads the present state and ignores earlier parts of the run.
        let past = past.filter(|_| run.mode == Mode::ForReal);
        let earlier = past.map(|past| resume::earlier(past, &run.name)).unwrap_or_default();
        let tasks: Vec<Task<'_>> = plan
            .applications
            .iter()
            .filter_map(|planned| {
                let changer = changers.iter().find(|changer| planned.is_of(&changer.online.account))?;
                let id = planned.id.to_string();
                let key = (planned.account.as_str(), planned.origin.as_str(), id.as_str());
                let mut task = Task::of_plan(changer, self.goal, planned);
                task.earlier = earlier.get(&key).copied();
                Some(task)
            })
            .collect();
        let ended = execute(&tasks, self.concurrency, &self.context.screen);
        if let (Some(journal), Some(plan)) = (&journal, settled(plan, &ended))
            && let Err(error) = journal.keep_plan(&run.name, &plan.text())
        {
            tracing::info!("the outcomes of run {} were not saved: {error}", run.name);
        }
        drop(held);
        Ok(ended)
    }

    fn account_of(&self, planned: &Planned) -> Option<&Online> {
        self.accounts.iter().find(|online| planned.is_of(&online.account))
    }
}

/// Returns the plan with the outcomes that a resumed run would only repeat, or `None` without such outcomes.
fn settled(plan: &Plan, ended: &[ChangedApplication]) -> Option<Plan> {
    let mut plan = plan.clone();
    for planned in &mut plan.applications {
        let is_of = |one: &&ChangedApplication| one.id == planned.id && one.profile == planned.profile;
        let settled = ended.iter().find(is_of).filter(|one| match one.outcome {
            Outcome::Unchanged | Outcome::Skipped => true,
            // A conflict without differences may be due to another process's lock, which may be gone when the
            // run is resumed.
            Outcome::Conflict => planned.withheld.is_some() || !one.differences.is_empty(),
            _ => false,
        });
        planned.settled = settled.map(|one| Recorded::Known(one.outcome));
    }
    plan.applications.iter().any(|planned| planned.settled.is_some()).then_some(plan)
}
