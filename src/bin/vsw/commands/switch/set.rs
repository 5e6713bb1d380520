//! A whole set: gather it, propose what is to be changed, ask, and roll it out. Or go on with a run that was stopped.

use vsw::application::ApplicationId;
use vsw::change::Goal;

use super::{command, limit, mode, report};
use crate::args::change::Switch;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::accounts;
use crate::flow::change::Mode;
use crate::flow::gather::{Found, Gatherer};
use crate::flow::resume;
use crate::flow::rollout::Rollout;
use crate::flow::run::Run;
use crate::flow::select::Set;
use crate::online::Online;
use crate::plan::{Plan, Planned, Switching};
use crate::render::proposal_text;
use crate::report::change::ChangedApplication;
use crate::report::{Report, SelectedBy, Selection};
use crate::screen::Line;

pub fn change(
    switch: &Switch,
    goal: Goal,
    context: &Context,
    accounts: &[Online],
    set: &Set,
) -> Result<Report, Failure> {
    let found = gather(switch, goal, context, accounts, set)?;
    if found.is_empty() {
        return Err(set.nothing());
    }
    let selection = set.selection(found.len());
    let mode = mode(switch);
    let run = Run::starting(context.now());
    let rollout = Rollout {
        context,
        accounts,
        command: command(goal),
        goal,
        mode,
        side_by_side: switch.pace.concurrency,
    };
    let (order, mut planned, mut ended) = apart(found);
    let mut written = None;
    if switch.bounds.max_changes.is_some_and(|most| planned.len() > most) {
        ended.extend(rollout.too_many(&planned));
    } else if let Some(path) = &switch.plan {
        let (kept, reported) = rollout.detailed(planned);
        let plan = Plan::new(Switching::of(goal), context.now(), kept, context.screen.redactions());
        ended.extend(reported);
        ended.extend(rollout.write_down(&plan, path)?);
        written = Some(path.display().to_string());
    } else {
        if mode == Mode::ForReal && !planned.is_empty() && !switch.yes {
            ask(&rollout, &planned, &ended)?;
        }
        let planned = std::mem::take(&mut planned);
        let plan = Plan::new(Switching::of(goal), context.now(), planned, context.screen.redactions());
        ended.extend(rollout.carry_out(&plan, &run, None)?);
    }
    ended.sort_by_key(|one| order.get(&one.id).copied());
    Ok(report(goal, &run, mode, accounts, selection, written, ended))
}

/// Applications that were named, where something is to be known of all of them before the first is changed.
pub fn of_named(
    switch: &Switch,
    goal: Goal,
    context: &Context,
    accounts: &[Online],
    (ids, source): (Vec<ApplicationId>, SelectedBy),
) -> Result<Report, Failure> {
    let rollout = Rollout {
        context,
        accounts,
        command: command(goal),
        goal,
        mode: mode(switch),
        side_by_side: switch.pace.concurrency,
    };
    let planned =
        accounts.iter().flat_map(|online| ids.iter().map(|id| Planned::unread(*id, &online.account)));
    let (kept, mut ended) = rollout.detailed(planned.collect());
    let mut written = None;
    let run = Run::starting(context.now());
    if switch.bounds.max_changes.is_some_and(|most| kept.len() > most) {
        ended.extend(rollout.too_many(&kept));
    } else if let Some(path) = &switch.plan {
        let plan = Plan::new(Switching::of(goal), context.now(), kept, context.screen.redactions());
        ended.extend(rollout.write_down(&plan, path)?);
        written = Some(path.display().to_string());
    } else {
        let kept = kept.iter().map(|one| one.id).collect();
        return Ok(super::each(switch, goal, context, accounts, (kept, source), ended));
    }
    ended.sort_by_key(|one| ids.iter().position(|id| *id == one.id));
    let selection = Selection { source, file: None, shard: None, count: ids.len() };
    Ok(report(goal, &run, mode(switch), accounts, selection, written, ended))
}

/// Goes on with a run: with its own plan, and without what it had confirmed.
pub fn resume(
    name: &str,
    switch: &Switch,
    goal: Goal,
    context: &Context,
    connect: impl FnOnce() -> Result<Online, Failure>,
) -> Result<Report, Failure> {
    let journal = context.journal()?;
    let plan = Plan::of_text(journal.plan(name)?.as_bytes(), name)?;
    if plan.change != Switching::of(goal) {
        return Err(Failure::usage(
            format!("the run {name} is one of `vsw {}`", plan.change.word()),
            format!("go on with it: `vsw {} --resume {name}`", plan.change.word()),
        ));
    }
    let accounts = accounts::of_plan(&plan.applications, &format!("the run {name}"), context, connect)?;
    limit(&accounts, switch);
    let mode = mode(switch);
    // Before the journal is read: whoever else carries the run out adds to it.
    let _held = if mode == Mode::ForReal { Some(journal.hold(name)?) } else { None };
    let past = journal.read()?;
    let (_, snapshots) = resume::earlier(&past, name);
    let run = Run::resuming(name.to_owned(), snapshots);
    context.screen.note(&Line::new().faint(format!("run {name} goes on")).into());
    let side_by_side = switch.pace.concurrency;
    let rollout = Rollout { context, accounts: &accounts, command: command(goal), goal, mode, side_by_side };
    let ended = rollout.carry_out(&plan, &run, Some(&past))?;
    let selection =
        Selection { source: SelectedBy::Run, file: None, shard: None, count: plan.applications.len() };
    Ok(report(goal, &run, mode, &accounts, selection, None, ended))
}

fn gather(
    switch: &Switch,
    goal: Goal,
    context: &Context,
    accounts: &[Online],
    set: &Set,
) -> Result<Vec<Found>, Failure> {
    let waiting = context.screen.waiting("reading the applications");
    let mut found = Vec::new();
    for (number, online) in accounts.iter().enumerate() {
        let (scope, now, side_by_side) = (set.scope(number), context.now(), switch.pace.concurrency);
        let gatherer = Gatherer { online, scope: &scope, goal, side_by_side, now, waiting: &waiting };
        let gathered = online.run(gatherer.gather()).map_err(|source| Failure::NotGathered {
            api_key: online.account.api_key.clone(),
            source: Box::new(source),
        })?;
        found.extend(gathered.each);
    }
    Ok(found)
}

fn ask(rollout: &Rollout<'_>, planned: &[Planned], settled: &[ChangedApplication]) -> Result<(), Failure> {
    let screen = &rollout.context.screen;
    let proposal = rollout.proposal(planned, &settled.iter().collect::<Vec<_>>());
    screen.note(&proposal_text(&proposal));
    let question = format!("{} signed webhooks in {} application(s)?", verb(rollout.goal), planned.len());
    if screen.confirm(&question)? { Ok(()) } else { Err(Failure::Declined) }
}

fn verb(goal: Goal) -> &'static str {
    match goal {
        Goal::On => "Enable",
        Goal::Off => "Disable",
    }
}

type Order = std::collections::HashMap<ApplicationId, usize>;

/// The place of each in the set, what is to be changed, and what needs no more.
fn apart(found: Vec<Found>) -> (Order, Vec<Planned>, Vec<ChangedApplication>) {
    let (mut order, mut planned, mut settled) = (Order::new(), Vec::new(), Vec::new());
    for (place, one) in found.into_iter().enumerate() {
        match one {
            Found::Settled(one) => {
                order.insert(one.id, place);
                settled.push(*one);
            }
            Found::Candidate(one) => {
                order.insert(one.id, place);
                planned.push(*one);
            }
        }
    }
    (order, planned, settled)
}
