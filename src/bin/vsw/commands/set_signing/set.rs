//! Set: changes the applications of a set (`--all` or a fleet file) after asking, or resumes a stopped run.
//! Also handles `--max-changes` and `--plan`.

use std::collections::HashMap;

use vsw::application::ApplicationId;
use vsw::change::Goal;

use super::Request;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::flow::accounts;
use crate::flow::discover::{Discovered, Discoverer};
use crate::flow::read::remedy;
use crate::flow::resume;
use crate::flow::rollout::{self, Rollout};
use crate::flow::run::{Mode, Run};
use crate::flow::select::Set;
use crate::journal::{Journal, JournalError};
use crate::online::{Connector, Online};
use crate::plan::{self, Plan, PlanError, Planned};
use crate::render::proposal_text;
use crate::report::change::{ChangeReport, ChangedApplication};
use crate::report::{SelectedBy, Selection};
use crate::screen::Line;
use crate::vocabulary::count_of;

/// The content of the report if `--max-changes` or `--plan` ends the command before the first PUT.
struct Held {
    applications: Vec<ChangedApplication>,
    plan: Option<String>,
}

impl Request<'_> {
    pub(super) fn change(&self, accounts: &[Online], set: &Set) -> Result<ChangeReport, Failure> {
        let found = self.discover(accounts, set)?;
        if found.is_empty() {
            return Err(set.empty_set_error());
        }
        let selection = set.selection(found.len());
        let run = self.run();
        let rollout = self.rollout(accounts, &run);
        let (places, mut planned, mut applications) = apart(found);
        if self.switch.plan.is_some() && !self.switch.set.exceeds_max_changes(planned.len()) {
            let (kept, settled) = rollout.detailed(planned);
            planned = kept;
            applications.extend(settled);
        }
        let mut plan = None;
        if let Some(held) = self.held(&rollout, &planned, &applications)? {
            applications.extend(held.applications);
            plan = held.plan;
        } else {
            if !planned.is_empty() {
                self.ask(&rollout, &planned, &applications)?;
            }
            applications.extend(rollout.execute(&self.plan(planned), None)?);
        }
        applications.sort_by_key(|one| places.get(&one.id).copied());
        Ok(ChangeReport { plan, ..self.report(&run, accounts, selection, applications) })
    }

    /// Reads all named applications before the first change, as `--max-changes` and `--plan` require.
    pub(super) fn change_bounded(
        &self,
        accounts: &[Online],
        ids: &[ApplicationId],
        source: SelectedBy,
    ) -> Result<ChangeReport, Failure> {
        let run = self.run();
        let rollout = self.rollout(accounts, &run);
        let planned =
            accounts.iter().flat_map(|online| ids.iter().map(|id| Planned::unread(*id, &online.account)));
        let (kept, mut applications) = rollout.detailed(planned.collect());
        let place = |one: &ChangedApplication| ids.iter().position(|id| *id == one.id);
        let Some(Held { applications: held, plan }) = self.held(&rollout, &kept, &applications)? else {
            let kept: Vec<ApplicationId> = kept.iter().map(|one| one.id).collect();
            let mut report = self.change_each(accounts, &kept, source, applications);
            report.applications.sort_by_key(place);
            return Ok(report);
        };
        applications.extend(held);
        applications.sort_by_key(place);
        let selection = Selection::of(source, ids.len());
        Ok(ChangeReport { plan, ..self.report(&run, accounts, selection, applications) })
    }

    pub(super) fn resume(&self, name: &str, connect: Connector<'_>) -> Result<ChangeReport, Failure> {
        let context = self.context;
        let journal = context.journal()?;
        let plan = journal.plan(name).map_err(|error| without_plan(error, &journal))?;
        let unusable = |source| PlanError::Stored { run: name.to_owned(), source: Box::new(source) };
        let plan = Plan::of_text(plan.as_bytes(), "it").map_err(unusable)?;
        let command = plan::command_of(plan.change);
        if plan.change != self.goal {
            return Err(Failure::usage(
                format!("run {name} belongs to `vsw {command}`"),
                format!("resume it with `vsw {command} --resume {name}`"),
            ));
        }
        let accounts = accounts::of_plan(&plan.applications, &format!("the run {name}"), connect)?;
        // Lock the run before reading the journal: another process that executes this run would append to the
        // journal.
        let _held = if self.mode == Mode::ForReal { Some(journal.hold(name)?) } else { None };
        let past = journal.read()?;
        let snapshots = resume::last_snapshot_number(&past, name);
        let run = Run::resuming(name.to_owned(), snapshots, command, self.mode);
        let words = if resume::is_complete(&plan, &past, name) {
            format!("run {name} is complete: nothing to resume")
        } else {
            format!("run {name} resumed")
        };
        context.screen.note(&Line::new().faint(words).into());
        let applications = self.rollout(&accounts, &run).execute(&plan, Some(&past))?;
        let selection = Selection::of(SelectedBy::Run, plan.applications.len());
        Ok(self.report(&run, &accounts, selection, applications))
    }

    fn plan(&self, planned: Vec<Planned>) -> Plan {
        let redactions = self.context.screen.redactions();
        Plan::new(self.goal, self.context.now(), planned, redactions)
    }

    /// Handles `--max-changes` and `--plan`. Writes no empty plan if an application failed: an empty plan
    /// would suggest that no application needs a change.
    fn held(
        &self,
        rollout: &Rollout<'_>,
        planned: &[Planned],
        settled: &[ChangedApplication],
    ) -> Result<Option<Held>, Failure> {
        if self.switch.set.exceeds_max_changes(planned.len()) {
            return Ok(Some(Held { applications: rollout::too_many(planned), plan: None }));
        }
        let Some(path) = &self.switch.plan else { return Ok(None) };
        if planned.is_empty() && settled.iter().any(|one| one.exit != Exit::Yes) {
            return Ok(Some(Held { applications: Vec::new(), plan: None }));
        }
        let applications = rollout.write_down(&self.plan(planned.to_vec()), path)?;
        Ok(Some(Held { applications, plan: Some(path.display().to_string()) }))
    }

    fn discover(&self, accounts: &[Online], set: &Set) -> Result<Vec<Discovered>, Failure> {
        let waiting = self.context.screen.waiting("reading the applications");
        let mut found = Vec::new();
        for (number, online) in accounts.iter().enumerate() {
            let discoverer = Discoverer {
                online,
                scope: &set.scope(number),
                goal: self.goal,
                concurrency: self.switch.set.pace.concurrency,
                now: self.context.now(),
                waiting: &waiting,
            };
            let discovered = online.run(discoverer.discover()).map_err(|source| Failure::NotGathered {
                api_key: online.account.api_key.clone(),
                hint: remedy(&source, &online.account),
                source: Box::new(source),
            })?;
            found.extend(discovered);
        }
        Ok(found)
    }

    fn ask(
        &self,
        rollout: &Rollout<'_>,
        planned: &[Planned],
        settled: &[ChangedApplication],
    ) -> Result<(), Failure> {
        let verb = match self.goal {
            Goal::On => "Enable",
            Goal::Off => "Disable",
        };
        let question = format!("{verb} signed webhooks in {}?", count_of(planned.len(), "application"));
        self.consent()
            .ask(&question, || proposal_text(&rollout.proposal(planned, &settled.iter().collect::<Vec<_>>())))
    }
}

/// Distinguishes a run without a plan from an unknown run.
fn without_plan(error: JournalError, journal: &Journal) -> JournalError {
    match error {
        JournalError::NoRun { name }
            if journal.read().is_ok_and(|past| past.changes_of(&name).next().is_some()) =>
        {
            JournalError::NoPlan { name }
        }
        error => error,
    }
}

type Places = HashMap<ApplicationId, usize>;

/// Separates possible changes from applications that need none or are skipped. Also returns each
/// application's position in `found`.
fn apart(found: Vec<Discovered>) -> (Places, Vec<Planned>, Vec<ChangedApplication>) {
    let (mut places, mut planned, mut settled) = (Places::new(), Vec::new(), Vec::new());
    for (place, one) in found.into_iter().enumerate() {
        match one {
            Discovered::Settled(one) => {
                places.insert(one.id, place);
                settled.push(*one);
            }
            Discovered::Candidate(one) => {
                places.insert(one.id, place);
                planned.push(*one);
            }
        }
    }
    (places, planned, settled)
}
