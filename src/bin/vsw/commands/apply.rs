//! `vsw apply`: makes the changes of a plan file.

use crate::args::change::Apply;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::accounts;
use crate::flow::consent::Consent;
use crate::flow::outputs;
use crate::flow::rollout::{self, Rollout};
use crate::flow::run::{Mode, Run};
use crate::online::Connector;
use crate::plan::{self, Plan, Planned};
use crate::render::{proposal_text, withheld_text};
use crate::report::change::{ChangeCommand, ChangedApplication};
use crate::report::{Report, SelectedBy, Selection};
use crate::screen::shell;
use crate::signals;
use crate::vocabulary::Outcome;

pub fn run(apply: &Apply, context: &Context, connect: Connector<'_>) -> Result<Report, Failure> {
    let mode = if apply.dry_run { Mode::DryRun } else { Mode::ForReal };
    let consent = Consent { context, mode, yes: apply.yes };
    consent.needs_write()?;
    signals::before_change();
    outputs::settle_reports(&apply.set.reports, context)?;
    let mut plan = Plan::open(&apply.file)?;
    if apply.overwrite {
        plan.applications.iter_mut().for_each(Planned::accept);
    }
    let file = apply.file.display();
    if plan.applications.is_empty() {
        return Err(Failure::usage(
            format!(
                "the plan {file} lists no applications: vsw found no application to change when it made the plan"
            ),
            format!(
                "check the present state: `vsw status --all`; if an application should change, create a new plan: `vsw {} APP --plan {}`",
                plan::command_of(plan.change),
                shell::word(&file.to_string())
            ),
        ));
    }
    let connect = connect.limited(apply.set.pace.rate);
    let accounts = accounts::of_plan(&plan.applications, &format!("the plan {file}"), connect)?;
    let run = Run::starting(context.now(), plan::command_of(plan.change), mode);
    let rollout = Rollout {
        context,
        accounts: &accounts,
        run: &run,
        goal: plan.change,
        concurrency: apply.set.pace.concurrency,
    };
    let applications = if apply.set.exceeds_max_changes(plan.applications.len()) {
        rollout::too_many(&plan.applications)
    } else {
        let withheld = if consent.is_asked() { withheld(&plan, &rollout)? } else { Vec::new() };
        consent.ask("Apply this plan?", || {
            let mut text = proposal_text(&rollout.proposal(&plan.applications, &[]));
            for one in &withheld {
                text.extend(withheld_text(one));
            }
            text
        })?;
        let shown = |planned: &&mut Planned| withheld.iter().any(|one| one.id == planned.id);
        plan.applications.iter_mut().filter(shown).for_each(Planned::accept);
        rollout.execute(&plan, None)?
    };
    run.note_signing_on(context, &accounts, &applications);
    let selection = Selection {
        file: Some(file.to_string()),
        ..Selection::of(SelectedBy::Plan, plan.applications.len())
    };
    Ok(Report::Change(run.report(ChangeCommand::Apply, &accounts, selection, applications)))
}

/// Returns the changes of applications whose documents the plan file lacks, for example because they contain
/// a secret. The user must see them before consenting.
fn withheld(plan: &Plan, rollout: &Rollout<'_>) -> Result<Vec<ChangedApplication>, Failure> {
    let of_plan = plan.applications.iter().filter(|planned| planned.withheld.is_some());
    let mut applications: Vec<Planned> = of_plan.cloned().collect();
    applications.iter_mut().for_each(Planned::accept);
    let context = rollout.context;
    let only = Plan::new(plan.change, plan.made_at, applications, context.screen.redactions());
    let run = Run::starting(context.now(), plan::command_of(plan.change), Mode::DryRun);
    let mut shown = Rollout { run: &run, ..*rollout }.execute(&only, None)?;
    shown.retain(|one| one.outcome == Outcome::WouldChange);
    Ok(shown)
}
