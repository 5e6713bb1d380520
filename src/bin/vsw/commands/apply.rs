//! `vsw apply`: the changes of a plan, as long as nothing moved since it was made.

use crate::args::change::Apply;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::accounts;
use crate::flow::change::Mode;
use crate::flow::rollout::Rollout;
use crate::flow::run::Run;
use crate::online::Online;
use crate::plan::Plan;
use crate::render::proposal_text;
use crate::report::change::{ChangeCommand, ChangeReport};
use crate::report::{Report, SelectedBy, Selection};

pub fn run(
    apply: &Apply,
    context: &Context,
    connect: impl FnOnce() -> Result<Online, Failure>,
) -> Result<Report, Failure> {
    let mode = if apply.dry_run { Mode::DryRun } else { Mode::ForReal };
    if mode == Mode::ForReal && context.is_read_only() {
        return Err(Failure::ReadOnly);
    }
    let plan = Plan::open(&apply.file)?;
    if plan.applications.is_empty() {
        return Err(Failure::usage(
            format!("the plan {} has no application", apply.file.display()),
            "there is nothing to apply",
        ));
    }
    if mode == Mode::ForReal && !apply.yes && !context.screen.can_ask() {
        return Err(Failure::usage(
            "a change of a set asks before it writes, and there is no terminal to ask on",
            "look first with --dry-run, then say --yes",
        ));
    }
    let what = format!("the plan {}", apply.file.display());
    let accounts = accounts::of_plan(&plan.applications, &what, context, connect)?;
    for online in &accounts {
        if let Some(rate) = apply.pace.rate {
            online.client.limit(rate);
        }
    }
    let rollout = Rollout {
        context,
        accounts: &accounts,
        command: plan.change.word(),
        goal: plan.change.goal(),
        mode,
        side_by_side: apply.pace.concurrency,
    };
    let run = Run::starting(context.now());
    let applications = if apply.bounds.max_changes.is_some_and(|most| plan.applications.len() > most) {
        rollout.too_many(&plan.applications)
    } else {
        if mode == Mode::ForReal && !apply.yes {
            context.screen.note(&proposal_text(&rollout.proposal(&plan.applications, &[])));
            if !context.screen.confirm("Apply this plan?")? {
                return Err(Failure::Declined);
            }
        }
        rollout.carry_out(&plan, &run, None)?
    };
    Ok(Report::Change(ChangeReport {
        command: ChangeCommand::Apply,
        run: run.name,
        dry_run: apply.dry_run,
        requests: accounts.iter().map(|online| online.client.requests()).sum(),
        selection: Selection {
            source: SelectedBy::Plan,
            file: Some(apply.file.display().to_string()),
            shard: None,
            count: plan.applications.len(),
        },
        plan: None,
        summary: applications.iter().map(|one| one.outcome).collect(),
        applications,
    }))
}
