//! `vsw apply`: makes the changes of a plan, unless an application changed since it was made.

use crate::args::change::Apply;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::accounts;
use crate::flow::consent::Consent;
use crate::flow::rollout::{self, Rollout};
use crate::flow::run::{Mode, Run};
use crate::online::Connector;
use crate::plan::{self, Plan};
use crate::render::proposal_text;
use crate::report::change::ChangeCommand;
use crate::report::{Report, SelectedBy, Selection};

pub fn run(apply: &Apply, context: &Context, connect: Connector<'_>) -> Result<Report, Failure> {
    let mode = if apply.dry_run { Mode::DryRun } else { Mode::ForReal };
    let consent = Consent { context, mode, yes: apply.yes };
    consent.needs_write()?;
    let plan = Plan::open(&apply.file)?;
    let file = apply.file.display();
    if plan.applications.is_empty() {
        return Err(Failure::usage(
            format!("the plan {file} lists no applications"),
            "create a new plan: `vsw enable --plan FILE` or `vsw disable --plan FILE`",
        ));
    }
    consent.needs_answer("changing a set of applications needs confirmation")?;
    let connect = connect.limited(apply.many.pace.rate);
    let accounts = accounts::of_plan(&plan.applications, &format!("the plan {file}"), connect)?;
    let run = Run::starting(context.now(), plan::command_of(plan.change), mode);
    let rollout = Rollout {
        context,
        accounts: &accounts,
        run: &run,
        goal: plan.change,
        concurrency: apply.many.pace.concurrency,
    };
    let applications = if apply.many.are_too_many(plan.applications.len()) {
        rollout::too_many(&plan.applications)
    } else {
        consent.ask("Apply this plan?", || proposal_text(&rollout.proposal(&plan.applications, &[])))?;
        rollout.execute(&plan, None)?
    };
    let selection = Selection {
        file: Some(file.to_string()),
        ..Selection::of(SelectedBy::Plan, plan.applications.len())
    };
    Ok(Report::Change(run.report(ChangeCommand::Apply, &accounts, selection, applications)))
}
