//! `vsw rollback`: undoes one change, or all changes of a run, by restoring the replaced documents.
//!
//! Invariant: changes made elsewhere are replaced only with `--overwrite`.

mod of_run;

use vsw::application::ApplicationId;

use crate::args::change::Rollback;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::change::{Changer, Desired, Disk, Restoration, RestoredSigning};
use crate::flow::consent::Consent;
use crate::flow::execution::{Task, execute_one};
use crate::flow::memory::{AccountMemory, Memory, account_key};
use crate::flow::outputs;
use crate::flow::reach::Reach;
use crate::flow::read::read;
use crate::flow::run::{Mode, Run};
use crate::flow::select::Targets;
use crate::journal::{Intent, JournalError};
use crate::online::Connector;
use crate::render::diff_text;
use crate::report::change::{ChangeCommand, ChangedApplication};
use crate::report::{Report, Selection};
use crate::screen::Text;
use crate::signals;
use crate::vocabulary::Outcome;

pub fn run(rollback: &Rollback, context: &Context, connect: Connector<'_>) -> Result<Report, Failure> {
    let mode = if rollback.dry_run { Mode::DryRun } else { Mode::ForReal };
    let consent = Consent { context, mode, yes: rollback.yes };
    consent.needs_write()?;
    signals::before_change();
    outputs::settle_reports(&rollback.set.reports, context)?;
    if let Some(run) = &rollback.run {
        return of_run::restore_run(run, rollback, consent, connect);
    }
    let online = connect.limited(rollback.set.pace.rate).in_force()?;
    let (id, source) = Targets::one(rollback.app.as_ref(), Reach::Change, context, &online)?;
    let journal = context.journal()?;
    let mut restoration = {
        let memory = Memory::of_journal(context)?;
        let memory = memory.account(account_key(&online.account));
        restoration(memory.change(id, rollback.to.as_deref())?, id, rollback, &memory)?
    };
    let run = Run::starting(context.now(), "rollback", mode);
    let changer = Changer::new(context, &online, Some(&journal), &run, Disk::Here);
    let settled = if consent.is_asked() { ask(id, &mut restoration, &changer, consent)? } else { None };
    let application = settled.or_else(|| {
        let desired = Desired::Earlier(&restoration);
        let task = Task { changer: &changer, id, desired, earlier: None };
        let mut application = execute_one(task, &context.screen)?;
        if consent.is_asked() {
            // The user saw the diff with the question.
            application.diff.clear();
        }
        Some(application)
    });
    let (accounts, selection) = (std::slice::from_ref(&online), Selection::of(source, 1));
    let applications: Vec<ChangedApplication> = application.into_iter().collect();
    run.note_signing_on(context, accounts, &applications);
    Ok(Report::Change(run.report(ChangeCommand::Rollback, accounts, selection, applications)))
}

/// Returns `None` if the user agrees. With `--overwrite`, `restoration` may then replace only the document
/// that the user saw.
fn ask(
    id: ApplicationId,
    restoration: &mut Restoration,
    changer: &Changer<'_>,
    consent: Consent<'_>,
) -> Result<Option<ChangedApplication>, Failure> {
    let online = changer.online;
    let now = match online.run(read(&online.client, id, online.deadline())) {
        Ok(now) => now,
        Err(unread) => return Ok(Some(changer.unread(id, &unread))),
    };
    let preview = changer.preview(now.clone(), &Desired::Earlier(restoration));
    if preview.outcome != Outcome::WouldChange {
        return Ok(Some(preview));
    }
    consent.ask("Restore this snapshot?", || preview_text(&preview))?;
    if restoration.known.is_none() {
        restoration.known = Some(vec![now]);
    }
    Ok(None)
}

fn preview_text(preview: &ChangedApplication) -> Text {
    let mut text = diff_text(&preview.diff);
    if let Some(effect) = &preview.detail {
        text.push(format!("This {effect}."));
    }
    text
}

fn restoration(
    change: &Intent,
    id: ApplicationId,
    rollback: &Rollback,
    memory: &AccountMemory<'_>,
) -> Result<Restoration, JournalError> {
    Ok(Restoration {
        earlier: memory.replaced(change, id)?,
        signing: if rollback.keep_signing { RestoredSigning::Present } else { RestoredSigning::Earlier },
        known: (!rollback.overwrite).then(|| memory.documents(id)),
        completed: memory.completed(id),
        digest: change.replaces.clone(),
    })
}
