//! `vsw enable`, `vsw disable`: one flag, in applications that were named or in a whole set of them.

mod set;

use vsw::application::ApplicationId;
use vsw::change::Goal;

use crate::args::change::Switch;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::change::{Changer, Disk, InFlight, Mode, Wish};
use crate::flow::execution::{Task, execute};
use crate::flow::run::Run;
use crate::flow::select::{Reach, Selected};
use crate::online::Online;
use crate::report::change::{ChangeCommand, ChangeReport, ChangedApplication};
use crate::report::{Report, SelectedBy, Selection};

pub fn run(
    switch: &Switch,
    goal: Goal,
    context: &Context,
    connect: impl FnOnce() -> Result<Online, Failure>,
) -> Result<Report, Failure> {
    let mode = mode(switch);
    if mode == Mode::ForReal && context.is_read_only() {
        return Err(Failure::ReadOnly);
    }
    let is_set = switch.named.all || switch.named.fleet.is_some();
    if is_set && mode == Mode::ForReal && !switch.yes && !context.screen.can_ask() {
        return Err(Failure::usage(
            "a change of a set asks before it writes, and there is no terminal to ask on",
            "look first with --dry-run, then say --yes",
        ));
    }
    if let Some(run) = &switch.resume {
        return set::resume(run, switch, goal, context, connect);
    }
    let (selected, accounts) = Selected::of(&switch.named, Reach::Change, context, connect)?;
    limit(&accounts, switch);
    let ids = match selected {
        Selected::Set(chosen) => return set::change(switch, goal, context, &accounts, &chosen),
        Selected::Each { ids, source } => (ids, source),
    };
    if switch.plan.is_some() || switch.bounds.max_changes.is_some() {
        return set::of_named(switch, goal, context, &accounts, ids);
    }
    Ok(each(switch, goal, context, &accounts, ids, Vec::new()))
}

fn each(
    switch: &Switch,
    goal: Goal,
    context: &Context,
    accounts: &[Online],
    (ids, source): (Vec<ApplicationId>, SelectedBy),
    settled: Vec<ChangedApplication>,
) -> Report {
    let mode = mode(switch);
    let run = Run::starting(context.now());
    let journal = context.journal().ok();
    let changers: Vec<Changer<'_>> = accounts
        .iter()
        .map(|online| Changer {
            context,
            online,
            journal: journal.as_ref(),
            run: &run,
            command: command(goal),
            mode,
            in_flight: InFlight::default(),
            disk: if ids.len() > 1 { Disk::Beside } else { Disk::Here },
        })
        .collect();
    let task = |changer, &id| Task { changer, id, wish: Wish::Flag(goal), earlier: None };
    let tasks: Vec<Task<'_>> =
        changers.iter().flat_map(|changer| ids.iter().map(move |id| task(changer, id))).collect();
    let mut applications = settled;
    applications.extend(execute(&tasks, switch.pace.concurrency, &context.screen));
    let selection = Selection { source, file: None, shard: None, count: applications.len() };
    report(goal, &run, mode, accounts, selection, None, applications)
}

fn mode(switch: &Switch) -> Mode {
    if switch.dry_run || switch.plan.is_some() { Mode::DryRun } else { Mode::ForReal }
}

fn limit(accounts: &[Online], switch: &Switch) {
    if let Some(rate) = switch.pace.rate {
        for online in accounts {
            online.client.limit(rate);
        }
    }
}

fn command(goal: Goal) -> &'static str {
    match goal {
        Goal::On => "enable",
        Goal::Off => "disable",
    }
}

fn report(
    goal: Goal,
    run: &Run,
    mode: Mode,
    accounts: &[Online],
    selection: Selection,
    plan: Option<String>,
    applications: Vec<ChangedApplication>,
) -> Report {
    Report::Change(ChangeReport {
        command: match goal {
            Goal::On => ChangeCommand::Enable,
            Goal::Off => ChangeCommand::Disable,
        },
        run: run.name.clone(),
        dry_run: mode == Mode::DryRun,
        requests: accounts.iter().map(|online| online.client.requests()).sum(),
        selection,
        plan,
        summary: applications.iter().map(|one| one.outcome).collect(),
        applications,
    })
}
