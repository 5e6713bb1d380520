//! `vsw enable`, `vsw disable`: one flag, in each of the applications that were named.

use vsw::change::Goal;

use crate::args::change::Switch;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::change::{Changer, Mode, Wish};
use crate::flow::run::Run;
use crate::flow::select::{Reach, Selected};
use crate::online::Online;
use crate::report::change::{ChangeReport, ChangeSummary};
use crate::report::{Report, VERSION};

pub fn run(
    switch: &Switch,
    goal: Goal,
    context: &Context,
    connect: impl FnOnce() -> Result<Online, Failure>,
) -> Result<Report, Failure> {
    let mode = if switch.dry_run { Mode::DryRun } else { Mode::ForReal };
    Selected::check(&switch.named, Reach::Change)?;
    if mode == Mode::ForReal && context.is_read_only() {
        return Err(Failure::ReadOnly);
    }
    let online = connect()?;
    let selected = Selected::of(&switch.named, context, &online)?;
    let (command, schema) = match goal {
        Goal::On => ("enable", "vsw/enable/1"),
        Goal::Off => ("disable", "vsw/disable/1"),
    };
    let run = Run::starting(context.now());
    let changer = Changer { context, online: &online, journal: context.journal().ok(), run, command, mode };
    let mut applications = Vec::new();
    for &id in &selected.ids {
        let _waiting = context.screen.waiting(format!("{command} {id}"));
        applications.push(online.run(changer.change(id, &Wish::Flag(goal))));
    }
    Ok(Report::Change(ChangeReport {
        schema,
        vsw: VERSION,
        run: changer.run.name,
        dry_run: switch.dry_run,
        requests: online.client.requests(),
        selection: selected.summary(),
        summary: ChangeSummary::of(&applications),
        applications,
    }))
}
