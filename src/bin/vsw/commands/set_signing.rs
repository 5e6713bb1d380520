//! `vsw enable`, `vsw disable`: sets the flag `signed_callbacks` in named applications or in a whole set.

mod set;

use vsw::application::ApplicationId;
use vsw::change::Goal;

use crate::args::change::Switch;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::change::{Changer, Desired, Disk};
use crate::flow::consent::Consent;
use crate::flow::execution::{Task, execute};
use crate::flow::outputs;
use crate::flow::reach::Reach;
use crate::flow::rollout::Rollout;
use crate::flow::run::{Mode, Run};
use crate::flow::select::Targets;
use crate::online::{Connector, Online};
use crate::plan;
use crate::report::change::{ChangeCommand, ChangeReport, ChangedApplication};
use crate::report::{Report, SelectedBy, Selection};
use crate::signals;

struct Request<'o> {
    switch: &'o Switch,
    goal: Goal,
    context: &'o Context,
    mode: Mode,
}

pub fn run(
    switch: &Switch,
    goal: Goal,
    context: &Context,
    connect: Connector<'_>,
) -> Result<Report, Failure> {
    let mode = if switch.dry_run || switch.plan.is_some() { Mode::DryRun } else { Mode::ForReal };
    let connect = connect.limited(switch.set.pace.rate);
    let request = Request { switch, goal, context, mode };
    request.consent().needs_write()?;
    signals::before_change();
    request.check_plan()?;
    if let Some(run) = &switch.resume {
        outputs::settle_reports(&switch.set.reports, context)?;
        return Ok(Report::Change(request.resume(run, connect)?));
    }
    let (selected, accounts) = Targets::of(&switch.selectors, Reach::Change, connect)?;
    // A change does not read the baseline file, so protect the file explicitly: no output may replace it.
    selected.protect_baseline(context);
    outputs::settle_reports(&switch.set.reports, context)?;
    request.check_plan()?;
    Ok(Report::Change(match selected {
        Targets::Set(set) => request.change(&accounts, &set)?,
        Targets::Each { ids, source } if switch.plan.is_some() || switch.set.max_changes.is_some() => {
            request.change_bounded(&accounts, &ids, source)?
        }
        Targets::Each { ids, source } => request.change_each(&accounts, &ids, source, Vec::new()),
    }))
}

impl Request<'_> {
    fn check_plan(&self) -> Result<(), Failure> {
        let Some(path) = &self.switch.plan else { return Ok(()) };
        outputs::refuse_stdout("a plan", "--plan", path)?;
        Ok(plan::check(path, &self.context.protected())?)
    }

    /// `settled` has applications that need no change or cannot be changed.
    fn change_each(
        &self,
        accounts: &[Online],
        ids: &[ApplicationId],
        source: SelectedBy,
        settled: Vec<ChangedApplication>,
    ) -> ChangeReport {
        let run = self.run();
        let journal = self.context.journal().ok();
        let disk = if ids.len() > 1 { Disk::Beside } else { Disk::Here };
        let changer = |online| Changer::new(self.context, online, journal.as_ref(), &run, disk);
        let changers: Vec<Changer<'_>> = accounts.iter().map(changer).collect();
        let task = |changer, &id| Task { changer, id, desired: Desired::Flag(self.goal), earlier: None };
        let tasks: Vec<Task<'_>> =
            changers.iter().flat_map(|changer| ids.iter().map(move |id| task(changer, id))).collect();
        let mut applications = settled;
        applications.extend(execute(&tasks, self.switch.set.pace.concurrency, &self.context.screen));
        let selection = Selection::of(source, applications.len());
        self.report(&run, accounts, selection, applications)
    }

    fn consent(&self) -> Consent<'_> {
        Consent { context: self.context, mode: self.mode, yes: self.switch.yes }
    }

    fn run(&self) -> Run {
        Run::starting(self.context.now(), plan::command_of(self.goal), self.mode)
    }

    fn rollout<'r>(&'r self, accounts: &'r [Online], run: &'r Run) -> Rollout<'r> {
        let concurrency = self.switch.set.pace.concurrency;
        Rollout { context: self.context, accounts, run, goal: self.goal, concurrency }
    }

    fn report(
        &self,
        run: &Run,
        accounts: &[Online],
        selection: Selection,
        applications: Vec<ChangedApplication>,
    ) -> ChangeReport {
        let command = match self.goal {
            Goal::On => ChangeCommand::Enable,
            Goal::Off => ChangeCommand::Disable,
        };
        run.note_signing_on(self.context, accounts, &applications);
        run.report(command, accounts, selection, applications)
    }
}
